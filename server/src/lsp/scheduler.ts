/** Long enough to gather the keystrokes of a fast typist, short enough to go unnoticed. */
const DELAY_MS = 25;

/** Runs work by key a moment after it was last asked for, so that a burst of changes costs one run. */
export class Scheduler {
	private readonly run: (key: string) => void;
	private readonly pending = new Map<string, NodeJS.Timeout>();
	private idle: (() => void)[] = [];

	constructor(run: (key: string) => void) {
		this.run = run;
	}

	schedule(key: string): void {
		clearTimeout(this.pending.get(key));
		this.pending.set(
			key,
			setTimeout(() => this.flush(key), DELAY_MS),
		);
	}

	/** Runs what is pending for the key at once: a request wants to see the newest text. */
	flush(key: string): void {
		if (!this.cancel(key)) return;
		this.run(key);
		if (this.pending.size > 0) return;
		const callbacks = this.idle;
		this.idle = [];
		for (const callback of callbacks) callback();
	}

	/** True when something was pending. */
	cancel(key: string): boolean {
		clearTimeout(this.pending.get(key));
		return this.pending.delete(key);
	}

	/** Calls back once nothing is pending any more. */
	afterwards(callback: () => void): void {
		if (this.pending.size === 0) callback();
		else this.idle.push(callback);
	}
}

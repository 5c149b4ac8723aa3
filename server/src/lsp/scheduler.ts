/** Long enough to gather the keystrokes of a fast typist, short enough to go unnoticed. */
const DELAY_MS = 25;

/** Runs work by key a moment after it was last asked for, so that a burst of changes costs one run. */
export class Scheduler {
	private readonly run: (key: string) => void;
	private readonly report: (error: unknown) => void;
	private readonly pending = new Map<string, NodeJS.Timeout>();
	private idle: (() => void)[] = [];

	/** `report` is told what `run` throws: out of a timer it would end the process, and the hash server in it. */
	constructor(run: (key: string) => void, report: (error: unknown) => void) {
		this.run = run;
		this.report = report;
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
		this.attempt(() => this.run(key));
		if (this.pending.size > 0) return;
		const callbacks = this.idle;
		this.idle = [];
		for (const callback of callbacks) this.attempt(callback);
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

	private attempt(action: () => void): void {
		try {
			action();
		} catch (error) {
			this.report(error);
		}
	}
}

/** Long enough to gather the keystrokes of a fast typist, short enough to go unnoticed. */
const DELAY_MS = 25;

/** Runs work by key a moment after it was last asked for, so that a burst of changes costs one run. */
export class Scheduler {
	private readonly run: (key: string) => void;
	private readonly report: (error: unknown) => void;
	private readonly pending = new Map<string, NodeJS.Timeout>();
	private idle: (() => void)[] = [];
	private isRunning = false;

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
		if (!this.take(key)) return;
		this.isRunning = true;
		this.attempt(() => this.run(key));
		this.isRunning = false;
		this.callBackWhenIdle();
	}

	/** What is pending for the key is not wanted any more. */
	cancel(key: string): void {
		this.take(key);
		// What runs now may be what cancels, and is not done.
		if (!this.isRunning) this.callBackWhenIdle();
	}

	/** Calls back once nothing is pending any more. */
	afterwards(callback: () => void): void {
		if (this.pending.size === 0) callback();
		else this.idle.push(callback);
	}

	/** True when something was pending. */
	private take(key: string): boolean {
		clearTimeout(this.pending.get(key));
		return this.pending.delete(key);
	}

	private callBackWhenIdle(): void {
		if (this.pending.size > 0) return;
		const callbacks = this.idle;
		this.idle = [];
		for (const callback of callbacks) this.attempt(callback);
	}

	private attempt(action: () => void): void {
		try {
			action();
		} catch (error) {
			this.report(error);
		}
	}
}

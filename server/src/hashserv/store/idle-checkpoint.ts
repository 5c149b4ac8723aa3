/** How long nothing must have been committed. */
const QUIET_MS = 1_000;

/**
 * Moves the log into the database while nobody reports: it syncs the disk,
 * which takes longer than anything else here. Under constant load the log
 * grows until SQLite moves it in the middle of a commit (`connection.ts`).
 */
export class IdleCheckpoint {
	readonly #checkpoint: () => void;
	readonly #quiet: number;
	#timer: NodeJS.Timeout | null = null;

	constructor(checkpoint: () => void, quiet = QUIET_MS) {
		this.#checkpoint = checkpoint;
		this.#quiet = quiet;
	}

	/** Something was committed: waits anew. */
	postpone(): void {
		if (this.#timer === null) this.#timer = setTimeout(this.#checkpoint, this.#quiet).unref();
		else this.#timer.refresh();
	}

	stop(): void {
		if (this.#timer !== null) clearTimeout(this.#timer);
		this.#timer = null;
	}
}

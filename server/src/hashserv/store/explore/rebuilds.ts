import type { DatabaseSync } from 'node:sqlite';
import { monotonic } from '../../../shared/monotonic';

/** Rows of one step: some milliseconds. */
const STEP = 10_000;
/** Of the time, no more than this share goes into counting. */
const SHARE = 1 / 50;

/**
 * Counts the taskhashes whose unihash is another task's, that is, the tasks
 * that changed without a change of their output. No index has the answer, so
 * the table is read in steps with pauses, and again only after a commit.
 */
export class RebuildCounter {
	readonly #lastId: () => number;
	readonly #version: () => unknown;
	readonly #count: (after: number, upTo: number) => number;
	#known: number | null = null;
	#countedVersion: unknown;
	#next = 0;
	#isCounting = false;

	constructor(database: DatabaseSync) {
		const lastId = database.prepare('SELECT max(id) AS id FROM unihashes_v3');
		const version = database.prepare('PRAGMA data_version');
		const count = database.prepare(
			`SELECT count(*) AS rows FROM unihashes_v3
			WHERE id > ? AND id <= ? AND unihash != taskhash`,
		);
		this.#lastId = () => Number(lastId.get()?.id ?? 0);
		this.#version = () => version.get()?.data_version;
		this.#count = (after, upTo) => Number(count.get(after, upTo)?.rows ?? 0);
	}

	/** The number as it was when it was last counted; null at first. Counts again soon if it may have changed. */
	latest(): number | null {
		const version = this.#version();
		const isCurrent = this.#known !== null && version === this.#countedVersion;
		if (!isCurrent && !this.#isCounting && monotonic() >= this.#next) {
			this.#isCounting = true;
			this.#countedVersion = version;
			this.#step(0, this.#lastId(), 0, 0);
		}
		return this.#known;
	}

	#step(after: number, lastId: number, sum: number, spent: number): void {
		const started = monotonic();
		let total = sum;
		try {
			total += this.#count(after, after + STEP);
		} catch {
			// The file has gone or is damaged; whoever asks next finds out.
			this.#isCounting = false;
			return;
		}
		const time = spent + monotonic() - started;
		if (after + STEP < lastId) {
			setImmediate(() => this.#step(after + STEP, lastId, total, time));
			return;
		}
		this.#known = total;
		this.#isCounting = false;
		this.#next = monotonic() + time / SHARE;
	}
}

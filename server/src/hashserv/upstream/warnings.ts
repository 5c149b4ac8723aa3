import { monotonic } from '../../shared/monotonic';
import type { Log } from '../service';

/** What can be wrong with an upstream that answers. */
export type WarningKind = 'invalid-unihash' | 'no-answer' | 'not-stored' | 'ring';

/** Milliseconds between two warnings of one kind. */
const PAUSE = 10_000;

/** Logs a warning of each kind now and then: a build asks thousands of times, and what is wrong once is wrong each time. */
export class Warnings {
	readonly #log: Log;
	readonly #latest = new Map<WarningKind, number>();

	constructor(log: Log) {
		this.#log = log;
	}

	warn(kind: WarningKind, message: string): void {
		const now = monotonic();
		if (now - (this.#latest.get(kind) ?? Number.NEGATIVE_INFINITY) < PAUSE) return;
		this.#latest.set(kind, now);
		this.#log('warn', message);
	}
}

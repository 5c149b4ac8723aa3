import { monotonic } from '../shared/monotonic';

/** Milliseconds between two messages of one kind. */
const PAUSE = 10_000;

/** For messages that every request would bring: what is wrong once is wrong each time. */
export class Seldom<Kind> {
	readonly #latest = new Map<Kind, number>();

	/** True for the first of a kind, and then every ten seconds. */
	isDue(kind: Kind): boolean {
		const now = monotonic();
		if (now - (this.#latest.get(kind) ?? Number.NEGATIVE_INFINITY) < PAUSE) return false;
		this.#latest.set(kind, now);
		return true;
	}
}

import { monotonic } from '../../shared/monotonic';

/**
 * Remembers for a while what was not found, so that many clients asking for
 * the same hash cost one question. What is remembered longest makes room.
 */
export class MissCache {
	readonly #lifetime: number;
	readonly #capacity: number;
	/** Until when each is remembered; in the order of that time. */
	readonly #until = new Map<string, number>();

	/** @param lifetime milliseconds */
	constructor(lifetime: number, capacity: number) {
		this.#lifetime = lifetime;
		this.#capacity = capacity;
	}

	add(key: string): void {
		this.#until.delete(key);
		this.#until.set(key, monotonic() + this.#lifetime);
		if (this.#until.size > this.#capacity) {
			for (const oldest of this.#until.keys()) {
				this.#until.delete(oldest);
				break;
			}
		}
	}

	has(key: string): boolean {
		const until = this.#until.get(key);
		if (until === undefined) return false;
		if (monotonic() < until) return true;
		this.#until.delete(key);
		return false;
	}
}

/** What a look-up found. All strings are the database's own: none holds on to a block of input. */
export interface Mapping {
	readonly method: string;
	readonly taskhash: string;
	readonly unihash: string;
}

/**
 * Entries of one generation; there are two. An entry takes about 250 bytes,
 * a build asks for some ten thousand hashes, and a farm builds several things at once.
 */
const GENERATION = 32_768;

/**
 * Remembers unihashes in bounded memory. The entries used last stay: when the
 * young generation is full it becomes the old one, which is forgotten.
 *
 * Keyed by taskhash alone, because that is one look-up of a fresh string
 * instead of two; of a taskhash with several methods one is remembered.
 */
export class UnihashCache {
	readonly #generation: number;
	#young = new Map<string, Mapping>();
	#old = new Map<string, Mapping>();

	constructor(generation = GENERATION) {
		this.#generation = generation;
	}

	get(method: string, taskhash: string): string | undefined {
		let mapping = this.#young.get(taskhash);
		if (mapping === undefined) {
			mapping = this.#old.get(taskhash);
			if (mapping !== undefined) this.add(mapping);
		}
		return mapping?.method === method ? mapping.unihash : undefined;
	}

	add(mapping: Mapping): void {
		if (this.#young.size >= this.#generation) {
			this.#old = this.#young;
			this.#young = new Map();
		}
		this.#young.set(mapping.taskhash, mapping);
	}

	clear(): void {
		if (this.#young.size > 0) this.#young = new Map();
		if (this.#old.size > 0) this.#old = new Map();
	}
}

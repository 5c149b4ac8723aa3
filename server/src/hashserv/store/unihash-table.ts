/** Characters of a taskhash and of a unihash: SHA-256 in hexadecimal, as all BitBakes since 2019 make them. */
export const HASH = 64;

export const IS_LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/**
 * Hashes are compared and copied eight bytes at a time, as doubles. Printable
 * ASCII has neither zero bytes nor 0x7f, so none of these doubles is a zero or
 * not a number, and equal doubles are equal bytes.
 */
const HASH_DOUBLES = HASH / 8;
/** Behind taskhash and unihash: the key's method and digest as one number. */
const TAG = 2 * HASH_DOUBLES;
const ENTRY = TAG + 1;

/** Entries are kept in segments, so that growing moves none of them. */
const SEGMENT_BITS = 12;
const SEGMENT = 1 << SEGMENT_BITS;

/** Places looked at for one key: one that collides with more others is not kept, whoever made it so. */
const MOST_PROBES = 64;

/** Makes it impossible to choose taskhashes that collide. */
const SEED = (Math.random() * 2 ** 32) | 0;

/** A method and a taskhash, where it lies. */
export interface Key {
	/** Number of the method. */
	method: number;
	/** Holds the taskhash, from `at` on. */
	text: DataView;
	at: number;
	/** Of the taskhash; what `digestOf` makes of it. */
	digest: number;
}

/** A taskhash is as good as random, so some of its digits will do; the seed is for those that are not. */
export function digestOf(text: DataView, at: number): number {
	let mixed = Math.imul(text.getInt32(at, IS_LITTLE_ENDIAN) ^ SEED, 0x9e3779b1);
	mixed ^= mixed >>> 15;
	mixed = Math.imul(mixed ^ text.getInt32(at + 4, IS_LITTLE_ENDIAN), 0x85ebca6b);
	mixed ^= mixed >>> 13;
	mixed = Math.imul(mixed, 0xc2b2ae35);
	return mixed ^ (mixed >>> 16);
}

/**
 * Unihashes by method and taskhash, as bytes in 136 of which an entry lies;
 * the index takes 8 to 16 more. Taskhashes and unihashes have 64 printable
 * characters. When there is no more room, the entry that came first leaves.
 */
export class UnihashTable {
	readonly #capacity: number;
	/** Number of an entry + 1 by the digest of its key, with linear probing; zero where there is none. */
	#index = new Int32Array(16);
	readonly #segments: Float64Array[] = [];
	#size = 0;
	/** The entry that leaves next when there is no more room. */
	#oldest = 0;

	/** @param capacity most entries */
	constructor(capacity: number) {
		this.#capacity = capacity;
	}

	get size(): number {
		return this.#size;
	}

	get isFull(): boolean {
		return this.#size === this.#capacity;
	}

	/** The entry of a key, or -1. It is good until something is added. */
	find(key: Key): number {
		const index = this.#index;
		const mask = index.length - 1;
		const { digest } = key;
		const tag = tagOf(key);
		for (let probes = 0; probes < MOST_PROBES; probes++) {
			const entry = (index[(digest + probes) & mask] as number) - 1;
			if (entry < 0) return -1;
			if (this.#isEntry(entry, tag, key)) return entry;
		}
		return -1;
	}

	/** Writes the unihash of an entry. */
	copyUnihash(entry: number, to: DataView, at: number): void {
		const segment = this.#segmentOf(entry);
		const unihash = startOf(entry) + HASH_DOUBLES;
		for (let part = 0; part < HASH_DOUBLES; part++) {
			to.setFloat64(at + 8 * part, segment[unihash + part] as number, IS_LITTLE_ENDIAN);
		}
	}

	/** Adds an entry for a key that has none, if it can, from where its unihash lies. */
	add(key: Key, unihash: DataView, at: number): void {
		if (2 * (this.#size + 1) > this.#index.length) this.#widenIndex();
		if (this.isFull) this.#leave(this.#oldest);
		const entry = this.isFull ? this.#oldest : this.#size;
		if (!this.#enter(entry, key.digest)) return;
		if (entry === this.#size) this.#size++;
		else this.#oldest = (entry + 1) % this.#capacity;
		if (entry === this.#segments.length * SEGMENT) {
			this.#segments.push(new Float64Array(SEGMENT * ENTRY));
		}
		const segment = this.#segmentOf(entry);
		const start = startOf(entry);
		for (let part = 0; part < HASH_DOUBLES; part++) {
			segment[start + part] = key.text.getFloat64(key.at + 8 * part, IS_LITTLE_ENDIAN);
			segment[start + HASH_DOUBLES + part] = unihash.getFloat64(at + 8 * part, IS_LITTLE_ENDIAN);
		}
		segment[start + TAG] = tagOf(key);
	}

	#isEntry(entry: number, tag: number, { text, at }: Key): boolean {
		const segment = this.#segmentOf(entry);
		const start = startOf(entry);
		if (segment[start + TAG] !== tag) return false;
		for (let part = 0; part < HASH_DOUBLES; part++) {
			if (segment[start + part] !== text.getFloat64(at + 8 * part, IS_LITTLE_ENDIAN)) return false;
		}
		return true;
	}

	#digestOf(entry: number): number {
		return digestOfTag(this.#segmentOf(entry)[startOf(entry) + TAG] as number);
	}

	/** Puts an entry into the index; false when too many others are in its way. */
	#enter(entry: number, digest: number): boolean {
		const mask = this.#index.length - 1;
		for (let probes = 0; probes < MOST_PROBES; probes++) {
			const place = (digest + probes) & mask;
			if (this.#index[place] === 0) {
				this.#index[place] = entry + 1;
				return true;
			}
		}
		return false;
	}

	/** Takes an entry out of the index, moving those behind it that it kept from their place. */
	#leave(entry: number): void {
		const index = this.#index;
		const mask = index.length - 1;
		let hole = this.#digestOf(entry) & mask;
		for (let probes = 0; index[hole] !== entry + 1; probes++) {
			// Too many others were in its way when the index was widened.
			if (probes === MOST_PROBES) return;
			hole = (hole + 1) & mask;
		}
		for (let place = (hole + 1) & mask; index[place] !== 0; place = (place + 1) & mask) {
			const home = this.#digestOf((index[place] as number) - 1) & mask;
			if (((place - home) & mask) >= ((place - hole) & mask)) {
				index[hole] = index[place] as number;
				hole = place;
			}
		}
		index[hole] = 0;
	}

	#widenIndex(): void {
		this.#index = new Int32Array(2 * this.#index.length);
		for (let entry = 0; entry < this.#size; entry++) this.#enter(entry, this.#digestOf(entry));
	}

	#segmentOf(entry: number): Float64Array {
		return this.#segments[entry >> SEGMENT_BITS] as Float64Array;
	}
}

/** Method and digest as one number, an integer that a double holds exactly. */
function tagOf({ method, digest }: Key): number {
	return method * 2 ** 32 + (digest >>> 0);
}

function digestOfTag(tag: number): number {
	return (tag % 2 ** 32) | 0;
}

/** Where an entry starts in its segment, in doubles. */
function startOf(entry: number): number {
	return (entry & (SEGMENT - 1)) * ENTRY;
}

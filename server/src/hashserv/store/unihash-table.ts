import type { LineBlock } from '../wire/lines';
import type { Output } from '../wire/output';

/** Characters of a taskhash and of a unihash: SHA-256 in hexadecimal, as all BitBakes since 2019 make them. */
const HASH = 64;

/**
 * Hashes are compared and copied eight bytes at a time, as doubles. Printable
 * ASCII has neither zero bytes nor 0x7f, so none of these doubles is a zero or
 * not a number, and equal doubles are equal bytes.
 */
const HASH_DOUBLES = HASH / 8;
/** Behind taskhash and unihash: what `tagOf` makes of the method and the hash of the taskhash. */
const TAG = 2 * HASH_DOUBLES;
const ENTRY = TAG + 1;

/** Entries are kept in segments, so that growing moves none of them. */
const SEGMENT_BITS = 12;
const SEGMENT = 1 << SEGMENT_BITS;

/** Places looked at for one taskhash: one that collides with more others is not kept, whoever made it so. */
const MOST_PROBES = 64;

/** There are two or three methods in the world; a database with thousands of them is not worth remembering. */
const MOST_METHODS = 64;
const LONGEST_METHOD = 128;

const NEWLINE = 10;
const WORD = /^[\x21-\x7e]+$/;
const IS_LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** One row of the table of unihashes. */
export interface Mapping {
	readonly method: string;
	readonly taskhash: string;
	readonly unihash: string;
}

/**
 * Unihashes in memory, as bytes: a look-up that came as bytes is answered
 * without making a string, which would have to be hashed anew for every
 * look-up and costs more than everything else together.
 *
 * An entry takes 136 bytes and 8 to 16 of the index. What does not have the
 * usual form, such as a hash of another length, is not kept. When there is no
 * more room, the entry that came first leaves.
 */
export class UnihashTable {
	/** Bytes of the longest line it can answer. */
	readonly longestLine = LONGEST_METHOD + 1 + HASH;
	readonly #capacity: number;
	readonly #seed = (Math.random() * 2 ** 32) | 0;
	/** Number of an entry + 1 by the hash of its taskhash, with linear probing; zero where there is none. */
	#index = new Int32Array(16);
	#segments: Float64Array[] = [];
	#size = 0;
	/** The entry that leaves next when there is no more room. */
	#oldest = 0;
	/** Methods by their number. */
	#methods: Method[] = [];
	/** Number of the method of the line before, which is most often the next one's as well. */
	#lastMethod = 0;
	/** A taskhash that came as a string. */
	readonly #asked = new DataView(new ArrayBuffer(HASH));
	readonly #askedBytes = Buffer.from(this.#asked.buffer);

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

	get(method: string, taskhash: string): string | undefined {
		const number = this.#methodNumber(method);
		if (number < 0 || !isUsual(taskhash)) return undefined;
		this.#askedBytes.write(taskhash, 'latin1');
		const entry = this.#find(this.#asked, 0, number);
		return entry < 0 ? undefined : this.#bytesOf(entry).toString('latin1', HASH, 2 * HASH);
	}

	/**
	 * Answers lines `METHOD TASKHASH` one after the other, up to the first
	 * that it does not know or that looks otherwise.
	 * @returns how many
	 */
	answer(block: LineBlock, output: Output): number {
		const { bytes } = block;
		if (this.#size === 0) return 0;
		const input = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
		// An answer is never longer than its line.
		const room = output.room(bytes.length - block.position);
		const answers = new DataView(room.buffer, room.byteOffset, room.length);
		const start = output.length;
		let at = start;
		let { position } = block;
		for (;;) {
			const method = this.#methodAt(input, position);
			if (method < 0) break;
			const taskhash = position + (this.#methods[method] as Method).length;
			const end = taskhash + HASH;
			if (bytes[end] !== NEWLINE) break;
			const entry = this.#find(input, taskhash, method);
			if (entry < 0) break;
			const segment = this.#segmentOf(entry);
			const unihash = startOf(entry) + HASH_DOUBLES;
			for (let part = 0; part < HASH_DOUBLES; part++) {
				const double = segment[unihash + part] as number;
				answers.setFloat64(at + 8 * part, double, IS_LITTLE_ENDIAN);
			}
			answers.setInt8(at + HASH, NEWLINE);
			at += HASH + 1;
			position = end + 1;
		}
		block.position = position;
		output.wrote(at - start);
		return (at - start) / (HASH + 1);
	}

	/** Keeps a row, if it has the usual form and is not there. */
	add({ method, taskhash, unihash }: Mapping): void {
		if (!isUsual(taskhash) || !isUsual(unihash)) return;
		const number = this.#numberedMethod(method);
		if (number < 0) return;
		this.#askedBytes.write(taskhash, 'latin1');
		if (this.#find(this.#asked, 0, number) >= 0) return;
		if (2 * (this.#size + 1) > this.#index.length) this.#widenIndex();
		const entry = this.isFull ? this.#makeRoom() : this.#size;
		const hash = this.#hashAt(this.#asked, 0);
		if (!this.#enter(entry, hash)) return;
		if (entry === this.#size) this.#size++;
		else this.#oldest = (entry + 1) % this.#capacity;
		if (entry === this.#segments.length * SEGMENT) {
			this.#segments.push(new Float64Array(SEGMENT * ENTRY));
		}
		const bytes = this.#bytesOf(entry);
		bytes.write(taskhash, 0, 'latin1');
		bytes.write(unihash, HASH, 'latin1');
		this.#segmentOf(entry)[startOf(entry) + TAG] = tagOf(number, hash);
	}

	clear(): void {
		if (this.#size === 0) return;
		this.#index = new Int32Array(16);
		this.#segments = [];
		this.#methods = [];
		this.#size = this.#oldest = this.#lastMethod = 0;
	}

	/** The entry of a taskhash, which starts in `text` at `at`, or -1. */
	#find(text: DataView, at: number, method: number): number {
		const index = this.#index;
		const mask = index.length - 1;
		const hash = this.#hashAt(text, at);
		const tag = tagOf(method, hash);
		for (let probes = 0; probes < MOST_PROBES; probes++) {
			const entry = (index[(hash + probes) & mask] as number) - 1;
			if (entry < 0) return -1;
			if (this.#isEntry(entry, tag, text, at)) return entry;
		}
		return -1;
	}

	#isEntry(entry: number, tag: number, text: DataView, at: number): boolean {
		const segment = this.#segmentOf(entry);
		const start = startOf(entry);
		if (segment[start + TAG] !== tag) return false;
		for (let part = 0; part < HASH_DOUBLES; part++) {
			if (segment[start + part] !== text.getFloat64(at + 8 * part, IS_LITTLE_ENDIAN)) return false;
		}
		return true;
	}

	/** A taskhash is as good as random, so some of its digits will do; the seed is for those that are not. */
	#hashAt(text: DataView, at: number): number {
		let mixed = Math.imul(text.getInt32(at, IS_LITTLE_ENDIAN) ^ this.#seed, 0x9e3779b1);
		mixed ^= mixed >>> 15;
		mixed = Math.imul(mixed ^ text.getInt32(at + 4, IS_LITTLE_ENDIAN), 0x85ebca6b);
		mixed ^= mixed >>> 13;
		mixed = Math.imul(mixed, 0xc2b2ae35);
		return mixed ^ (mixed >>> 16);
	}

	#hashOf(entry: number): number {
		return hashOfTag(this.#segmentOf(entry)[startOf(entry) + TAG] as number);
	}

	/** Puts an entry into the index; false when too many others are in its way. */
	#enter(entry: number, hash: number): boolean {
		const mask = this.#index.length - 1;
		for (let probes = 0; probes < MOST_PROBES; probes++) {
			const place = (hash + probes) & mask;
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
		let hole = this.#hashOf(entry) & mask;
		for (let probes = 0; index[hole] !== entry + 1; probes++) {
			// Too many others were in its way when the index was widened.
			if (probes === MOST_PROBES) return;
			hole = (hole + 1) & mask;
		}
		for (let place = (hole + 1) & mask; index[place] !== 0; place = (place + 1) & mask) {
			const home = this.#hashOf((index[place] as number) - 1) & mask;
			if (((place - home) & mask) >= ((place - hole) & mask)) {
				index[hole] = index[place] as number;
				hole = place;
			}
		}
		index[hole] = 0;
	}

	#makeRoom(): number {
		this.#leave(this.#oldest);
		return this.#oldest;
	}

	#widenIndex(): void {
		this.#index = new Int32Array(2 * this.#index.length);
		for (let entry = 0; entry < this.#size; entry++) this.#enter(entry, this.#hashOf(entry));
	}

	#segmentOf(entry: number): Float64Array {
		return this.#segments[entry >> SEGMENT_BITS] as Float64Array;
	}

	#bytesOf(entry: number): Buffer {
		const { buffer } = this.#segmentOf(entry);
		return Buffer.from(buffer, 8 * startOf(entry), 2 * HASH);
	}

	/** Number of the method that starts a line; -1 when none does, or there are not enough bytes for a line. */
	#methodAt(lines: DataView, position: number): number {
		const last = this.#lastMethod;
		if (startsLine(lines, position, this.#methods[last] as Method)) return last;
		const number = this.#methods.findIndex((method) => startsLine(lines, position, method));
		if (number >= 0) this.#lastMethod = number;
		return number;
	}

	#methodNumber(method: string): number {
		return this.#methods.findIndex(({ name }) => name === method);
	}

	#numberedMethod(method: string): number {
		const known = this.#methodNumber(method);
		if (known >= 0) return known;
		const isKept = this.#methods.length < MOST_METHODS && method.length <= LONGEST_METHOD;
		return isKept && WORD.test(method) ? this.#methods.push(methodOf(method)) - 1 : -1;
	}
}

/** A method as it starts a line, with the blank behind it. */
interface Method {
	readonly name: string;
	readonly length: number;
	/** The whole words of four bytes. */
	readonly words: Int32Array;
	/** The bytes behind these. */
	readonly rest: Buffer;
}

function methodOf(name: string): Method {
	const bytes = Buffer.from(`${name} `);
	const words = Int32Array.from({ length: bytes.length >> 2 }, (_, word) =>
		IS_LITTLE_ENDIAN ? bytes.readInt32LE(4 * word) : bytes.readInt32BE(4 * word),
	);
	return { name, length: bytes.length, words, rest: bytes.subarray(4 * words.length) };
}

function startsLine(lines: DataView, position: number, { length, words, rest }: Method): boolean {
	if (position + length + HASH >= lines.byteLength) return false;
	for (let word = 0; word < words.length; word++) {
		if (lines.getInt32(position + 4 * word, IS_LITTLE_ENDIAN) !== words[word]) return false;
	}
	const end = position + 4 * words.length;
	for (let at = 0; at < rest.length; at++) {
		if (lines.getUint8(end + at) !== rest[at]) return false;
	}
	return true;
}

/** Method and hash as one number, an integer that a double holds exactly. */
function tagOf(method: number, hash: number): number {
	return method * 2 ** 32 + (hash >>> 0);
}

function hashOfTag(tag: number): number {
	return (tag % 2 ** 32) | 0;
}

/** Where an entry starts in its segment, in doubles. */
function startOf(entry: number): number {
	return (entry & (SEGMENT - 1)) * ENTRY;
}

function isUsual(hash: string): boolean {
	return hash.length === HASH && WORD.test(hash);
}

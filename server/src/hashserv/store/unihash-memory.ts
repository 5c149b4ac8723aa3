import type { LineBlock } from '../wire/lines';
import type { Output } from '../wire/output';
import { LONGEST_METHOD, MethodNames } from './method-names';
import { digestOf, HASH, type Key, UnihashTable } from './unihash-table';

const NEWLINE = 10;
const WORD = /^[\x21-\x7e]+$/;

/** Entries that fit into the processor's caches: what builds ask for now, out of all there is. */
const RECENT = 65_536;

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
 * What does not have the usual form, such as a hash of another length, is not
 * kept.
 */
export class UnihashMemory {
	/** Bytes of the longest line it can answer. */
	readonly longestLine = LONGEST_METHOD + 1 + HASH;
	readonly #capacity: number;
	#methods = new MethodNames();
	readonly #recentCapacity: number;
	#all: UnihashTable;
	/** Copies of what was asked for: spread over a table ten times the size they would take eight times as long. */
	#recent: UnihashTable;
	/** A row that came as strings. */
	readonly #text = new DataView(new ArrayBuffer(2 * HASH));
	readonly #bytes = Buffer.from(this.#text.buffer);

	/** @param capacity most unihashes */
	constructor(capacity: number, recent = RECENT) {
		this.#capacity = capacity;
		this.#recentCapacity = recent;
		this.#all = new UnihashTable(capacity);
		this.#recent = new UnihashTable(recent);
	}

	get size(): number {
		return this.#all.size;
	}

	get isFull(): boolean {
		return this.#all.isFull;
	}

	get(method: string, taskhash: string): string | undefined {
		const number = this.#methods.numberOf(method);
		if (number < 0 || !isUsual(taskhash)) return undefined;
		const entry = this.#all.find(this.#keyOf(number, taskhash));
		if (entry < 0) return undefined;
		this.#all.copyUnihash(entry, this.#text, HASH);
		return this.#bytes.toString('latin1', HASH, 2 * HASH);
	}

	/** Keeps a row, if it has the usual form and is not there. */
	add({ method, taskhash, unihash }: Mapping): void {
		if (!isUsual(taskhash) || !isUsual(unihash)) return;
		const number = this.#methods.add(method);
		if (number < 0) return;
		const key = this.#keyOf(number, taskhash);
		if (this.#all.find(key) >= 0) return;
		this.#bytes.write(unihash, HASH, 'latin1');
		this.#all.add(key, this.#text, HASH);
	}

	clear(): void {
		if (this.#all.size === 0) return;
		this.#all = new UnihashTable(this.#capacity);
		this.#recent = new UnihashTable(this.#recentCapacity);
		this.#methods = new MethodNames();
	}

	/**
	 * Answers lines `METHOD TASKHASH` one after the other, up to the first
	 * that it does not know or that looks otherwise.
	 * @returns how many
	 */
	answer(block: LineBlock, output: Output): number {
		const { bytes } = block;
		if (this.#all.size === 0) return 0;
		const lines = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
		// An answer is never longer than its line.
		const room = output.room(bytes.length - block.position);
		const answers = new DataView(room.buffer, room.byteOffset, room.length);
		const key: Key = { method: 0, text: lines, at: 0, digest: 0 };
		const start = output.length;
		let at = start;
		let { position } = block;
		for (;;) {
			key.method = this.#methods.at(lines, position, HASH + 1);
			if (key.method < 0) break;
			key.at = position + this.#methods.lengthOf(key.method);
			const end = key.at + HASH;
			if (bytes[end] !== NEWLINE) break;
			key.digest = digestOf(lines, key.at);
			if (!this.#copyUnihash(key, answers, at)) break;
			answers.setInt8(at + HASH, NEWLINE);
			at += HASH + 1;
			position = end + 1;
		}
		block.position = position;
		output.wrote(at - start);
		return (at - start) / (HASH + 1);
	}

	/** Writes the unihash of a key; false when there is none. */
	#copyUnihash(key: Key, to: DataView, at: number): boolean {
		const hasRecent = this.#all.size > this.#recentCapacity;
		if (hasRecent) {
			const entry = this.#recent.find(key);
			if (entry >= 0) {
				this.#recent.copyUnihash(entry, to, at);
				return true;
			}
		}
		const entry = this.#all.find(key);
		if (entry < 0) return false;
		this.#all.copyUnihash(entry, to, at);
		if (hasRecent) this.#recent.add(key, to, at);
		return true;
	}

	#keyOf(method: number, taskhash: string): Key {
		this.#bytes.write(taskhash, 'latin1');
		return { method, text: this.#text, at: 0, digest: digestOf(this.#text, 0) };
	}
}

function isUsual(hash: string): boolean {
	return hash.length === HASH && WORD.test(hash);
}

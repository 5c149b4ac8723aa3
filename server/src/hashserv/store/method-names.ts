import { IS_LITTLE_ENDIAN } from './unihash-table';

/** There are two or three methods in the world; a database with thousands of them is not worth remembering. */
const MOST_METHODS = 64;
export const LONGEST_METHOD = 128;

const WORD = /^[\x21-\x7e]+$/;

/** A method as it starts a line, with the blank behind it. */
interface Method {
	readonly name: string;
	readonly length: number;
	/** The whole words of four bytes. */
	readonly words: Int32Array;
	/** The bytes behind these. */
	readonly rest: Buffer;
}

/** Methods by their number, found in lines without making strings of these. */
export class MethodNames {
	#methods: Method[] = [];
	/** Number of the method of the line before, which is most often the next one's as well. */
	#last = 0;

	/** Number of the method that starts a line and leaves so many bytes behind it, or -1. */
	at(lines: DataView, position: number, more: number): number {
		if (this.#startsLine(this.#last, lines, position, more)) return this.#last;
		for (let number = 0; number < this.#methods.length; number++) {
			if (this.#startsLine(number, lines, position, more)) {
				this.#last = number;
				return number;
			}
		}
		return -1;
	}

	/** Bytes of a method and the blank behind it. */
	lengthOf(number: number): number {
		return (this.#methods[number] as Method).length;
	}

	/** -1 when it has none. */
	numberOf(name: string): number {
		return this.#methods.findIndex((method) => method.name === name);
	}

	/** Gives a method a number if it has none; -1 when it cannot have one. */
	add(name: string): number {
		const known = this.numberOf(name);
		if (known >= 0) return known;
		const isKept = this.#methods.length < MOST_METHODS && name.length <= LONGEST_METHOD;
		return isKept && WORD.test(name) ? this.#methods.push(methodOf(name)) - 1 : -1;
	}

	#startsLine(number: number, lines: DataView, position: number, more: number): boolean {
		const method = this.#methods[number];
		if (method === undefined || position + method.length + more > lines.byteLength) return false;
		const { words, rest } = method;
		for (let word = 0; word < words.length; word++) {
			if (lines.getInt32(position + 4 * word, IS_LITTLE_ENDIAN) !== words[word]) return false;
		}
		const end = position + 4 * words.length;
		for (let at = 0; at < rest.length; at++) {
			if (lines.getUint8(end + at) !== rest[at]) return false;
		}
		return true;
	}
}

function methodOf(name: string): Method {
	const bytes = Buffer.from(`${name} `);
	const words = Int32Array.from({ length: bytes.length >> 2 }, (_, word) =>
		IS_LITTLE_ENDIAN ? bytes.readInt32LE(4 * word) : bytes.readInt32BE(4 * word),
	);
	return { name, length: bytes.length, words, rest: bytes.subarray(4 * words.length) };
}

import { isAscii, isUtf8 } from 'node:buffer';
import { WireError } from '../errors';

const NEWLINE = 10;

/** Whole lines of input, each with its newline, and how far they have been read. */
export interface LineBlock {
	readonly bytes: Buffer;
	/** Where the next line starts; the length of `bytes` when there is none. */
	position: number;
}

/**
 * Cuts a byte stream into lines of strict UTF-8. Bytes go in with `push`,
 * lines come out of `next` without their newline. How the bytes were cut on
 * the way makes no difference, not even to errors: the lines before a bad one
 * are always delivered first.
 *
 * Whole blocks of ASCII, which is all that BitBake sends, are decoded at once
 * and sliced; anything else goes line by line. Who can do with bytes reads
 * `block` instead, and may leave the rest of it to `next`.
 */
export class LineDecoder {
	readonly limit: number;
	/** Blocks that end with a newline and are not looked at yet. */
	readonly #blocks: Buffer[] = [];
	/** Bytes after the last newline. */
	#tail: Buffer[] = [];
	#tailLength = 0;
	/** The block being read. */
	#block: LineBlock | null = null;
	/** The same as text; null when it is not ASCII, undefined before anybody asked. */
	#text: string | null | undefined;
	#blocksSeen = 0;

	/** @param limit bytes of the longest line without its newline */
	constructor(limit: number) {
		this.limit = limit;
	}

	/** Bytes of an unfinished line. */
	get partial(): number {
		return this.#tailLength;
	}

	/** Counts up when a line is completed. */
	get blocksSeen(): number {
		return this.#blocksSeen;
	}

	/** True when `next` has something to say: a line or an error. */
	get readable(): boolean {
		return this.block !== null || this.#tailLength > this.limit;
	}

	/** The lines to be read next; null when no whole line is there. */
	get block(): LineBlock | null {
		const block = this.#block;
		if (block !== null && block.position < block.bytes.length) return block;
		const bytes = this.#blocks.shift();
		this.#text = undefined;
		this.#block = bytes === undefined ? null : { bytes, position: 0 };
		return this.#block;
	}

	push(chunk: Buffer): void {
		const end = chunk.lastIndexOf(NEWLINE) + 1;
		if (end > 0) {
			this.#blocksSeen++;
			const block = end === chunk.length ? chunk : chunk.subarray(0, end);
			if (this.#tailLength > 0) {
				this.#tail.push(block);
				this.#blocks.push(Buffer.concat(this.#tail));
				this.#tail = [];
				this.#tailLength = 0;
			} else {
				this.#blocks.push(block);
			}
		}
		// Past the limit nothing of this line is kept: `next` refuses it anyway.
		if (end < chunk.length && this.#tailLength <= this.limit) {
			// A client that sends byte by byte must not make us keep an object per byte.
			if (this.#tail.length >= 64) this.#tail = [Buffer.concat(this.#tail)];
			this.#tail.push(chunk.subarray(end));
			this.#tailLength += chunk.length - end;
		}
	}

	/**
	 * The next line, or undefined when no whole line is there.
	 * @throws WireError `line-too-long` or `bad-utf8`; the stream is of no use after that.
	 */
	next(): string | undefined {
		const { block } = this;
		if (block === null) {
			if (this.#tailLength > this.limit) throw tooLong(this.limit);
			return undefined;
		}
		const { bytes } = block;
		if (this.#text === undefined) {
			this.#text = isAscii(bytes) ? bytes.toString('latin1') : null;
		}
		const source = this.#text ?? bytes;
		const start = block.position;
		const end = source.indexOf('\n', start);
		block.position = end + 1;
		if (end - start > this.limit) throw tooLong(this.limit);
		if (typeof source === 'string') return source.slice(start, end);
		const line = bytes.subarray(start, end);
		if (!isUtf8(line)) throw new WireError('bad-utf8', 'a line is not valid UTF-8');
		return line.toString('utf8');
	}
}

function tooLong(limit: number): WireError {
	return new WireError('line-too-long', `a line is longer than ${limit} bytes`);
}

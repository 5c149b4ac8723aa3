import { isAscii, isUtf8 } from 'node:buffer';
import { WireError } from '../errors';

const NEWLINE = 10;

/**
 * Cuts a byte stream into lines of strict UTF-8. Bytes go in with `push`,
 * lines come out of `next` without their newline. How the bytes were cut on
 * the way makes no difference, not even to errors: the lines before a bad one
 * are always delivered first.
 *
 * Whole blocks of ASCII, which is all that BitBake sends, are decoded at once
 * and sliced; anything else goes line by line.
 */
export class LineDecoder {
	readonly #limit: number;
	/** Blocks that end with a newline and are not looked at yet. */
	readonly #blocks: Buffer[] = [];
	/** Bytes after the last newline. */
	#tail: Buffer[] = [];
	#tailLength = 0;
	/** The block being read: as text when it is ASCII, else as bytes. */
	#text: string | null = null;
	#bytes: Buffer | null = null;
	#position = 0;
	#blocksSeen = 0;

	constructor(limit: number) {
		this.#limit = limit;
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
		return (
			this.#text !== null ||
			this.#bytes !== null ||
			this.#blocks.length > 0 ||
			this.#tailLength > this.#limit
		);
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
		if (end < chunk.length && this.#tailLength <= this.#limit) {
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
		if (this.#text === null && this.#bytes === null && !this.#open()) return undefined;
		return this.#text === null ? this.#nextBytes() : this.#nextText(this.#text);
	}

	#open(): boolean {
		const block = this.#blocks.shift();
		if (block === undefined) {
			if (this.#tailLength > this.#limit) throw tooLong(this.#limit);
			return false;
		}
		this.#position = 0;
		if (isAscii(block)) this.#text = block.toString('latin1');
		else this.#bytes = block;
		return true;
	}

	#nextText(text: string): string {
		const start = this.#position;
		const end = text.indexOf('\n', start);
		this.#position = end + 1;
		if (this.#position === text.length) this.#text = null;
		if (end - start > this.#limit) throw tooLong(this.#limit);
		return text.slice(start, end);
	}

	#nextBytes(): string {
		const bytes = this.#bytes as Buffer;
		const start = this.#position;
		const end = bytes.indexOf(NEWLINE, start);
		this.#position = end + 1;
		if (this.#position === bytes.length) this.#bytes = null;
		if (end - start > this.#limit) throw tooLong(this.#limit);
		const line = bytes.subarray(start, end);
		if (!isUtf8(line)) throw new WireError('bad-utf8', 'a line is not valid UTF-8');
		return line.toString('utf8');
	}
}

function tooLong(limit: number): WireError {
	return new WireError('line-too-long', `a line is longer than ${limit} bytes`);
}

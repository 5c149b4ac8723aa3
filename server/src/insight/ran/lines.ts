/** Takes a line without its end, and its number from 1. */
export type TakeLine = (line: Buffer, number: number) => void;

/** Longer than any line that is looked for; of a longer one only the beginning is told. */
const LONGEST = 8 * 1024;
const LF = 10;
const CR = 13;

/**
 * Splits bytes that come in pieces into lines, where an editor does: behind
 * LF, CR LF and CR. Keeps no more than one line.
 */
export class LineSplitter {
	readonly #take: TakeLine;
	/** The beginning of a line whose end has not come. */
	#rest: Buffer = Buffer.alloc(0);
	#number = 1;
	/** True behind a CR, which may be half of a line's end. */
	#afterCr = false;

	constructor(take: TakeLine) {
		this.#take = take;
	}

	push(chunk: Buffer): void {
		let start = 0;
		for (let at = 0; at < chunk.length; at++) {
			const byte = chunk[at];
			if (byte !== LF && byte !== CR) {
				this.#afterCr = false;
				continue;
			}
			if (byte === LF && this.#afterCr) {
				this.#afterCr = false;
				start = at + 1;
				continue;
			}
			this.#afterCr = byte === CR;
			this.#emit(chunk.subarray(start, at));
			start = at + 1;
		}
		this.#keep(chunk.subarray(start));
	}

	/** Tells what stands behind the last line's end, if anything does. */
	end(): void {
		if (this.#rest.length > 0) this.#emit(Buffer.alloc(0));
	}

	#emit(end: Buffer): void {
		const line = this.#rest.length === 0 ? end : this.#joined(end);
		this.#rest = Buffer.alloc(0);
		this.#take(line.subarray(0, LONGEST), this.#number++);
	}

	#keep(part: Buffer): void {
		if (part.length > 0) this.#rest = this.#joined(part);
	}

	/** A copy: the chunk's memory may be used for the next one. */
	#joined(part: Buffer): Buffer {
		const room = Math.max(0, LONGEST - this.#rest.length);
		return room === 0 ? this.#rest : Buffer.concat([this.#rest, part.subarray(0, room)]);
	}
}

const NEWLINE = 10;
const NOTHING = Buffer.alloc(0);

/** Bytes of a buffer worth keeping. */
const MOST_SPARE = 256 * 1024;

/**
 * A buffer that is free again. Most output is gone before the next is made,
 * so one does for all connections; a new one per packet costs as much as the
 * look-ups in it.
 */
let spare: Buffer = NOTHING;

/** Lines on their way out, as bytes in one piece, so that they leave in one write. */
export class Output {
	#bytes: Buffer = NOTHING;
	#length = 0;

	/** Bytes in it. */
	get length(): number {
		return this.#length;
	}

	/** Adds a line; its newline is added, too. */
	line(text: string): void {
		const bytes = this.room(mostBytes(text) + 1);
		const end = this.#length + bytes.write(text, this.#length);
		bytes[end] = NEWLINE;
		this.#length = end + 1;
	}

	/** The bytes so far with room for `more` behind them; to be written there from `length` on. */
	room(more: number): Buffer {
		const needed = this.#length + more;
		if (needed <= this.#bytes.length) return this.#bytes;
		const wider = widerThan(needed, this.#bytes);
		this.#bytes.copy(wider, 0, 0, this.#length);
		this.#bytes = wider;
		return wider;
	}

	/** Counts bytes in that were written to `room`. */
	wrote(count: number): void {
		this.#length += count;
	}

	/**
	 * Hands everything over, which leaves nothing.
	 * @param write returns true when it is done with the bytes, and false when it still holds on to them
	 */
	pass(write: (bytes: Buffer) => boolean): void {
		const bytes = this.#bytes;
		const length = this.#length;
		this.#bytes = NOTHING;
		this.#length = 0;
		const isDone = write(bytes.subarray(0, length));
		if (isDone && bytes.length > spare.length && bytes.length <= MOST_SPARE) spare = bytes;
	}
}

function widerThan(needed: number, bytes: Buffer): Buffer {
	if (needed > spare.length) return Buffer.allocUnsafe(Math.max(needed, 2 * bytes.length));
	const taken = spare;
	spare = NOTHING;
	return taken;
}

/** At least as many bytes as the text has in UTF-8; counting them exactly is dear for short ones and saves nothing. */
function mostBytes(text: string): number {
	return text.length < 1024 ? text.length * 3 : Buffer.byteLength(text);
}

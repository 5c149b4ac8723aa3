/** A zero-based position, in UTF-16 code units, as editors count. */
export interface Position {
	readonly line: number;
	readonly character: number;
}

/**
 * Finds lines in a text. Line ends are `\n`, `\r\n` and a lone `\r`, and nothing
 * else: that is both Python's universal newline mode and what editors do.
 */
export class LineIndex {
	/** Offset of each line's first character. */
	readonly starts: readonly number[];
	private readonly length: number;

	constructor(text: string) {
		const starts = [0];
		for (let i = 0; i < text.length; i++) {
			const code = text.charCodeAt(i);
			if (code === 13 && text.charCodeAt(i + 1) === 10) i++;
			if (code === 10 || code === 13) starts.push(i + 1);
		}
		this.starts = starts;
		this.length = text.length;
	}

	get lineCount(): number {
		return this.starts.length;
	}

	/** Zero-based line that holds the offset. */
	lineAt(offset: number): number {
		let low = 0;
		let high = this.starts.length - 1;
		while (low < high) {
			const middle = (low + high + 1) >> 1;
			if (this.starts[middle]! <= offset) low = middle;
			else high = middle - 1;
		}
		return low;
	}

	positionAt(offset: number): Position {
		const line = this.lineAt(offset);
		return { line, character: offset - this.starts[line]! };
	}

	/** Offset of a line's first character; past the last line, the end of the text. */
	startOf(line: number): number {
		return this.starts[line] ?? this.length;
	}

	/** Offset of a position, kept inside its line. */
	offsetAt(position: Position): number {
		return Math.min(
			this.startOf(position.line) + position.character,
			this.startOf(position.line + 1),
		);
	}
}

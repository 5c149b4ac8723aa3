import type { Span } from '../text/span';

/** A run of a logical line's text that stands unchanged in the source. */
interface Piece {
	readonly textStart: number;
	readonly sourceStart: number;
	readonly length: number;
}

/**
 * One statement's worth of text: a physical line, joined with those that a
 * trailing backslash pulls in, each trimmed on the right.
 */
export class LogicalLine {
	/** The text BitBake matches its grammar against. */
	readonly text: string;
	/** From the first character of the first physical line to the last of the last one, line end excluded. */
	readonly span: Span;
	/** 1-based physical lines; BitBake reports the last one. */
	readonly firstLine: number;
	readonly lastLine: number;
	private readonly pieces: readonly Piece[];

	private constructor(
		text: string,
		span: Span,
		firstLine: number,
		lastLine: number,
		pieces: readonly Piece[],
	) {
		this.text = text;
		this.span = span;
		this.firstLine = firstLine;
		this.lastLine = lastLine;
		this.pieces = pieces;
	}

	/** Offset in the source of the character at `textOffset`. */
	sourceOffset(textOffset: number): number {
		let low = 0;
		let high = this.pieces.length - 1;
		while (low < high) {
			const middle = (low + high + 1) >> 1;
			if (this.pieces[middle]!.textStart <= textOffset) low = middle;
			else high = middle - 1;
		}
		const piece = this.pieces[low]!;
		return piece.sourceStart + Math.min(textOffset - piece.textStart, piece.length);
	}

	/** The span in the source of `text[start, end)`; it covers the joints in between. */
	sourceSpan(start: number, end: number): Span {
		const from = this.sourceOffset(start);
		return { start: from, end: end <= start ? from : this.sourceOffset(end - 1) + 1 };
	}

	/** A physical line by itself, `source[start, end)`, which most statements are. */
	static single(source: string, start: number, end: number, line: number): LogicalLine {
		const piece = { textStart: 0, sourceStart: start, length: end - start };
		return new LogicalLine(source.slice(start, end), { start, end }, line, line, [piece]);
	}

	/** Collects physical lines into one logical line in time linear in their length. */
	static builder(firstLine: number): LogicalLineBuilder {
		const texts: string[] = [];
		const pieces: Piece[] = [];
		let length = 0;
		return {
			add(source, start, end) {
				texts.push(source.slice(start, end));
				pieces.push({ textStart: length, sourceStart: start, length: end - start });
				length += end - start;
			},
			build(sourceSpan, lastLine) {
				return new LogicalLine(texts.join(''), sourceSpan, firstLine, lastLine, pieces);
			},
		};
	}
}

export interface LogicalLineBuilder {
	/** Appends `source[start, end)`. */
	add(source: string, start: number, end: number): void;
	build(span: Span, lastLine: number): LogicalLine;
}

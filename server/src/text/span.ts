/** A half-open range of UTF-16 code units in one source text. */
export interface Span {
	readonly start: number;
	readonly end: number;
}

export function span(start: number, end: number): Span {
	return { start, end };
}

/** True when the offset lies in the span or at its end, as a cursor would. */
export function touches(range: Span, offset: number): boolean {
	return range.start <= offset && offset <= range.end;
}

/**
 * White space as Python's `str.strip()`, `str.split()` and `\s` know it, which
 * is what decides in BitBake. It is not JavaScript's `\s`: U+001C to U+001F and
 * U+0085 count, the byte order mark U+FEFF does not.
 */

const CLASS =
	'\\t\\n\\v\\f\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';

const TEST = new RegExp(`[${CLASS}]`);
const SPLIT_KEEPING = new RegExp(`([${CLASS}])`);
const WORDS = new RegExp(`[^${CLASS}]+`, 'g');

/** True for one UTF-16 code unit that Python calls white space. */
export function isSpace(code: number): boolean {
	if (code < 0x80)
		return code === 0x20 || (code >= 0x09 && code <= 0x0d) || (code >= 0x1c && code <= 0x1f);
	return TEST.test(String.fromCharCode(code));
}

/** Offset behind the last character that is not white space, looking at `text[start, end)`. */
export function trimmedEnd(text: string, start: number, end: number): number {
	while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
	return end;
}

/** Offset of the first character at or after `start` that is not white space. */
export function skipSpace(text: string, start: number, end = text.length): number {
	while (start < end && isSpace(text.charCodeAt(start))) start++;
	return start;
}

/** Python's `str.strip()`. */
export function strip(text: string): string {
	const start = skipSpace(text, 0);
	return text.slice(start, trimmedEnd(text, start, text.length));
}

/** Python's `str.split()`: the words, without empty ones. */
export function splitWords(text: string): string[] {
	return text.match(WORDS) ?? [];
}

/** A word and where it starts in the text that was split. */
export interface Word {
	readonly text: string;
	readonly offset: number;
}

/** Like `splitWords`, with offsets. */
export function wordsWithOffsets(text: string): Word[] {
	return Array.from(text.matchAll(WORDS), (match) => ({ text: match[0], offset: match.index }));
}

/** Words and the single white space characters between them, in order; joining them gives the text. */
export function splitKeepingSpace(text: string): string[] {
	return text.split(SPLIT_KEEPING);
}

import { skipSpace, splitWords, trimmedEnd } from '../../../text/whitespace';
import { notStatic } from '../values';

/** Python's `strip`, `lstrip` and `rstrip`: white space or the characters given. */
export function stripEnds(
	self: string,
	characters: string | null,
	left: boolean,
	right: boolean,
): string {
	if (characters === null) {
		const start = left ? skipSpace(self, 0) : 0;
		return self.slice(start, right ? trimmedEnd(self, start, self.length) : self.length);
	}
	const set = new Set(characters);
	let start = 0;
	let end = self.length;
	while (left && start < end && set.has(self[start]!)) start++;
	while (right && end > start && set.has(self[end - 1]!)) end--;
	return self.slice(start, end);
}

/** Python's `split`; a negative limit is none. */
export function split(self: string, separator: string | null, limit: number): string[] {
	if (separator === null) return limit < 0 ? splitWords(self) : someWords(self, limit);
	if (separator === '') return notStatic('a split at nothing');
	const parts = self.split(separator);
	return limit < 0 || parts.length <= limit + 1
		? parts
		: [...parts.slice(0, limit), parts.slice(limit).join(separator)];
}

/** The first words, then the rest with the white space at its end. */
function someWords(self: string, limit: number): string[] {
	const words = splitWords(self);
	if (words.length <= limit) return words;
	let at = skipSpace(self, 0);
	for (const word of words.slice(0, limit)) at = skipSpace(self, at + word.length);
	return [...words.slice(0, limit), self.slice(at)];
}

/** Python's `rsplit`: like `split`, with the limit counted from the end. */
export function rsplit(self: string, separator: string | null, limit: number): string[] {
	const parts = split(self, separator, -1);
	if (limit < 0 || parts.length <= limit + (separator === null ? 0 : 1)) return parts;
	if (separator === null) return notStatic('a limited split at white space from the end');
	const kept = parts.length - limit;
	return [parts.slice(0, kept).join(separator), ...parts.slice(kept)];
}

/** Python's `splitlines()`. */
export function lines(self: string): string[] {
	if (/[\v\f\x1c-\x1e\x85\u2028\u2029]/.test(self)) return notStatic('unusual ends of lines');
	return self === '' ? [] : self.replace(/(\r\n|\n|\r)$/, '').split(/\r\n|\n|\r/);
}

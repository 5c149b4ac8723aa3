/** A word of a `.netrc`, and where it stands, quotes included. */
export interface NetrcWord {
	readonly text: string;
	readonly start: number;
	readonly end: number;
}

/**
 * The words of a `.netrc`, as Python reads them: some in quotes, and none of
 * comments and macros. Whoever writes a login has to see what its readers will.
 */
export function netrcWords(text: string): NetrcWord[] {
	const visible = text.replace(/^[ \t]*macdef\b.*(?:\n.+)*/gm, (macro) =>
		macro.replace(/[^\n]/g, ' '),
	);
	const words: NetrcWord[] = [];
	for (const { 0: line, index: lineStart } of visible.matchAll(/.+/g)) {
		for (const { 0: raw, 1: quoted, index } of line.matchAll(/"((?:[^"\\]|\\.)*)"|\S+/g)) {
			// A password may hold the character; a comment starts a line or has it alone.
			if (quoted === undefined && raw.startsWith('#') && words.at(-1)?.text !== 'password') break;
			const start = lineStart + index;
			const value = quoted === undefined ? raw : quoted.replace(/\\(.)/g, '$1');
			words.push({ text: value, start, end: start + raw.length });
		}
	}
	return words;
}

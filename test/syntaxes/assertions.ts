/**
 * Files of statements with lines that say how they are coloured. Behind a
 * statement, `#` and carets mark characters of the line above, `#<--` its
 * first ones, as many as there are dashes. What follows are scopes, each of
 * which every marked character must have; with `!` it must not. A name may
 * leave out its end.
 */
export interface Assertion {
	/** 1-based, of the assertion itself. */
	readonly line: number;
	/** Zero-based index into the statements' lines. */
	readonly of: number;
	readonly start: number;
	readonly end: number;
	readonly wanted: readonly string[];
	readonly unwanted: readonly string[];
}

/** Takes the lines of a file apart. */
export function readAssertions(text: string): { lines: string[]; assertions: Assertion[] } {
	const lines: string[] = [];
	const assertions: Assertion[] = [];
	for (const [i, line] of text.split('\n').entries()) {
		const [, blanks, carets = '', dashes = '', names = ''] =
			/^#(?:( *)(\^+)|<(-+))((?: +!?[\w.-]+)+)$/.exec(line) ?? [];
		if (names === '') {
			if (/^# *(\^|<-)/.test(line)) throw new Error(`line ${i + 1} is no assertion: ${line}`);
			lines.push(line);
			continue;
		}
		const start = blanks === undefined ? 0 : blanks.length + 1;
		const scopes = names.trim().split(/ +/);
		assertions.push({
			line: i + 1,
			of: lines.length - 1,
			start,
			end: start + (blanks === undefined ? dashes : carets).length,
			wanted: scopes.filter((scope) => !scope.startsWith('!')),
			unwanted: scopes.filter((scope) => scope.startsWith('!')).map((scope) => scope.slice(1)),
		});
	}
	return { lines, assertions };
}

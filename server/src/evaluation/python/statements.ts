/** A line of Python code, continued ones joined. */
export interface CodeLine {
	readonly indent: number;
	/** Without comments; what is inside strings is kept. */
	readonly text: string;
}

const TOKEN =
	/'''[\s\S]*?'''|"""[\s\S]*?"""|'(?:[^'\\\n]|\\[\s\S])*'|"(?:[^"\\\n]|\\[\s\S])*"|#[^\n]*|[([{]|[)\]}]|\\\n|\n/g;

/** A statement that is a string and does nothing. */
const DOCUMENTATION = /^(?:'''[\s\S]*'''|"""[\s\S]*""")\s*$/;

/** Bodies that were split before: the same handlers return with every evaluation of a configuration. */
const known = new Map<string, readonly CodeLine[]>();
const MAX_KNOWN = 500;

/** Splits the body of a function into lines. Tolerant: for looking at code, not for running it. */
export function codeLines(body: string): readonly CodeLine[] {
	let lines = known.get(body);
	if (!lines) {
		lines = split(body);
		if (known.size >= MAX_KNOWN) known.clear();
		known.set(body, lines);
	}
	return lines;
}

function split(body: string): CodeLine[] {
	const lines: CodeLine[] = [];
	let depth = 0;
	let text = '';
	let done = 0;
	const finish = (): void => {
		const trimmed = text.trimStart();
		if (trimmed.trim() !== '' && !DOCUMENTATION.test(trimmed)) {
			lines.push({
				indent: widthOf(text.slice(0, text.length - trimmed.length)),
				text: trimmed.trimEnd(),
			});
		}
		text = '';
	};
	for (const { 0: token, index } of body.matchAll(TOKEN)) {
		text += body.slice(done, index);
		done = index + token.length;
		if (token === '\n' && depth === 0) finish();
		else if (token === '\n' || token === '\\\n') text += ' ';
		else if (!token.startsWith('#')) text += token;
		if (token.length === 1 && '([{'.includes(token)) depth++;
		else if (token.length === 1 && ')]}'.includes(token)) depth = Math.max(0, depth - 1);
	}
	text += body.slice(done);
	finish();
	return lines;
}

/** Python counts a tab up to the next multiple of eight. */
function widthOf(blanks: string): number {
	let width = 0;
	for (const character of blanks) width = character === '\t' ? (width | 7) + 1 : width + 1;
	return width;
}

/** Offsets at which a text is outside of strings and brackets. */
function topLevel(text: string): boolean[] {
	const outside: boolean[] = new Array<boolean>(text.length).fill(true);
	let depth = 0;
	let done = 0;
	const mark = (from: number, to: number): void => {
		outside.fill(depth === 0, from, to);
	};
	for (const { 0: token, index } of text.matchAll(TOKEN)) {
		mark(done, index);
		done = index + token.length;
		if (token.length === 1 && '([{'.includes(token)) depth++;
		outside.fill(false, index, done);
		if (token.length === 1 && ')]}'.includes(token)) depth = Math.max(0, depth - 1);
	}
	mark(done, text.length);
	return outside;
}

/** Splits at a separator where it is outside of strings and brackets. */
export function splitTopLevel(text: string, separator: string): string[] {
	if (!text.includes(separator)) return [text];
	const outside = topLevel(text);
	const parts: string[] = [];
	let start = 0;
	for (let at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, at + 1)) {
		if (!outside[at] || at < start) continue;
		parts.push(text.slice(start, at));
		start = at + separator.length;
	}
	parts.push(text.slice(start));
	return parts;
}

import { notStatic } from './values';

/** The prefix and the quotes that begin a string. */
export const STRING_START = /([rRbBuUfFtT]{0,2})("""|'''|"|')/y;

const SIMPLE_ESCAPES: ReadonlyMap<string, string> = new Map([
	['n', '\n'],
	['t', '\t'],
	['r', '\r'],
	['\\', '\\'],
	["'", "'"],
	['"', '"'],
	['\n', ''],
	['a', '\x07'],
	['b', '\b'],
	['f', '\f'],
	['v', '\v'],
]);

/** Reads a string from behind its first quotes. Undefined when it does not end on its line. */
export function readString(
	code: string,
	start: number,
	prefix: string,
	quote: string,
): { value: string; end: number } | undefined {
	if (!['', 'r', 'u'].includes(prefix)) return notStatic('bytes or a formatted string');
	let value = '';
	for (let at = start; at < code.length; at++) {
		if (code.startsWith(quote, at)) return { value, end: at + quote.length };
		const character = code[at]!;
		if (character === '\n' && quote.length === 1) return undefined;
		if (character !== '\\') {
			value += character;
			continue;
		}
		const next = code[++at];
		if (next === undefined) break;
		if (prefix === 'r') value += character + next;
		else if (/[\dxNuU]/.test(next)) return notStatic('a numeric escape');
		else value += SIMPLE_ESCAPES.get(next) ?? character + next;
	}
	return quote.length === 1 ? undefined : notStatic('an unterminated string over several lines');
}

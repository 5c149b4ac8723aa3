import { readString, STRING_START } from './strings';
import { notStatic, whole } from './values';

export type Token =
	| { readonly kind: 'name'; readonly text: string }
	| { readonly kind: 'string'; readonly value: string }
	| { readonly kind: 'number'; readonly value: bigint | number }
	| { readonly kind: 'operator'; readonly text: string }
	/** A string that does not end; nothing comes behind it. */
	| { readonly kind: 'unterminated' }
	| { readonly kind: 'end' };

/** Longer ones come before shorter ones they begin with. */
const OPERATORS = [
	...['**', '//', '<<', '>>', '<=', '>=', '==', '!=', ':=', '->'],
	...['+', '-', '*', '/', '%', '(', ')', '[', ']', '{', '}', ','],
	...[':', '.', '<', '>', '=', '|', '&', '^', '~', '@'],
] as const;

const CLOSED_BY: ReadonlyMap<string, string> = new Map([
	['(', ')'],
	['[', ']'],
	['{', '}'],
]);

const NAME = /[A-Za-z_]\w*/y;
const NUMBER =
	/0[xX](?:_?[\da-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|(?:\d+(?:_\d+)*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;

/** Python gives up on deep or endless code, at limits that differ between its releases. */
const MAX_TOKENS = 2000;

/** The tokens of one Python expression. Throws NotStatic for what it does not know. */
export function tokenize(code: string): Token[] {
	// A carriage return ends a line of code even inside a string; a zero byte ends everything.
	if (/[\r\0]/.test(code)) return notStatic('control characters in the code');
	const tokens: Token[] = [];
	const open: string[] = [];
	let at = 0;
	const match = (pattern: RegExp): RegExpExecArray | null => {
		pattern.lastIndex = at;
		return pattern.exec(code);
	};
	while (at < code.length) {
		if (tokens.length > MAX_TOKENS) return notStatic('very long code');
		const character = code[at]!;
		if (character === ' ' || character === '\t' || (character === '\n' && open.length > 0)) {
			at++;
			continue;
		}
		const string = match(STRING_START);
		if (string) {
			const read = readString(code, STRING_START.lastIndex, string[1]!.toLowerCase(), string[2]!);
			if (!read) {
				tokens.push({ kind: 'unterminated' });
				return tokens;
			}
			tokens.push({ kind: 'string', value: read.value });
			at = read.end;
			continue;
		}
		const name = match(NAME);
		if (name) {
			tokens.push({ kind: 'name', text: name[0] });
			at += name[0].length;
			continue;
		}
		const number = match(NUMBER);
		if (number) {
			at += number[0].length;
			// `1if`, `1j`, `1_`, `1.2.3`: Python's releases do not agree on what may follow.
			if (/[\w.]/.test(code[at] ?? '')) return notStatic('text behind a number');
			tokens.push({ kind: 'number', value: readNumber(number[0]) });
			continue;
		}
		const operator = OPERATORS.find((candidate) => code.startsWith(candidate, at));
		if (!operator) return notStatic(`unexpected ${character}`);
		const close = CLOSED_BY.get(operator);
		if (close) open.push(close);
		else if (/[)\]}]/.test(operator) && open.pop() !== operator) {
			return notStatic('brackets that do not match');
		}
		tokens.push({ kind: 'operator', text: operator });
		at += operator.length;
	}
	tokens.push({ kind: 'end' });
	return tokens;
}

function readNumber(text: string): bigint | number {
	const digits = text.replaceAll('_', '');
	if (/^0\d/.test(digits)) return notStatic('a number with a leading zero');
	if (digits.length > 300) return notStatic('a very long number');
	return /^(?:\d+|0[xXoObB][\da-fA-F]+)$/.test(digits) ? whole(BigInt(digits)) : Number(digits);
}

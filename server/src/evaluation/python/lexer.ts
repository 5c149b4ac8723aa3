import { notStatic, UnterminatedString } from './values';

export type Token =
	| { readonly kind: 'name'; readonly text: string }
	| { readonly kind: 'string'; readonly value: string }
	| { readonly kind: 'number'; readonly value: bigint | number }
	| { readonly kind: 'operator'; readonly text: string }
	| { readonly kind: 'end' };

const OPERATORS = [
	'**',
	'//',
	'<<',
	'>>',
	'<=',
	'>=',
	'==',
	'!=',
	':=',
	'->',
	'+',
	'-',
	'*',
	'/',
	'%',
	'(',
	')',
	'[',
	']',
	'{',
	'}',
	',',
	':',
	'.',
	'<',
	'>',
	'=',
	'|',
	'&',
	'^',
	'~',
	'@',
] as const;

const NAME = /[A-Za-z_]\w*/y;
const NUMBER = /(?:\d+\.\d*|\.\d+|\d+)(?:[eE][+-]?\d+)?/y;
const STRING_START = /([rRbBuUfF]{0,2})("""|'''|"|')/y;
const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
	n: '\n',
	t: '\t',
	r: '\r',
	'\\': '\\',
	"'": "'",
	'"': '"',
	'\n': '',
	a: '\x07',
	b: '\b',
	f: '\f',
	v: '\v',
};

/** The tokens of one Python expression. Throws NotStatic for what it does not know. */
export function tokenize(code: string): Token[] {
	const tokens: Token[] = [];
	let at = 0;
	const match = (pattern: RegExp): RegExpExecArray | null => {
		pattern.lastIndex = at;
		return pattern.exec(code);
	};
	while (at < code.length) {
		if (/[ \t\n\r\f]/.test(code[at]!)) {
			at++;
			continue;
		}
		const string = match(STRING_START);
		if (string) {
			const read = readString(code, STRING_START.lastIndex, string[1]!.toLowerCase(), string[2]!);
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
			tokens.push({ kind: 'number', value: readNumber(number[0]) });
			at += number[0].length;
			continue;
		}
		const operator = OPERATORS.find((candidate) => code.startsWith(candidate, at));
		if (!operator) return notStatic(`unexpected ${code[at]}`);
		tokens.push({ kind: 'operator', text: operator });
		at += operator.length;
	}
	tokens.push({ kind: 'end' });
	return tokens;
}

function readNumber(text: string): bigint | number {
	if (/^0\d/.test(text)) return notStatic('a number with a leading zero');
	return /^\d+$/.test(text) ? BigInt(text) : Number(text);
}

function readString(
	code: string,
	start: number,
	prefix: string,
	quote: string,
): { value: string; end: number } {
	if (/[bf]/.test(prefix)) return notStatic('bytes or a formatted string');
	const isRaw = prefix.includes('r');
	let value = '';
	for (let at = start; at < code.length; at++) {
		if (code.startsWith(quote, at)) return { value, end: at + quote.length };
		const character = code[at]!;
		if (character === '\n' && quote.length === 1) break;
		if (character !== '\\') {
			value += character;
			continue;
		}
		const next = code[++at];
		if (next === undefined) break;
		if (isRaw) value += character + next;
		else if (/[0-7xNuU]/.test(next)) return notStatic('a numeric escape');
		else value += SIMPLE_ESCAPES[next] ?? character + next;
	}
	if (quote.length === 1) throw new UnterminatedString('an unterminated string');
	return notStatic('an unterminated string over several lines');
}

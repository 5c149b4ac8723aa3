import { type Token, tokenize } from './lexer';
import { notStatic, UnterminatedString } from './values';

/** Words that are values. */
export const CONSTANTS: ReadonlyMap<string, boolean | null> = new Map([
	['None', null],
	['True', true],
	['False', false],
]);

/** Every word that is no name in Python. */
const KEYWORDS = new Set([
	...['None', 'True', 'False', '__debug__', 'and', 'as', 'assert', 'async', 'await', 'break'],
	...['class', 'continue', 'def', 'del', 'elif', 'else', 'except', 'finally', 'for', 'from'],
	...['global', 'if', 'import', 'in', 'is', 'lambda', 'nonlocal', 'not', 'or', 'pass', 'raise'],
	...['return', 'try', 'while', 'with', 'yield'],
]);

/** Deeper nesting is refused, so that neither hostile input nor an old Python exhausts its stack. */
const MAX_NESTING = 40;

/** Goes through the tokens of an expression. */
export class TokenReader {
	private readonly tokens: readonly Token[];
	private at = 0;
	private nesting = 0;

	constructor(code: string) {
		this.tokens = tokenize(code);
	}

	/** Throws where an unterminated string comes next: what stands before it is sound. */
	protected peek(): Token {
		const token = this.tokens[this.at] ?? { kind: 'end' };
		if (token.kind === 'unterminated') throw new UnterminatedString('an unterminated string');
		return token;
	}

	protected next(): Token {
		const token = this.peek();
		this.at++;
		return token;
	}

	protected nested<Result>(read: () => Result): Result {
		if (++this.nesting > MAX_NESTING) return notStatic('an expression nested too deeply');
		const result = read();
		this.nesting--;
		return result;
	}

	protected isOperator(text: string): boolean {
		const token = this.peek();
		return token.kind === 'operator' && token.text === text;
	}

	protected isWord(text: string): boolean {
		const token = this.peek();
		return token.kind === 'name' && token.text === text;
	}

	/** True for `NAME =`, with which a keyword argument starts. */
	protected isKeywordArgument(): boolean {
		const after = this.tokens[this.at + 1];
		return this.peek().kind === 'name' && after?.kind === 'operator' && after.text === '=';
	}

	protected take(text: string): boolean {
		if (!this.isOperator(text)) return false;
		this.at++;
		return true;
	}

	protected expect(text: string): void {
		if (!this.take(text)) notStatic(`a missing ${text}`);
	}

	protected takeWord(text: string): boolean {
		if (!this.isWord(text)) return false;
		this.at++;
		return true;
	}

	/** Two words that are one operator, such as `not in`; none or both are taken. */
	protected takeWords(first: string, second: string): boolean {
		const after = this.tokens[this.at + 1];
		if (!this.isWord(first) || after?.kind !== 'name' || after.text !== second) return false;
		this.at += 2;
		return true;
	}

	protected name(): string {
		const token = this.next();
		if (token.kind !== 'name' || KEYWORDS.has(token.text)) return notStatic('a missing name');
		return token.text;
	}
}

import { type Token, tokenize } from './lexer';
import { notStatic } from './values';

export type Expression =
	| { readonly kind: 'constant'; readonly value: string | bigint | number | boolean | null }
	| { readonly kind: 'name'; readonly name: string }
	| { readonly kind: 'attribute'; readonly of: Expression; readonly name: string }
	| { readonly kind: 'index'; readonly of: Expression; readonly index: Expression }
	| {
			readonly kind: 'slice';
			readonly of: Expression;
			readonly from?: Expression;
			readonly to?: Expression;
			readonly step?: Expression;
	  }
	| {
			readonly kind: 'call';
			readonly callee: Expression;
			readonly args: readonly Expression[];
			readonly keywords: ReadonlyMap<string, Expression>;
	  }
	| { readonly kind: 'unary'; readonly operator: string; readonly of: Expression }
	| {
			readonly kind: 'binary';
			readonly operator: string;
			readonly left: Expression;
			readonly right: Expression;
	  }
	| {
			readonly kind: 'compare';
			readonly first: Expression;
			readonly rest: readonly { readonly operator: string; readonly right: Expression }[];
	  }
	| { readonly kind: 'and' | 'or'; readonly left: Expression; readonly right: Expression }
	| {
			readonly kind: 'conditional';
			readonly test: Expression;
			readonly then: Expression;
			readonly otherwise: Expression;
	  }
	| { readonly kind: 'list' | 'tuple' | 'set'; readonly items: readonly Expression[] }
	| { readonly kind: 'dict'; readonly entries: readonly (readonly [Expression, Expression])[] }
	| {
			readonly kind: 'comprehension';
			readonly result: 'list' | 'set' | 'generator';
			readonly item: Expression;
			readonly variable: string;
			readonly over: Expression;
			readonly conditions: readonly Expression[];
	  };

/** Deeper nesting is refused, so that hostile input cannot exhaust the stack. */
const MAX_NESTING = 100;

/** Binary operators from the loosest to the tightest. */
const LEVELS: readonly (readonly string[])[] = [
	['|'],
	['^'],
	['&'],
	['<<', '>>'],
	['+', '-'],
	['*', '/', '//', '%'],
];
const COMPARISONS = new Set(['<', '>', '<=', '>=', '==', '!=']);
const CONSTANTS: Readonly<Record<string, boolean | null>> = {
	None: null,
	True: true,
	False: false,
};
const KEYWORDS = new Set([
	'lambda',
	'await',
	'yield',
	'for',
	'if',
	'else',
	'in',
	'is',
	'and',
	'or',
	'not',
	'import',
]);

/** Parses one Python expression. Throws NotStatic for what it does not know. */
export function parseExpression(code: string): Expression {
	const parser = new Parser(tokenize(code));
	return parser.whole();
}

class Parser {
	private readonly tokens: readonly Token[];
	private at = 0;
	private nesting = 0;

	constructor(tokens: readonly Token[]) {
		this.tokens = tokens;
	}

	whole(): Expression {
		const expression = this.tupleOrSingle();
		if (this.peek().kind !== 'end') return notStatic('text behind the expression');
		return expression;
	}

	private tupleOrSingle(): Expression {
		const first = this.expression();
		if (!this.isOperator(',')) return first;
		const items = [first];
		while (this.take(',')) {
			if (this.peek().kind === 'end' || this.isOperator(')')) break;
			items.push(this.expression());
		}
		return { kind: 'tuple', items };
	}

	private expression(): Expression {
		if (++this.nesting > MAX_NESTING) return notStatic('an expression nested too deeply');
		const then = this.or();
		let result = then;
		if (this.takeName('if')) {
			const test = this.or();
			if (!this.takeName('else')) return notStatic('a condition without else');
			result = { kind: 'conditional', test, then, otherwise: this.expression() };
		}
		this.nesting--;
		return result;
	}

	private or(): Expression {
		let left = this.and();
		while (this.takeName('or')) left = { kind: 'or', left, right: this.and() };
		return left;
	}

	private and(): Expression {
		let left = this.not();
		while (this.takeName('and')) left = { kind: 'and', left, right: this.not() };
		return left;
	}

	private not(): Expression {
		if (!this.takeName('not')) return this.comparison();
		if (++this.nesting > MAX_NESTING) return notStatic('an expression nested too deeply');
		const result: Expression = { kind: 'unary', operator: 'not', of: this.not() };
		this.nesting--;
		return result;
	}

	private comparison(): Expression {
		const first = this.binary(0);
		const rest: { operator: string; right: Expression }[] = [];
		for (let operator = this.comparator(); operator; operator = this.comparator()) {
			rest.push({ operator, right: this.binary(0) });
		}
		return rest.length === 0 ? first : { kind: 'compare', first, rest };
	}

	private comparator(): string | undefined {
		const token = this.peek();
		if (token.kind === 'operator' && COMPARISONS.has(token.text)) {
			this.at++;
			return token.text;
		}
		if (this.takeName('in')) return 'in';
		if (this.takeName('is')) return this.takeName('not') ? 'is not' : 'is';
		const next = this.tokens[this.at + 1];
		if (
			token.kind === 'name' &&
			token.text === 'not' &&
			next?.kind === 'name' &&
			next.text === 'in'
		) {
			this.at += 2;
			return 'not in';
		}
		return undefined;
	}

	private binary(level: number): Expression {
		const operators = LEVELS[level];
		if (!operators) return this.unary();
		let left = this.binary(level + 1);
		for (
			let token = this.peek();
			token.kind === 'operator' && operators.includes(token.text);
			token = this.peek()
		) {
			this.at++;
			left = { kind: 'binary', operator: token.text, left, right: this.binary(level + 1) };
		}
		return left;
	}

	private unary(): Expression {
		for (const operator of ['-', '+', '~']) {
			if (!this.take(operator)) continue;
			if (++this.nesting > MAX_NESTING) return notStatic('an expression nested too deeply');
			const result: Expression = { kind: 'unary', operator, of: this.unary() };
			this.nesting--;
			return result;
		}
		const base = this.postfix();
		return this.take('**')
			? { kind: 'binary', operator: '**', left: base, right: this.unary() }
			: base;
	}

	private postfix(): Expression {
		let result = this.atom();
		for (;;) {
			if (this.take('.')) result = { kind: 'attribute', of: result, name: this.name() };
			else if (this.take('(')) result = this.call(result);
			else if (this.take('[')) result = this.subscript(result);
			else return result;
		}
	}

	private call(callee: Expression): Expression {
		const args: Expression[] = [];
		const keywords = new Map<string, Expression>();
		while (!this.take(')')) {
			const token = this.peek();
			const next = this.tokens[this.at + 1];
			if (token.kind === 'name' && next?.kind === 'operator' && next.text === '=') {
				this.at += 2;
				keywords.set(token.text, this.expression());
			} else {
				const item = this.expression();
				args.push(this.isName('for') ? this.comprehension('generator', item) : item);
			}
			if (!this.take(',') && !this.isOperator(')')) return notStatic('a malformed call');
		}
		return { kind: 'call', callee, args, keywords };
	}

	private subscript(of: Expression): Expression {
		const part = (): Expression | undefined =>
			this.isOperator(':') || this.isOperator(']') ? undefined : this.expression();
		const from = part();
		if (from && this.take(']')) return { kind: 'index', of, index: from };
		if (!this.take(':')) return notStatic('a malformed subscript');
		const to = part();
		const step = this.take(':') ? part() : undefined;
		if (!this.take(']')) return notStatic('a malformed slice');
		return { kind: 'slice', of, ...(from && { from }), ...(to && { to }), ...(step && { step }) };
	}

	private atom(): Expression {
		const token = this.peek();
		this.at++;
		switch (token.kind) {
			case 'number':
				return { kind: 'constant', value: token.value };
			case 'string': {
				let value = token.value;
				for (let next = this.peek(); next.kind === 'string'; next = this.peek()) {
					value += next.value;
					this.at++;
				}
				return { kind: 'constant', value };
			}
			case 'name':
				if (Object.hasOwn(CONSTANTS, token.text))
					return { kind: 'constant', value: CONSTANTS[token.text]! };
				if (KEYWORDS.has(token.text)) return notStatic(`unexpected ${token.text}`);
				return { kind: 'name', name: token.text };
			case 'operator':
				if (token.text === '(') return this.parenthesis();
				if (token.text === '[') return this.display(']', 'list');
				if (token.text === '{') return this.braces();
				return notStatic(`unexpected ${token.text}`);
			default:
				return notStatic('an expression that ends too early');
		}
	}

	private parenthesis(): Expression {
		if (this.take(')')) return { kind: 'tuple', items: [] };
		const first = this.tupleOrSingle();
		const result = this.isName('for') ? this.comprehension('generator', first) : first;
		if (!this.take(')')) return notStatic('an unclosed parenthesis');
		return result;
	}

	private display(close: string, kind: 'list' | 'set', first?: Expression): Expression {
		const items: Expression[] = first ? [first] : [];
		if (first && !this.isOperator(close) && !this.isName('for') && !this.take(','))
			return notStatic('a malformed set');
		while (!this.take(close)) {
			if (items.length === 1 && this.isName('for')) {
				const result = this.comprehension(kind, items[0]!);
				return this.take(close) ? result : notStatic('an unclosed comprehension');
			}
			items.push(this.expression());
			if (!this.take(',') && !this.isOperator(close) && !this.isName('for'))
				return notStatic('a malformed list');
		}
		return { kind, items };
	}

	private braces(): Expression {
		const entries: [Expression, Expression][] = [];
		if (this.take('}')) return { kind: 'dict', entries };
		const first = this.expression();
		if (!this.take(':')) return this.display('}', 'set', first);
		entries.push([first, this.expression()]);
		while (this.take(',') && !this.isOperator('}')) {
			const key = this.expression();
			if (!this.take(':')) return notStatic('a malformed dictionary');
			entries.push([key, this.expression()]);
		}
		return this.take('}') ? { kind: 'dict', entries } : notStatic('an unclosed dictionary');
	}

	private comprehension(result: 'list' | 'set' | 'generator', item: Expression): Expression {
		this.takeName('for');
		const variable = this.name();
		if (!this.takeName('in')) return notStatic('a comprehension over several variables');
		const over = this.or();
		const conditions: Expression[] = [];
		while (this.takeName('if')) conditions.push(this.or());
		if (this.isName('for')) return notStatic('a nested comprehension');
		return { kind: 'comprehension', result, item, variable, over, conditions };
	}

	private peek(): Token {
		return this.tokens[this.at] ?? { kind: 'end' };
	}

	private isOperator(text: string): boolean {
		const token = this.peek();
		return token.kind === 'operator' && token.text === text;
	}

	private isName(text: string): boolean {
		const token = this.peek();
		return token.kind === 'name' && token.text === text;
	}

	private take(text: string): boolean {
		if (!this.isOperator(text)) return false;
		this.at++;
		return true;
	}

	private takeName(text: string): boolean {
		if (!this.isName(text)) return false;
		this.at++;
		return true;
	}

	private name(): string {
		const token = this.peek();
		if (token.kind !== 'name') return notStatic('a missing name');
		this.at++;
		return token.text;
	}
}

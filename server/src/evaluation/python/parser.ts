import { AtomParser } from './atomParser';
import type { Expression } from './syntax';
import { notStatic } from './values';

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

/** Parses one Python expression. Throws NotStatic for what it does not know. */
export function parseExpression(code: string): Expression {
	return new Parser(code).whole();
}

class Parser extends AtomParser {
	whole(): Expression {
		const expression = this.tupleOrSingle();
		return this.peek().kind === 'end' ? expression : notStatic('text behind the expression');
	}

	protected expression(): Expression {
		return this.nested(() => {
			const then = this.or();
			if (!this.takeWord('if')) return then;
			const test = this.or();
			if (!this.takeWord('else')) return notStatic('a condition without else');
			return { kind: 'conditional', test, then, otherwise: this.expression() };
		});
	}

	protected or(): Expression {
		let left = this.and();
		while (this.takeWord('or')) left = { kind: 'or', left, right: this.and() };
		return left;
	}

	private and(): Expression {
		let left = this.not();
		while (this.takeWord('and')) left = { kind: 'and', left, right: this.not() };
		return left;
	}

	private not(): Expression {
		if (!this.takeWord('not')) return this.comparison();
		return this.nested(() => ({ kind: 'unary', operator: 'not', of: this.not() }));
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
			this.next();
			return token.text;
		}
		if (this.takeWord('in')) return 'in';
		if (this.takeWords('is', 'not')) return 'is not';
		if (this.takeWord('is')) return 'is';
		return this.takeWords('not', 'in') ? 'not in' : undefined;
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
			this.next();
			left = { kind: 'binary', operator: token.text, left, right: this.binary(level + 1) };
		}
		return left;
	}

	private unary(): Expression {
		for (const operator of ['-', '+', '~']) {
			if (!this.take(operator)) continue;
			return this.nested(() => ({ kind: 'unary', operator, of: this.unary() }));
		}
		const base = this.postfix();
		return this.take('**')
			? { kind: 'binary', operator: '**', left: base, right: this.nested(() => this.unary()) }
			: base;
	}
}

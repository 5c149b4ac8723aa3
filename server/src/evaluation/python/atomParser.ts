import type { Expression } from './syntax';
import { CONSTANTS, TokenReader } from './tokenReader';
import { notStatic } from './values';

/** Names, literals and all that stands in brackets or is followed by them. */
export abstract class AtomParser extends TokenReader {
	protected abstract expression(): Expression;
	/** An expression without `if … else`. */
	protected abstract or(): Expression;

	protected postfix(): Expression {
		let result = this.atom();
		for (;;) {
			if (this.take('.')) result = { kind: 'attribute', of: result, name: this.name() };
			else if (this.take('(')) result = this.call(result);
			else if (this.take('[')) result = this.subscript(result);
			else return result;
		}
	}

	/** One expression, or several with commas: a tuple that ends at `)` or with the code. */
	protected tupleOrSingle(): Expression {
		const first = this.expression();
		if (!this.isOperator(',')) return first;
		const items = [first];
		while (this.take(',')) {
			if (this.peek().kind === 'end' || this.isOperator(')')) break;
			items.push(this.expression());
		}
		return { kind: 'tuple', items };
	}

	private call(callee: Expression): Expression {
		const args: Expression[] = [];
		const keywords = new Map<string, Expression>();
		while (!this.take(')')) {
			if (this.isKeywordArgument()) {
				const name = this.name();
				this.expect('=');
				if (keywords.has(name)) return notStatic('a repeated argument');
				keywords.set(name, this.expression());
			} else {
				const item = this.expression();
				if (keywords.size > 0) return notStatic('an argument behind those with names');
				if (this.isWord('for')) {
					if (args.length > 0) return notStatic('a generator beside other arguments');
					args.push(this.comprehension('generator', item));
					this.expect(')');
					break;
				}
				args.push(item);
			}
			if (!this.isOperator(')')) this.expect(',');
		}
		return { kind: 'call', callee, args, keywords };
	}

	private subscript(of: Expression): Expression {
		const part = (): Expression | undefined =>
			this.isOperator(':') || this.isOperator(']') ? undefined : this.expression();
		const from = part();
		if (from && this.take(']')) return { kind: 'index', of, index: from };
		this.expect(':');
		const to = part();
		const step = this.take(':') ? part() : undefined;
		this.expect(']');
		return { kind: 'slice', of, ...(from && { from }), ...(to && { to }), ...(step && { step }) };
	}

	private atom(): Expression {
		const token = this.peek();
		switch (token.kind) {
			case 'number':
				this.next();
				return { kind: 'constant', value: token.value };
			case 'string': {
				let value = '';
				for (let part = this.peek(); part.kind === 'string'; part = this.peek()) {
					value += part.value;
					this.next();
				}
				return { kind: 'constant', value };
			}
			case 'name': {
				const constant = CONSTANTS.get(token.text);
				if (constant === undefined) return { kind: 'name', name: this.name() };
				this.next();
				return { kind: 'constant', value: constant };
			}
			default:
				if (this.take('(')) return this.parenthesis();
				if (this.take('[')) return this.display(']', 'list', []);
				if (this.take('{')) return this.braces();
				return notStatic('a missing expression');
		}
	}

	private parenthesis(): Expression {
		if (this.take(')')) return { kind: 'tuple', items: [] };
		const first = this.tupleOrSingle();
		const isGenerator = this.isWord('for') && first.kind !== 'tuple';
		const result = isGenerator ? this.comprehension('generator', first) : first;
		this.expect(')');
		return result;
	}

	/** The items of a list or set up to its closing bracket, or a comprehension. */
	private display(close: string, kind: 'list' | 'set', items: Expression[]): Expression {
		while (!this.take(close)) {
			if (items.length > 0) this.expect(',');
			if (this.take(close)) break;
			items.push(this.expression());
			if (items.length === 1 && this.isWord('for')) return this.closed(kind, items[0]!, close);
		}
		return { kind, items };
	}

	private closed(kind: 'list' | 'set', item: Expression, close: string): Expression {
		const result = this.comprehension(kind, item);
		this.expect(close);
		return result;
	}

	private braces(): Expression {
		const entries: [Expression, Expression][] = [];
		if (this.take('}')) return { kind: 'dict', entries };
		const first = this.expression();
		if (this.isWord('for')) return this.closed('set', first, '}');
		if (!this.take(':')) return this.display('}', 'set', [first]);
		entries.push([first, this.expression()]);
		while (this.take(',') && !this.isOperator('}')) {
			const key = this.expression();
			this.expect(':');
			entries.push([key, this.expression()]);
		}
		this.expect('}');
		return { kind: 'dict', entries };
	}

	private comprehension(result: 'list' | 'set' | 'generator', item: Expression): Expression {
		this.takeWord('for');
		const variable = this.name();
		if (!this.takeWord('in')) return notStatic('a comprehension over several variables');
		const over = this.or();
		const conditions: Expression[] = [];
		while (this.takeWord('if')) conditions.push(this.or());
		return { kind: 'comprehension', result, item, variable, over, conditions };
	}
}

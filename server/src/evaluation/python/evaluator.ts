import { spend } from './budget';
import { dict, isUnordered, iterate, set } from './collections';
import { BUILT_IN, findFunction, METHODS, MODULES, type PythonContext } from './functions';
import { arithmetic, compare, unary } from './operators';
import { index, slice } from './subscripts';
import type { Call, Comparison, Comprehension, Expression } from './syntax';
import { isText, list, notStatic, type PyValue, STORE, truth, tuple } from './values';

/** Evaluates one parsed expression. Throws NotStatic when only BitBake can tell. */
export class Evaluator {
	private readonly d: PythonContext;
	private readonly locals = new Map<string, PyValue>();
	/** Comprehensions around what is evaluated. */
	private depth = 0;

	constructor(d: PythonContext) {
		this.d = d;
	}

	/** A value that may go anywhere. A generator may not: it is used up by the first to look at it. */
	evaluate(node: Expression): PyValue {
		const value = this.passing(node);
		const isGenerator = typeof value === 'object' && value?.type === 'generator';
		return isGenerator ? notStatic('a generator as a value') : value;
	}

	/** A value for someone who goes through its items at once. */
	private passing(node: Expression): PyValue {
		spend(1);
		switch (node.kind) {
			case 'constant':
				return node.value;
			case 'name':
				return this.name(node.name);
			case 'attribute':
				return notStatic(`the attribute ${node.name}`);
			case 'index':
				return index(this.evaluate(node.of), this.evaluate(node.index));
			case 'slice': {
				const part = (expression?: Expression): PyValue =>
					expression ? this.evaluate(expression) : null;
				return slice(this.evaluate(node.of), part(node.from), part(node.to), part(node.step));
			}
			case 'call':
				return this.call(node);
			case 'unary': {
				const value = this.evaluate(node.of);
				return node.operator === 'not' ? !truth(value) : unary(node.operator, value);
			}
			case 'binary':
				return arithmetic(node.operator, this.evaluate(node.left), this.evaluate(node.right));
			case 'compare':
				return this.comparison(node);
			case 'and': {
				const left = this.evaluate(node.left);
				return truth(left) ? this.evaluate(node.right) : left;
			}
			case 'or': {
				const left = this.evaluate(node.left);
				return truth(left) ? left : this.evaluate(node.right);
			}
			case 'conditional':
				return this.evaluate(truth(this.evaluate(node.test)) ? node.then : node.otherwise);
			case 'list':
				return list(this.each(node.items));
			case 'tuple':
				return tuple(this.each(node.items));
			case 'set':
				return set(this.each(node.items));
			case 'dict':
				return dict(node.entries.map(([key, value]) => [this.evaluate(key), this.evaluate(value)]));
			case 'comprehension':
				return this.comprehension(node);
		}
	}

	private each(nodes: readonly Expression[]): PyValue[] {
		return nodes.map((node) => this.evaluate(node));
	}

	/**
	 * A local of a comprehension, else a variable of the build, as BitBake looks
	 * names up. Inside a comprehension Python does not ask BitBake for names.
	 */
	private name(name: string): PyValue {
		const local = this.locals.get(name);
		if (local !== undefined) return local;
		if (name === 'd') return STORE;
		if (MODULES.has(name) || BUILT_IN.has(name) || name.startsWith('__')) {
			return notStatic(`${name} as a value`);
		}
		if (this.depth > 0) return notStatic('the name of a variable in a comprehension');
		return this.d.getVar(name, true) ?? notStatic(`the name ${name}`);
	}

	private call({ callee, args: argNodes, keywords: keywordNodes }: Call): PyValue {
		const found = findFunction(callee, this.locals);
		const method = callee.kind === 'attribute' ? METHODS.get(callee.name) : undefined;
		if (!found && !method) return notStatic('an unknown method');
		const self = found || callee.kind !== 'attribute' ? null : this.evaluate(callee.of);
		const args = argNodes.map((arg) => this.passing(arg));
		const keywords = new Map<string, PyValue>();
		for (const [name, value] of keywordNodes) keywords.set(name, this.evaluate(value));
		if (found) return found(args, keywords, this.d);
		if (!method || !isText(self)) return notStatic('a method of something else than text');
		return method(self, args, keywords);
	}

	private comparison(node: Comparison): boolean {
		let left = this.evaluate(node.first);
		for (const { operator, right } of node.rest) {
			const value = this.evaluate(right);
			if (!compare(operator, left, value)) return false;
			left = value;
		}
		return true;
	}

	private comprehension(node: Comprehension): PyValue {
		const over = this.passing(node.over);
		const items: PyValue[] = [];
		const outer = this.locals.get(node.variable);
		this.depth++;
		for (const item of iterate(over)) {
			this.locals.set(node.variable, item);
			if (node.conditions.every((condition) => truth(this.evaluate(condition)))) {
				items.push(this.evaluate(node.item));
			}
		}
		this.depth--;
		if (outer === undefined) this.locals.delete(node.variable);
		else this.locals.set(node.variable, outer);
		if (node.result === 'set') return set(items, isUnordered(over));
		if (node.result === 'list') return list(items, isUnordered(over));
		return { type: 'generator', items, isUnordered: isUnordered(over) };
	}
}

import type { Expanded } from '../expansion';
import { FUNCTIONS, MODULES, type PythonContext, TEXT_METHODS } from './functions';
import { argument } from './functions/function';
import { arithmetic, compare, index, slice } from './operators';
import { type Expression, parseExpression } from './parser';
import {
	isText,
	iterate,
	list,
	NotStatic,
	notStatic,
	type PyValue,
	set,
	str,
	truth,
	tuple,
	UnterminatedString,
} from './values';

/** The part of the data store that Python code reads. */
export interface PythonStore {
	get(name: string): Expanded | undefined;
	raw(name: string): string | undefined;
	flag(name: string, flag: string): string | undefined;
	expand(text: string): Expanded;
	readonly host: PythonContext['host'];
}

/** Parsed expressions; the same snippets return with every evaluation of a configuration. */
const parsed = new Map<string, Expression | NotStatic>();
const MAX_PARSED = 5000;

/** The result of an expression as text; `unknown` when BitBake must run to tell; `no Python` when it takes the value for plain text. */
export type PythonResult =
	| { readonly kind: 'known'; readonly text: string }
	| { readonly kind: 'unknown' }
	| { readonly kind: 'no Python' };

/** Evaluates a Python expression. Never throws, never guesses. */
export function evaluatePython(code: string, store: PythonStore): PythonResult {
	try {
		const value = new Evaluator(contextOf(store)).evaluate(parseCached(code.trim()));
		return { kind: 'known', text: str(value) };
	} catch (error) {
		if (error instanceof UnterminatedString) return { kind: 'no Python' };
		return { kind: 'unknown' };
	}
}

function parseCached(code: string): Expression {
	let result = parsed.get(code);
	if (!result) {
		try {
			result = parseExpression(code);
		} catch (error) {
			if (!(error instanceof NotStatic)) throw error;
			result = error;
		}
		if (parsed.size >= MAX_PARSED) parsed.clear();
		parsed.set(code, result);
	}
	if (result instanceof NotStatic) throw result;
	return result;
}

function contextOf(store: PythonStore): PythonContext {
	const known = (expanded: Expanded): string =>
		expanded.isStatic && !expanded.error ? expanded.value : notStatic('an unknown value');
	return {
		getVar(name, expand) {
			if (!expand) return store.raw(name) ?? null;
			const found = store.get(name);
			return found ? known(found) : null;
		},
		getVarFlag(name, flag, expand) {
			const raw = store.flag(name, flag);
			if (raw === undefined) return null;
			return expand ? known(store.expand(raw)) : raw;
		},
		expand: (text) => known(store.expand(text)),
		host: store.host,
	};
}

class Evaluator {
	private readonly d: PythonContext;
	private readonly locals = new Map<string, PyValue>();

	constructor(d: PythonContext) {
		this.d = d;
	}

	evaluate(node: Expression): PyValue {
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
			case 'unary':
				return this.unary(node.operator, this.evaluate(node.of));
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
				return list(node.items.map((item) => this.evaluate(item)));
			case 'tuple':
				return tuple(node.items.map((item) => this.evaluate(item)));
			case 'set':
				return set(node.items.map((item) => this.evaluate(item)));
			case 'dict':
				return {
					type: 'dict',
					entries: node.entries.map(
						([key, value]) => [this.evaluate(key), this.evaluate(value)] as const,
					),
				};
			case 'comprehension':
				return this.comprehension(node);
		}
	}

	/** A local of a comprehension, else a variable of the build, as BitBake looks names up. */
	private name(name: string): PyValue {
		const local = this.locals.get(name);
		if (local !== undefined) return local;
		if (MODULES.has(name) || FUNCTIONS.has(name) || name === 'd')
			return notStatic(`${name} as a value`);
		return this.d.getVar(name, true) ?? notStatic(`the name ${name}`);
	}

	private call(node: Expression & { kind: 'call' }): PyValue {
		const path = dottedName(node.callee);
		const root = path?.split('.', 1)[0];
		const args = (): PyValue[] =>
			// The data store itself is passed to most helpers and never looked at as a value.
			node.args.map((arg) => (arg.kind === 'name' && arg.name === 'd' ? null : this.evaluate(arg)));
		const keywords = new Map<string, PyValue>();
		for (const [name, value] of node.keywords) {
			keywords.set(name, value.kind === 'name' && value.name === 'd' ? null : this.evaluate(value));
		}
		if (path && root === 'd') return this.storeMethod(path.slice(2), args(), keywords);
		if (path && root && !this.locals.has(root) && (MODULES.has(root) || !path.includes('.'))) {
			const found = FUNCTIONS.get(path) ?? notStatic(`the function ${path}`);
			// all_distro_features and its like take the store first; others take it last or not at all.
			return found({ args: args(), keywords, d: this.d });
		}
		if (node.callee.kind !== 'attribute') return notStatic('a computed function');
		const self = this.evaluate(node.callee.of);
		const method = isText(self) ? TEXT_METHODS.get(node.callee.name) : undefined;
		if (!method || !isText(self) || keywords.size > 0)
			return notStatic(`the method ${node.callee.name}`);
		return method(self, args());
	}

	private storeMethod(name: string, args: PyValue[], keywords: Map<string, PyValue>): PyValue {
		const call = { args, keywords, d: this.d };
		const needText = (value: PyValue): string =>
			isText(value) ? value : notStatic('a name that is no text');
		switch (name) {
			case 'getVar':
				return this.d.getVar(
					needText(argument(call, 0, 'var')),
					truth(argument(call, 1, 'expand', true)),
				);
			case 'getVarFlag':
				return this.d.getVarFlag(
					needText(argument(call, 0, 'var')),
					needText(argument(call, 1, 'flag')),
					truth(argument(call, 2, 'expand', true)),
				);
			case 'expand':
				return this.d.expand(needText(argument(call, 0, 's')));
			default:
				return notStatic(`d.${name}`);
		}
	}

	private unary(operator: string, value: PyValue): PyValue {
		if (operator === 'not') return !truth(value);
		if (operator === '-' && typeof value === 'bigint') return -value;
		if (operator === '-' && typeof value === 'number') return -value;
		return notStatic(`the operator ${operator}`);
	}

	private comparison(node: Expression & { kind: 'compare' }): boolean {
		let left = this.evaluate(node.first);
		for (const { operator, right } of node.rest) {
			const value = this.evaluate(right);
			if (!compare(operator, left, value)) return false;
			left = value;
		}
		return true;
	}

	private comprehension(node: Expression & { kind: 'comprehension' }): PyValue {
		const items: PyValue[] = [];
		const over = this.evaluate(node.over);
		const shadowed = this.locals.get(node.variable);
		for (const item of iterate(over)) {
			this.locals.set(node.variable, item);
			if (node.conditions.every((condition) => truth(this.evaluate(condition)))) {
				items.push(this.evaluate(node.item));
			}
		}
		if (shadowed === undefined) this.locals.delete(node.variable);
		else this.locals.set(node.variable, shadowed);
		const isUnordered = typeof over === 'object' && over?.type === 'set';
		return node.result === 'set' || isUnordered ? set(items) : list(items);
	}
}

function dottedName(node: Expression): string | undefined {
	if (node.kind === 'name') return node.name;
	if (node.kind !== 'attribute') return undefined;
	const of = dottedName(node.of);
	return of && `${of}.${node.name}`;
}

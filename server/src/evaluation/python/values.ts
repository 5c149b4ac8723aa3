/** Python's values, as far as expressions in configuration files need them. */
export type PyValue = string | bigint | number | boolean | null | PyList | PyTuple | PySet | PyDict;

export interface PyList {
	readonly type: 'list';
	readonly items: readonly PyValue[];
}

export interface PyTuple {
	readonly type: 'tuple';
	readonly items: readonly PyValue[];
}

/** Python's order of a set of strings changes from run to run, so nothing may depend on the order here. */
export interface PySet {
	readonly type: 'set';
	readonly items: readonly PyValue[];
}

export interface PyDict {
	readonly type: 'dict';
	readonly entries: readonly (readonly [PyValue, PyValue])[];
}

/** Thrown inside the evaluator when a result cannot be known without BitBake; it never leaves it. */
export class NotStatic extends Error {}

/**
 * A string that does not end. BitBake takes this one error for text that only
 * looks like Python, and leaves the whole value as it is.
 */
export class UnterminatedString extends NotStatic {}

export function notStatic(why: string): never {
	throw new NotStatic(why);
}

export function list(items: readonly PyValue[]): PyList {
	return { type: 'list', items };
}

export function tuple(items: readonly PyValue[]): PyTuple {
	return { type: 'tuple', items };
}

/** A set without repeated items. */
export function set(items: readonly PyValue[]): PySet {
	const kept: PyValue[] = [];
	for (const item of items) if (!kept.some((other) => equal(item, other))) kept.push(item);
	return { type: 'set', items: kept };
}

export function isText(value: PyValue | undefined): value is string {
	return typeof value === 'string';
}

export function isNumber(value: PyValue): value is bigint | number | boolean {
	return typeof value === 'bigint' || typeof value === 'number' || typeof value === 'boolean';
}

/** Python's `bool(x)`. */
export function truth(value: PyValue): boolean {
	if (value === null) return false;
	if (typeof value === 'object') {
		return value.type === 'dict' ? value.entries.length > 0 : value.items.length > 0;
	}
	return Boolean(value);
}

/** Python's `==`. */
export function equal(a: PyValue, b: PyValue): boolean {
	if (a === b) return true;
	if (a === null || b === null) return false;
	if (isNumber(a) && isNumber(b)) return Number(a) === Number(b);
	if (typeof a !== 'object' || typeof b !== 'object' || a.type !== b.type) return false;
	if (a.type === 'dict' || b.type === 'dict') return notStatic('comparison of dictionaries');
	if (a.items.length !== b.items.length) return false;
	if (a.type === 'set') return a.items.every((item) => b.items.some((other) => equal(item, other)));
	return a.items.every((item, i) => equal(item, b.items[i]!));
}

/** Python's `<` as a sign: negative when `a` sorts first. Text is ordered by code point. */
export function order(a: PyValue, b: PyValue): number {
	if (isText(a) && isText(b)) return compareText(a, b);
	if (isNumber(a) && isNumber(b)) return Number(a) - Number(b);
	const pair =
		typeof a === 'object' && typeof b === 'object' && a && b ? ([a, b] as const) : undefined;
	if (
		pair &&
		pair[0].type === pair[1].type &&
		(pair[0].type === 'list' || pair[0].type === 'tuple')
	) {
		const left = pair[0].items;
		const right = (pair[1] as PyList).items;
		for (let i = 0; i < Math.min(left.length, right.length); i++) {
			const difference = order(left[i]!, right[i]!);
			if (difference !== 0) return difference;
		}
		return left.length - right.length;
	}
	return notStatic('values that Python cannot order');
}

function compareText(a: string, b: string): number {
	const left = [...a];
	const right = [...b];
	for (let i = 0; i < Math.min(left.length, right.length); i++) {
		const difference = left[i]!.codePointAt(0)! - right[i]!.codePointAt(0)!;
		if (difference !== 0) return difference;
	}
	return left.length - right.length;
}

/** What a `for` loop, `list()` or `' '.join()` would go through. */
export function iterate(value: PyValue): readonly PyValue[] {
	if (isText(value)) return [...value];
	if (typeof value !== 'object' || value === null) return notStatic('a value without items');
	if (value.type === 'dict') return value.entries.map(([key]) => key);
	return value.items;
}

/** Like `iterate`, where the order shows in the result. */
export function iterateInOrder(value: PyValue): readonly PyValue[] {
	if (typeof value === 'object' && value?.type === 'set' && value.items.length > 1) {
		return notStatic('the order of a set');
	}
	return iterate(value);
}

/** Python's `str(x)`. */
export function str(value: PyValue): string {
	return isText(value) ? value : repr(value);
}

/** Python's `repr(x)`. */
export function repr(value: PyValue): string {
	if (value === null) return 'None';
	if (value === true) return 'True';
	if (value === false) return 'False';
	if (typeof value === 'bigint') return value.toString();
	if (typeof value === 'number') return floatText(value);
	if (isText(value)) return textRepr(value);
	if (value.type === 'dict') {
		return `{${value.entries.map(([key, item]) => `${repr(key)}: ${repr(item)}`).join(', ')}}`;
	}
	const items = iterateInOrder(value).map(repr);
	if (value.type === 'list') return `[${items.join(', ')}]`;
	if (value.type === 'tuple')
		return items.length === 1 ? `(${items[0]},)` : `(${items.join(', ')})`;
	return items.length === 0 ? 'set()' : `{${items.join(', ')}}`;
}

function floatText(value: number): string {
	if (Number.isInteger(value) && Math.abs(value) < 1e16) return `${value}.0`;
	return Math.abs(value) >= 1e-4 && Math.abs(value) < 1e16
		? String(value)
		: notStatic('the text of a very large or small float');
}

function textRepr(value: string): string {
	// Escapes beyond these are rare in configuration and differ between characters.
	if (/[^\x20-\x7e]/.test(value)) return notStatic('the repr of unusual text');
	const escaped = value.replaceAll('\\', '\\\\');
	if (value.includes("'") && !value.includes('"')) return `"${escaped}"`;
	return `'${escaped.replaceAll("'", "\\'")}'`;
}

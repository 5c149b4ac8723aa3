/** Python's values, as far as expressions in configuration files need them. */
export type PyValue =
	| string
	| bigint
	| number
	| boolean
	| null
	| PyList
	| PyTuple
	| PyBag
	| PyGenerator
	| PySet
	| PyDict
	| PyOpaque;

export interface PyList {
	readonly type: 'list';
	readonly items: readonly PyValue[];
}

export interface PyTuple {
	readonly type: 'tuple';
	readonly items: readonly PyValue[];
}

/** A list of two or more items whose order only Python knows, such as one made from a set. */
export interface PyBag {
	readonly type: 'bag';
	readonly items: readonly PyValue[];
}

/** What a generator expression yields; it has items and nothing else. */
interface PyGenerator {
	readonly type: 'generator';
	readonly items: readonly PyValue[];
	readonly isUnordered: boolean;
}

/**
 * Items under their hash keys. Python's order of a set of strings changes from
 * run to run, so nothing may depend on the order here.
 */
export interface PySet {
	readonly type: 'set';
	readonly items: ReadonlyMap<string, PyValue>;
}

/** Pairs under the hash keys of their keys. */
export interface PyDict {
	readonly type: 'dict';
	readonly entries: ReadonlyMap<string, readonly [PyValue, PyValue]>;
}

/** The data store, and values that nobody knows here: they can be passed on, nothing more. */
export interface PyOpaque {
	readonly type: 'store' | 'unknown';
}

/** The data store `d`. */
export const STORE: PyOpaque = { type: 'store' };

/** Some value. */
export const UNKNOWN: PyOpaque = { type: 'unknown' };

/** Thrown inside the evaluator when a result cannot be known without BitBake; it never leaves it. */
export class NotStatic extends Error {}

/**
 * A string that does not end. BitBake takes this one error for text that only
 * looks like Python, and leaves the whole value as it is.
 */
export class UnterminatedString extends NotStatic {}

/** @throws NotStatic always */
export function notStatic(why: string): never {
	throw new NotStatic(why);
}

/** A list, or a bag where the order of several items cannot be known. */
export function list(items: readonly PyValue[], isUnordered = false): PyList | PyBag {
	return { type: isUnordered && items.length > 1 ? 'bag' : 'list', items };
}

export function tuple(items: readonly PyValue[]): PyTuple {
	return { type: 'tuple', items };
}

export function isText(value: PyValue | undefined): value is string {
	return typeof value === 'string';
}

export function isNumber(value: PyValue): value is bigint | number | boolean {
	return typeof value === 'bigint' || typeof value === 'number' || typeof value === 'boolean';
}

/** A list or tuple whose items can be counted on. */
export function isSequence(value: PyValue): value is PyList | PyTuple {
	return (
		typeof value === 'object' && value !== null && (value.type === 'list' || value.type === 'tuple')
	);
}

/** Larger whole numbers come from hostile input only; Python refuses to write out those of 4300 digits. */
const MAX_WHOLE = 10n ** 1000n;

/** @throws NotStatic for a number that is too large to go on with */
export function whole(value: bigint): bigint {
	return value < MAX_WHOLE && value > -MAX_WHOLE ? value : notStatic('a very large number');
}

/** Infinity and "not a number" follow rules of their own. */
export function float(value: number): number {
	return Number.isFinite(value) ? value : notStatic('a float that is no number');
}

/** Python's `bool(x)`. */
export function truth(value: PyValue): boolean {
	if (value === null) return false;
	if (typeof value !== 'object') return Boolean(value);
	switch (value.type) {
		case 'list':
		case 'tuple':
		case 'bag':
			return value.items.length > 0;
		case 'set':
			return value.items.size > 0;
		case 'dict':
			return value.entries.size > 0;
		default:
			return notStatic(`the truth of a ${value.type}`);
	}
}

import { spend, spendText } from './budget';
import { isNumber, isSequence, isText, notStatic, type PyValue } from './values';

/** Python's `==`. */
export function equal(a: PyValue, b: PyValue): boolean {
	spend(1);
	if (isText(a) && isText(b)) {
		spendText(Math.min(a.length, b.length));
		return a === b;
	}
	if (isNumber(a) && isNumber(b)) return compareNumbers(a, b) === 0;
	if (isSequence(a) && isSequence(b)) {
		if (a.type !== b.type || a.items.length !== b.items.length) return false;
		return a.items.every((item, i) => equal(item, b.items[i]!));
	}
	refuseOpaque(a);
	refuseOpaque(b);
	if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
	if (a.type === 'set' && b.type === 'set') {
		spend(a.items.size);
		return a.items.size === b.items.size && [...a.items.keys()].every((key) => b.items.has(key));
	}
	if (a.type === 'dict' && b.type === 'dict') {
		if (a.entries.size !== b.entries.size) return false;
		return [...a.entries].every(([key, [, value]]) => {
			const other = b.entries.get(key);
			return other !== undefined && equal(value, other[1]);
		});
	}
	return false;
}

function refuseOpaque(value: PyValue): void {
	if (typeof value !== 'object' || value === null || isSequence(value)) return;
	if (value.type !== 'set' && value.type !== 'dict') notStatic(`comparison of a ${value.type}`);
}

/** True when nothing tells one from the other, unlike with `1`, `True` and `1.0`, which are equal. */
export function isSame(a: PyValue, b: PyValue): boolean {
	if (isSequence(a) && isSequence(b)) {
		return (
			a.type === b.type &&
			a.items.length === b.items.length &&
			a.items.every((item, i) => isSame(item, b.items[i]!))
		);
	}
	return Object.is(a, b);
}

/** The same text for values that are one item of a set; lists, sets and dictionaries have none in Python. */
export function hashKey(value: PyValue): string {
	spend(1);
	if (value === null) return 'None';
	if (isText(value)) {
		spendText(value.length);
		return `text ${value}`;
	}
	if (typeof value === 'number') {
		return Number.isInteger(value) ? `number ${BigInt(value)}` : `number ${value}`;
	}
	if (isNumber(value)) return `number ${BigInt(value)}`;
	if (value.type !== 'tuple') return notStatic(`the hash of a ${value.type}`);
	const keys = value.items.map(hashKey);
	return `tuple ${keys.map((key) => `${key.length} ${key}`).join()}`;
}

/** Python's `<` as a sign: negative when `a` sorts first. Text is ordered by code point. */
export function order(a: PyValue, b: PyValue): number {
	spend(1);
	if (isText(a) && isText(b)) return compareText(a, b);
	if (isNumber(a) && isNumber(b)) return compareNumbers(a, b);
	if (isSequence(a) && isSequence(b) && a.type === b.type) {
		for (let i = 0; i < Math.min(a.items.length, b.items.length); i++) {
			const difference = order(a.items[i]!, b.items[i]!);
			if (difference !== 0) return difference;
		}
		return a.items.length - b.items.length;
	}
	return notStatic('values that Python cannot order');
}

/** Exact for whole numbers beside floats too, which JavaScript compares as Python does. */
function compareNumbers(a: bigint | number | boolean, b: bigint | number | boolean): number {
	const left = typeof a === 'boolean' ? BigInt(a) : a;
	const right = typeof b === 'boolean' ? BigInt(b) : b;
	if (left < right) return -1;
	return left > right ? 1 : 0;
}

const SURROGATE = /[\ud800-\udfff]/;

function compareText(a: string, b: string): number {
	spendText(Math.min(a.length, b.length));
	if (SURROGATE.test(a) || SURROGATE.test(b)) return notStatic('the order of unusual text');
	if (a < b) return -1;
	return a > b ? 1 : 0;
}

import { integer } from './functions/function';
import {
	equal,
	isNumber,
	isText,
	iterate,
	iterateInOrder,
	list,
	notStatic,
	order,
	type PyValue,
	set,
	str,
	tuple,
} from './values';

/** Longer texts come from hostile input only. */
const MAX_TEXT = 1024 * 1024;

export function arithmetic(operator: string, left: PyValue, right: PyValue): PyValue {
	if (isNumber(left) && isNumber(right)) return numbers(operator, left, right);
	if (operator === '+' && isText(left) && isText(right)) return left + right;
	if (operator === '%' && isText(left)) return format(left, right);
	if (operator === '*' && isText(left)) return repeat(left, integer(right));
	if (operator === '*' && isText(right)) return repeat(right, integer(left));
	if (
		typeof left === 'object' &&
		typeof right === 'object' &&
		left &&
		right &&
		left.type === right.type
	) {
		if (operator === '+' && left.type === 'list') return list([...left.items, ...iterate(right)]);
		if (operator === '+' && left.type === 'tuple') return tuple([...left.items, ...iterate(right)]);
		if (left.type === 'set') return sets(operator, left.items, iterate(right));
	}
	return notStatic(`the operator ${operator} on these values`);
}

function numbers(
	operator: string,
	left: bigint | number | boolean,
	right: bigint | number | boolean,
): PyValue {
	if (typeof left !== 'number' && typeof right !== 'number') {
		const a = BigInt(left);
		const b = BigInt(right);
		if (operator === '+') return a + b;
		if (operator === '-') return a - b;
		if (operator === '*') return a * b;
		if (operator === '//' && b !== 0n) return (a - modulo(a, b)) / b;
		if (operator === '%' && b !== 0n) return modulo(a, b);
	}
	const a = Number(left);
	const b = Number(right);
	if (operator === '+') return a + b;
	if (operator === '-') return a - b;
	if (operator === '*') return a * b;
	if (operator === '/' && b !== 0) return a / b;
	return notStatic(`the operator ${operator} on numbers`);
}

/** Python's remainder has the sign of the divisor. */
function modulo(a: bigint, b: bigint): bigint {
	return ((a % b) + b) % b;
}

function sets(operator: string, left: readonly PyValue[], right: readonly PyValue[]): PyValue {
	const isIn = (items: readonly PyValue[], item: PyValue): boolean =>
		items.some((other) => equal(item, other));
	if (operator === '&') return set(left.filter((item) => isIn(right, item)));
	if (operator === '|') return set([...left, ...right]);
	if (operator === '-') return set(left.filter((item) => !isIn(right, item)));
	return notStatic(`the operator ${operator} on sets`);
}

function repeat(text: string, times: number): string {
	if (text.length * times > MAX_TEXT) return notStatic('a very long text');
	return text.repeat(Math.max(0, times));
}

/** `'…' % value`: plain `%s`, `%d` and `%%` alone. */
function format(pattern: string, value: PyValue): string {
	const isTuple = typeof value === 'object' && value?.type === 'tuple';
	const values = isTuple ? [...value.items] : [value];
	const result = pattern.replace(/%(.?)/gs, (_, kind: string) => {
		if (kind === '%') return '%';
		const next = values.shift();
		if (next === undefined) return notStatic('too few values to format');
		if (kind === 's') return str(next);
		if (kind === 'd') return String(integer(next));
		return notStatic(`the format %${kind}`);
	});
	return values.length === 0 ? result : notStatic('too many values to format');
}

export function compare(operator: string, left: PyValue, right: PyValue): boolean {
	switch (operator) {
		case '==':
			return equal(left, right);
		case '!=':
			return !equal(left, right);
		case 'is':
			return identical(left, right);
		case 'is not':
			return !identical(left, right);
		case 'in':
			return contains(right, left);
		case 'not in':
			return !contains(right, left);
		case '<':
			return order(left, right) < 0;
		case '<=':
			return order(left, right) <= 0;
		case '>':
			return order(left, right) > 0;
		case '>=':
			return order(left, right) >= 0;
		default:
			return notStatic(`the operator ${operator}`);
	}
}

function identical(left: PyValue, right: PyValue): boolean {
	const isSingleton = (value: PyValue): boolean => value === null || typeof value === 'boolean';
	if (!isSingleton(left) && !isSingleton(right)) return notStatic('identity of values');
	return left === right;
}

function contains(container: PyValue, item: PyValue): boolean {
	if (isText(container)) {
		return isText(item) ? container.includes(item) : notStatic('text that contains no text');
	}
	return iterate(container).some((other) => equal(other, item));
}

export function index(of: PyValue, at: PyValue): PyValue {
	if (typeof of === 'object' && of?.type === 'dict') {
		return of.entries.findLast(([key]) => equal(key, at))?.[1] ?? notStatic('a missing key');
	}
	if (typeof of === 'object' && of?.type === 'set') return notStatic('a set by index');
	const items = iterateInOrder(of);
	const position = integer(at);
	const found = items[position < 0 ? position + items.length : position];
	return found === undefined ? notStatic('an index out of range') : found;
}

export function slice(of: PyValue, from: PyValue, to: PyValue, step: PyValue): PyValue {
	if (step !== null && integer(step) !== 1) return notStatic('a slice with a step');
	const start = from === null ? undefined : integer(from);
	const end = to === null ? undefined : integer(to);
	if (isText(of)) return [...of].slice(start, end).join('');
	if (typeof of !== 'object' || of === null) return notStatic('a slice of this value');
	if (of.type === 'list') return list(of.items.slice(start, end));
	if (of.type === 'tuple') return tuple(of.items.slice(start, end));
	return notStatic('a slice of this value');
}

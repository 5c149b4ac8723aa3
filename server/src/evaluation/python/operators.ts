import { spend } from './budget';
import { containsItem, iterate, set } from './collections';
import { equal, isSame, order } from './compare';
import { integer } from './functions/function';
import { numbers } from './numbers';
import { refuseLong, str } from './text';
import {
	isNumber,
	isSequence,
	isText,
	list,
	notStatic,
	type PySet,
	type PyValue,
	tuple,
} from './values';

export function arithmetic(operator: string, left: PyValue, right: PyValue): PyValue {
	if (isNumber(left) && isNumber(right)) return numbers(operator, left, right);
	if (operator === '+' && isText(left) && isText(right)) {
		refuseLong(left.length + right.length);
		return left + right;
	}
	if (operator === '%' && isText(left)) return format(left, right);
	if (operator === '*' && isText(left)) return repeat(left, integer(right));
	if (operator === '*' && isText(right)) return repeat(right, integer(left));
	if (operator === '+' && isSequence(left) && isSequence(right) && left.type === right.type) {
		const items = [...iterate(left), ...iterate(right)];
		return left.type === 'list' ? list(items) : tuple(items);
	}
	if (isSet(left) && isSet(right)) return sets(operator, left, right);
	return notStatic(`the operator ${operator} on these values`);
}

function isSet(value: PyValue): value is PySet {
	return typeof value === 'object' && value?.type === 'set';
}

function sets(operator: string, left: PySet, right: PySet): PyValue {
	spend(left.items.size + right.items.size);
	if (operator === '|') return set([...left.items.values(), ...right.items.values()]);
	if (operator === '-') return { type: 'set', items: without(left, right) };
	if (operator !== '&') return notStatic(`the operator ${operator} on sets`);
	for (const [key, item] of right.items) {
		const own = left.items.get(key);
		if (own !== undefined && !isSame(own, item)) return notStatic('which of equal items is taken');
	}
	return { type: 'set', items: new Map([...left.items].filter(([key]) => right.items.has(key))) };
}

function without(left: PySet, right: PySet): Map<string, PyValue> {
	return new Map([...left.items].filter(([key]) => !right.items.has(key)));
}

function repeat(text: string, times: number): string {
	refuseLong(text.length * Math.max(0, times));
	return text === '' ? '' : text.repeat(Math.max(0, times));
}

/** `'…' % value`: plain `%s`, `%d` and `%%` alone. */
function format(pattern: string, value: PyValue): string {
	const isTuple = typeof value === 'object' && value?.type === 'tuple';
	const values = isTuple ? [...value.items] : [value];
	const result = pattern.replace(/%(.?)/gs, (_, kind: string) => {
		if (kind === '%') return '%';
		const next = values.shift();
		if (next === undefined) return notStatic('too few values to format');
		if (kind === 's') {
			const text = str(next);
			refuseLong(text.length);
			return text;
		}
		if (kind === 'd' && (typeof next === 'bigint' || typeof next === 'boolean')) {
			return BigInt(next).toString();
		}
		return notStatic(`the format %${kind}`);
	});
	if (values.length > 0) return notStatic('too many values to format');
	refuseLong(result.length);
	return result;
}

export function unary(operator: string, value: PyValue): PyValue {
	if (!isNumber(value)) return notStatic(`the operator ${operator} on this value`);
	const number = typeof value === 'boolean' ? BigInt(value) : value;
	if (operator === '-') return -number;
	if (operator === '+') return number;
	return notStatic(`the operator ${operator}`);
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

/** `is` says something of None, True and False alone; of other values it depends on Python's memory. */
function identical(left: PyValue, right: PyValue): boolean {
	const isSingleton = (value: PyValue): boolean => value === null || typeof value === 'boolean';
	const isUnknown = (value: PyValue): boolean =>
		typeof value === 'object' && value?.type === 'unknown';
	if (isUnknown(left) || isUnknown(right) || !(isSingleton(left) || isSingleton(right))) {
		return notStatic('identity of values');
	}
	return left === right;
}

function contains(container: PyValue, item: PyValue): boolean {
	if (!isText(container)) return containsItem(container, item);
	refuseLong(container.length);
	return isText(item) ? container.includes(item) : notStatic('text that contains no text');
}

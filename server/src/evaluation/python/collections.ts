import { spend, spendText } from './budget';
import { equal, hashKey, isSame, order } from './compare';
import { isText, notStatic, type PyDict, type PySet, type PyValue } from './values';

/** A set without repeated items; of equal ones it keeps the first, as Python does. */
export function set(items: readonly PyValue[], isUnordered = false): PySet {
	const kept = new Map<string, PyValue>();
	for (const item of items) {
		const key = hashKey(item);
		const first = kept.get(key);
		if (first === undefined) kept.set(key, item);
		else if (isUnordered && !isSame(first, item)) notStatic('which of equal items comes first');
	}
	return { type: 'set', items: kept };
}

/** A dictionary: the first of equal keys with the last of their values. */
export function dict(pairs: readonly (readonly [PyValue, PyValue])[]): PyDict {
	const entries = new Map<string, readonly [PyValue, PyValue]>();
	for (const [key, value] of pairs) {
		const hash = hashKey(key);
		entries.set(hash, [entries.get(hash)?.[0] ?? key, value]);
	}
	return { type: 'dict', entries };
}

/** What a `for` loop, `list()` or `' '.join()` would go through. */
export function iterate(value: PyValue): readonly PyValue[] {
	const items = itemsOf(value);
	spend(items.length);
	return items;
}

function itemsOf(value: PyValue): readonly PyValue[] {
	if (isText(value)) {
		spendText(value.length);
		return [...value];
	}
	if (typeof value !== 'object' || value === null) return notStatic('a value without items');
	switch (value.type) {
		case 'dict':
			return Array.from(value.entries.values(), ([key]) => key);
		case 'set':
			return [...value.items.values()];
		case 'store':
		case 'unknown':
			return notStatic(`the items of a ${value.type}`);
		default:
			return value.items;
	}
}

/** True when Python goes through the items in an order that is not known here. */
export function isUnordered(value: PyValue): boolean {
	if (typeof value !== 'object' || value === null) return false;
	if (value.type === 'set') return value.items.size > 1;
	return value.type === 'bag' || (value.type === 'generator' && value.isUnordered);
}

/** Like `iterate`, where the order shows in the result. */
export function iterateInOrder(value: PyValue): readonly PyValue[] {
	const items = iterate(value);
	return items.length > 1 && isUnordered(value) ? notStatic('the order of a set') : items;
}

/** Python's `sorted(x)`: equal items stay in their order, backwards too. */
export function sortItems(value: PyValue, isReversed: boolean): PyValue[] {
	const items = [...iterate(value)].sort((a, b) => (isReversed ? order(b, a) : order(a, b)));
	if (isUnordered(value)) {
		for (const [i, item] of items.entries()) {
			const next = items[i + 1];
			if (next !== undefined && order(item, next) === 0 && !isSame(item, next)) {
				notStatic('which of equal items comes first');
			}
		}
	}
	return items;
}

/** Python's `item in container` for everything but text. */
export function containsItem(container: PyValue, item: PyValue): boolean {
	if (typeof container === 'object' && container !== null) {
		if (container.type === 'set') return container.items.has(hashKey(item));
		if (container.type === 'dict') return container.entries.has(hashKey(item));
	}
	return iterate(container).some((other) => equal(other, item));
}

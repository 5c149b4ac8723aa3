import { iterate } from './collections';
import { hashKey } from './compare';
import { integer } from './functions/function';
import { isSequence, isText, list, notStatic, type PyValue, tuple } from './values';

/** Python's `x[i]`. */
export function index(of: PyValue, at: PyValue): PyValue {
	if (typeof of === 'object' && of?.type === 'dict') {
		const entry = of.entries.get(hashKey(at));
		return entry ? entry[1] : notStatic('a missing key');
	}
	if (!isText(of) && !isSequence(of)) return notStatic('an index of this value');
	const items = iterate(of);
	const position = integer(at);
	const found = items[position < 0 ? position + items.length : position];
	return found === undefined ? notStatic('an index out of range') : found;
}

/** Python's `x[from:to:step]`, with steps of one. */
export function slice(of: PyValue, from: PyValue, to: PyValue, step: PyValue): PyValue {
	if (step !== null && integer(step) !== 1) return notStatic('a slice with a step');
	if (!isText(of) && !isSequence(of)) return notStatic('a slice of this value');
	const start = from === null ? undefined : integer(from);
	const end = to === null ? undefined : integer(to);
	const items = iterate(of).slice(start, end);
	if (isText(of)) return items.join('');
	return of.type === 'list' ? list(items) : tuple(items);
}

import { strip } from '../../../text/whitespace';
import { isUnordered, iterate, iterateInOrder, set, sortItems } from '../collections';
import { isSame, order } from '../compare';
import { asFloat } from '../numbers';
import { str } from '../text';
import { float, isNumber, list, notStatic, type PyValue, truth, tuple, whole } from '../values';
import { ascii, type Call, integer } from './function';

export function pyStr(call: Call): string {
	const value = call.option('x');
	return value === undefined ? '' : str(value);
}

export function pyBool(call: Call): boolean {
	const value = call.option('x');
	return value !== undefined && truth(value);
}

export function pyInt(call: Call): bigint {
	const value = call.option('x');
	const base = call.option('base');
	if (base === undefined) {
		if (value === undefined) return 0n;
		if (typeof value === 'number') return whole(BigInt(Math.trunc(value)));
		if (isNumber(value)) return BigInt(value);
	}
	const digits = strip(ascii(value ?? null));
	if (digits.length > 300) return notStatic('a very long number');
	const radix = base === undefined ? 10 : integer(base);
	if (radix === 10 && /^[+-]?\d+$/.test(digits)) return BigInt(digits.replace(/^\+/, ''));
	if (radix === 16 && /^(0[xX])?[0-9a-fA-F]+$/.test(digits)) {
		return BigInt(`0x${digits.replace(/^0[xX]/, '')}`);
	}
	return notStatic('text that is no whole number');
}

export function pyFloat(call: Call): number {
	const value = call.option('x');
	if (value === undefined) return 0;
	if (isNumber(value)) return asFloat(value);
	const digits = strip(ascii(value));
	return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(digits)
		? float(Number(digits))
		: notStatic('text that is no number');
}

export function len(call: Call): bigint {
	const value = call.value('x');
	const isGenerator = typeof value === 'object' && value?.type === 'generator';
	return isGenerator ? notStatic('the length of a generator') : BigInt(iterate(value).length);
}

export const pyList = (call: Call): PyValue => {
	const value = call.option('x');
	return value === undefined ? list([]) : list(iterate(value), isUnordered(value));
};

export const pyTuple = (call: Call): PyValue => {
	const value = call.option('x');
	return tuple(value === undefined ? [] : iterateInOrder(value));
};

export const pySet = (call: Call): PyValue => {
	const value = call.option('x');
	return value === undefined ? set([]) : set(iterate(value), isUnordered(value));
};

export function sorted(call: Call): PyValue {
	const reverse = call.option('reverse');
	return list(sortItems(call.value('x'), reverse !== undefined && integer(reverse) !== 0));
}

/** The first of the largest or smallest items; with one argument those of the list it is. */
function extreme(call: Call, sign: 1 | -1): PyValue {
	const single = call.rest.length === 1 ? call.rest[0]! : list(call.rest);
	let best: PyValue | undefined;
	for (const item of iterate(single)) {
		const difference = best === undefined ? 1 : order(item, best) * sign;
		if (difference === 0 && isUnordered(single) && !isSame(item, best!)) {
			return notStatic('which of equal items comes first');
		}
		if (difference > 0) best = item;
	}
	return best === undefined ? notStatic('the extreme of nothing') : best;
}

export const min = (call: Call): PyValue => extreme(call, -1);
export const max = (call: Call): PyValue => extreme(call, 1);
export const any = (call: Call): boolean => iterate(call.value('x')).some(truth);
export const all = (call: Call): boolean => iterate(call.value('x')).every(truth);

/** Of whole numbers alone; Python's releases add floats in different ways. */
export function sum(call: Call): bigint {
	let total = 0n;
	for (const item of iterate(call.value('x'))) {
		if (typeof item !== 'bigint' && typeof item !== 'boolean') return notStatic('a sum of others');
		total += BigInt(item);
	}
	return whole(total);
}

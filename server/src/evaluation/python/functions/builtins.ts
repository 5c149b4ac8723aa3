import {
	isText,
	iterate,
	iterateInOrder,
	list,
	notStatic,
	order,
	type PyValue,
	set,
	str,
	truth,
	tuple,
} from '../values';
import { type Call, integer, type PyFunction, text } from './function';

export const pyStr: PyFunction = ({ args }) => str(args[0] ?? '');

export const pyBool: PyFunction = ({ args }) => truth(args[0] ?? false);

export const pyInt: PyFunction = ({ args }) => {
	const value = args[0] ?? 0n;
	if (typeof value === 'bigint') return value;
	if (typeof value === 'boolean') return value ? 1n : 0n;
	if (typeof value === 'number') return BigInt(Math.trunc(value));
	const base = args[1] === undefined ? 10 : integer(args[1]);
	const digits = text(value).trim();
	if (base === 10 && /^[+-]?\d+$/.test(digits)) return BigInt(digits.replace(/^\+/, ''));
	if (base === 16 && /^(0[xX])?[0-9a-fA-F]+$/.test(digits))
		return BigInt(`0x${digits.replace(/^0[xX]/, '')}`);
	return notStatic('text that is no whole number');
};

export const pyFloat: PyFunction = ({ args }) => {
	const value = args[0] ?? 0;
	if (!isText(value)) return Number(integer(value));
	return /^\s*[+-]?(\d+\.?\d*|\.\d+)\s*$/.test(value)
		? Number(value)
		: notStatic('text that is no number');
};

export const len: PyFunction = ({ args }) => {
	const value = args[0] ?? null;
	return BigInt(isText(value) ? [...value].length : iterate(value).length);
};

export const pyList: PyFunction = ({ args }) =>
	list(args[0] === undefined ? [] : iterateInOrder(args[0]));

export const pyTuple: PyFunction = ({ args }) =>
	tuple(args[0] === undefined ? [] : iterateInOrder(args[0]));

export const pySet: PyFunction = ({ args }) => set(args[0] === undefined ? [] : iterate(args[0]));

export const sorted: PyFunction = ({ args, keywords }) => {
	if (keywords.has('key')) return notStatic('a key function');
	const items = [...iterate(args[0] ?? null)].sort(order);
	return list(truth(keywords.get('reverse') ?? false) ? items.reverse() : items);
};

const extreme = (call: Call, sign: 1 | -1): PyValue => {
	if (call.keywords.size > 0) return notStatic('a key function');
	const items = call.args.length === 1 ? iterate(call.args[0]!) : call.args;
	const first = items[0];
	if (first === undefined) return notStatic('the extreme of nothing');
	return items.reduce((best, item) => (order(item, best) * sign > 0 ? item : best), first);
};

export const min: PyFunction = (call) => extreme(call, -1);
export const max: PyFunction = (call) => extreme(call, 1);
export const any: PyFunction = ({ args }) => iterate(args[0] ?? null).some(truth);
export const all: PyFunction = ({ args }) => iterate(args[0] ?? null).every(truth);

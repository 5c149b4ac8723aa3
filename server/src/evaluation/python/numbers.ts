import { float, notStatic, type PyValue, whole } from './values';

/** Whole numbers up to here are floats without loss. */
const MAX_EXACT = 2n ** 53n;

type PyNumber = bigint | number | boolean;

/** Python's arithmetic on numbers. */
export function numbers(operator: string, left: PyNumber, right: PyNumber): PyValue {
	if (typeof left !== 'number' && typeof right !== 'number' && operator !== '/') {
		return wholeNumbers(operator, BigInt(left), BigInt(right));
	}
	const a = asFloat(left);
	const b = asFloat(right);
	if (operator === '+') return float(a + b);
	if (operator === '-') return float(a - b);
	if (operator === '*') return float(a * b);
	if (operator === '/' && b !== 0) return float(a / b);
	return notStatic(`the operator ${operator} on numbers`);
}

function wholeNumbers(operator: string, a: bigint, b: bigint): bigint {
	if (operator === '+') return whole(a + b);
	if (operator === '-') return whole(a - b);
	if (operator === '*') return whole(a * b);
	if (operator === '//' && b !== 0n) return (a - modulo(a, b)) / b;
	if (operator === '%' && b !== 0n) return modulo(a, b);
	return notStatic(`the operator ${operator} on whole numbers`);
}

/** Python's remainder has the sign of the divisor. */
function modulo(a: bigint, b: bigint): bigint {
	return ((a % b) + b) % b;
}

/** Python's `float(x)` of a number. */
export function asFloat(value: PyNumber): number {
	if (typeof value === 'number') return value;
	const integer = BigInt(value);
	return integer <= MAX_EXACT && integer >= -MAX_EXACT
		? Number(integer)
		: notStatic('a number that no float holds');
}

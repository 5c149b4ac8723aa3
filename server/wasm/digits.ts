/** Hashes as 64 hexadecimal digits and as 32 bytes, sixteen characters at a time. */

import { HASH, VECTORS } from './layout';

const BELOW_0: usize = VECTORS;
const SIX: usize = VECTORS + 16;
const HIGH_HALF: usize = VECTORS + 32;
const LETTER_A: usize = VECTORS + 48;
const TEN: usize = VECTORS + 64;
const ABOVE_15: usize = VECTORS + 80;
const LOWER_LANES: usize = VECTORS + 96;
const LOW_HALF: usize = VECTORS + 112;
const DIGITS: usize = VECTORS + 128;

/** To be called once, before anything else here. */
export function storeVectors(): void {
	v128.store(BELOW_0, i8x16.splat(<i8>(0xf6 - 0x30)));
	v128.store(SIX, i8x16.splat(6));
	v128.store(HIGH_HALF, i8x16.splat(<i8>0xf0));
	v128.store(LETTER_A, i8x16.splat(0x61));
	v128.store(TEN, i8x16.splat(10));
	v128.store(ABOVE_15, i8x16.splat(0x70));
	v128.store(LOWER_LANES, i16x8.splat(0xff));
	v128.store(LOW_HALF, i8x16.splat(0x0f));
	v128.store(
		DIGITS,
		i8x16(48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 97, 98, 99, 100, 101, 102),
	);
}

/** Writes the 32 bytes of the hash whose digits are there; false when these are not all digits. */
@inline
export function readHash(digits: usize, to: usize): bool {
	const first = valuesOf(v128.load(digits));
	const second = valuesOf(v128.load(digits, 16));
	const third = valuesOf(v128.load(digits, 32));
	const fourth = valuesOf(v128.load(digits, 48));
	v128.store(to, i8x16.narrow_i16x8_u(pairsOf(first), pairsOf(second)));
	v128.store(to, i8x16.narrow_i16x8_u(pairsOf(third), pairsOf(fourth)), 16);
	const most = i8x16.max_u(i8x16.max_u(first, second), i8x16.max_u(third, fourth));
	return i8x16.bitmask(i8x16.add_sat_u(most, v128.load(ABOVE_15))) == 0;
}

/** What sixteen characters are worth as digits; those that are none more than 15. */
@inline
function valuesOf(characters: v128): v128 {
	// 0 to 9 for '0' to '9': these alone come to lie from 0xf6 on, so that nothing else stays from 0xf0 on when 6 is taken off.
	const asNumber = i8x16.sub(
		i8x16.sub_sat_u(i8x16.add(characters, v128.load(BELOW_0)), v128.load(SIX)),
		v128.load(HIGH_HALF),
	);
	// 10 to 15 for 'a' to 'f'.
	const asLetter = i8x16.add_sat_u(i8x16.sub(characters, v128.load(LETTER_A)), v128.load(TEN));
	return i8x16.min_u(asNumber, asLetter);
}

/** Eight bytes, each in two lanes, of sixteen digits: the first of a pair is the lower lane and the higher half. */
@inline
function pairsOf(values: v128): v128 {
	const both = v128.or(i16x8.shl(values, 4), i16x8.shr_u(values, 8));
	return v128.and(both, v128.load(LOWER_LANES));
}

/** Writes the 64 digits of an entry's unihash. */
@inline
export function writeUnihash(entry: usize, to: usize): void {
	writeDigits(v128.load(entry, 32), to);
	writeDigits(v128.load(entry, 48), to + HASH / 2);
}

@inline
function writeDigits(bytes: v128, to: usize): void {
	const digits = v128.load(DIGITS);
	const first = v128.and(i16x8.shr_u(bytes, 4), v128.load(LOW_HALF));
	const second = v128.and(bytes, v128.load(LOW_HALF));
	const start = i8x16.shuffle(first, second, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
	const end = i8x16.shuffle(first, second, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
	v128.store(to, i8x16.swizzle(digits, start));
	v128.store(to, i8x16.swizzle(digits, end), 16);
}

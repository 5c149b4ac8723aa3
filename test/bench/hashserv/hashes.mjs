/** Hashes that every process of the bench can make again: as random as real ones, and cheap. */
import { createCipheriv } from 'node:crypto';

export const METHOD = 'oe.sstatesig.OEOuthashBasic';

const BYTES = 32;

/**
 * A function from an index to 64 hexadecimal digits; another label gives other hashes.
 *
 * @param {string} label
 * @param {number} count indexes are below it
 * @returns {(index: number) => string}
 */
export function hashes(label, count) {
	const key = Buffer.alloc(16);
	key.write(label);
	const random = createCipheriv('aes-128-ctr', key, Buffer.alloc(16)).update(
		Buffer.alloc(count * BYTES),
	);
	return (index) => random.toString('hex', index * BYTES, (index + 1) * BYTES);
}

/**
 * The numbers below `count`, shuffled always the same way.
 *
 * @param {number} count
 * @returns {Uint32Array}
 */
export function shuffled(count) {
	const order = Uint32Array.from({ length: count }, (_, index) => index);
	let state = 1;
	for (let last = count - 1; last > 0; last--) {
		// Numbers by Marsaglia's xorshift: good enough to shuffle.
		state ^= state << 13;
		state ^= state >>> 17;
		state ^= state << 5;
		const other = (state >>> 0) % (last + 1);
		const kept = order[last] ?? 0;
		order[last] = order[other] ?? 0;
		order[other] = kept;
	}
	return order;
}

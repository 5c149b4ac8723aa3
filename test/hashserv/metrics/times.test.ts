import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MeasuredTimes } from '../../../server/src/hashserv/metrics/measured-times';
import { BUCKETS, bucketOf, percentile, since } from '../../../server/src/shared/times';

/** Milliseconds from a tenth of a microsecond to some minutes. */
const milliseconds = fc.double({ min: 0.0001, max: 200_000, noNaN: true });
const LONGEST = 60_000;

function measured(times: readonly number[]): MeasuredTimes {
	const measuring = new MeasuredTimes();
	for (const time of times) measuring.add(time);
	return measuring;
}

/** The smallest time that the share of all did not exceed. */
function exactly(times: readonly number[], share: number): number {
	const sorted = times.toSorted((a, b) => a - b);
	return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!;
}

describe('times in buckets', () => {
	it('give percentiles that are at most a tenth too high', () => {
		fc.assert(
			fc.property(
				fc.array(milliseconds, { minLength: 1, maxLength: 200 }),
				fc.constantFrom(0.5, 0.95, 0.99, 1),
				(times, share) => {
					const seen = percentile(measured(times).counts(), share)!;
					const exact = Math.min(Math.max(exactly(times, share), 0.001), LONGEST);
					expect(seen).toBeGreaterThanOrEqual(exact * 0.999);
					expect(seen).toBeLessThanOrEqual(exact * 1.1);
				},
			),
		);
	});

	it('tell what came between two looks', () => {
		fc.assert(
			fc.property(fc.array(milliseconds), fc.array(milliseconds), (first, second) => {
				const measuring = measured(first);
				const before = measuring.counts();
				for (const time of second) measuring.add(time);
				expect(since(before, measuring.counts())).toEqual(measured(second).counts());
			}),
		);
	});

	it('take all of a server that was started anew', () => {
		expect(since([[10, 5]], [[10, 2]])).toEqual([[10, 2]]);
		expect(since([[10, 5]], [[20, 2]])).toEqual([[20, 2]]);
	});

	it('take constant memory and any number', () => {
		for (const odd of [0, -1, Number.NaN, 1e12, Number.POSITIVE_INFINITY]) {
			expect(bucketOf(odd)).toBeGreaterThanOrEqual(0);
			expect(bucketOf(odd)).toBeLessThan(BUCKETS);
		}
		expect(percentile([], 0.5)).toBeNull();
	});
});

describe('measured times', () => {
	it('count a batch as so many requests of its average time', () => {
		const measuring = new MeasuredTimes();
		measuring.add(10, 1000);
		measuring.add(5, 0);
		expect(measuring.figures().num).toBe(1000);
		expect(measuring.counts()).toEqual([[bucketOf(0.01), 1000]]);
	});

	it('go on when the statistics of the protocol are reset', () => {
		const measuring = measured([1, 2]);
		measuring.reset();
		expect(measuring.figures().num).toBe(0);
		expect(measuring.counts()).toHaveLength(2);
	});
});

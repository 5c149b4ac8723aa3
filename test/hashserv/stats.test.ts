import fc from 'fast-check';
import { expect, it } from 'vitest';
import { RequestTimes } from '../../server/src/hashserv/stats';

it('agrees with the textbook, whether samples come alone or in batches', () => {
	fc.assert(
		fc.property(
			fc.array(fc.tuple(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: 9 })), {
				minLength: 1,
			}),
			(batches) => {
				const times = new RequestTimes();
				for (const [milliseconds, count] of batches) times.add(milliseconds * count, count);
				const samples = batches.flatMap(([ms, count]) => Array<number>(count).fill(ms / 1000));
				const total = samples.reduce((sum, sample) => sum + sample, 0);
				const average = total / samples.length;
				const squares = samples.reduce((sum, sample) => sum + (sample - average) ** 2, 0);
				const figures = times.figures();
				expect(figures.num).toBe(samples.length);
				expect(figures.total_time).toBeCloseTo(total, 6);
				expect(figures.max_time).toBeCloseTo(Math.max(...samples), 9);
				expect(figures.average).toBeCloseTo(average, 9);
				expect(figures.stdev).toBeCloseTo(
					samples.length < 2 ? 0 : Math.sqrt(squares / (samples.length - 1)),
					6,
				);
			},
		),
	);
});

it('is all zeros at first and after a reset', () => {
	const times = new RequestTimes();
	const zeros = { num: 0, total_time: 0, max_time: 0, average: 0, stdev: 0 };
	expect(times.figures()).toEqual(zeros);
	times.add(5);
	times.reset();
	expect(times.figures()).toEqual(zeros);
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lastSummary, matchRate } from '../../../server/src/insight/sstateSummary';
import type { SstateSummary } from '../../../server/src/shared/insight';

const count = fc.nat({ max: 999_999 });
const end = '(99% match, 0% complete)';

/** A summary and the line that a release prints for it. */
const withLocal = fc
	.record({ wanted: count, local: count, mirrors: count, missed: count, current: count })
	.map((it): SstateSummary => ({ ...it, found: it.local + it.mirrors }));
const withoutPlace = fc
	.record({ wanted: count, found: count, missed: count, current: count })
	.map((it): SstateSummary => ({ ...it, local: null, mirrors: null }));
const dunfell = (s: SstateSummary) =>
	`Sstate summary: Wanted ${s.wanted} Found ${s.found} Missed ${s.missed} Current ${s.current} ${end}`;
const placed = (word: string) => (s: SstateSummary) =>
	`Sstate summary: Wanted ${s.wanted} Local ${s.local} ${word} ${s.mirrors} Missed ${s.missed} Current ${s.current} ${end}`;

describe('the sstate summary', () => {
	it.each([
		['up to 3.2', withoutPlace, dunfell],
		['of 3.3 and 3.4', withLocal, placed('Network')],
		['from 4.0 on', withLocal, placed('Mirrors')],
	])('is read in the wording %s, whatever stands around it', (_, summaries, line) => {
		fc.assert(
			fc.property(summaries, fc.string(), fc.string(), (summary, before, after) => {
				expect(lastSummary(`${before}\n${line(summary)}\n${after}`)).toEqual(summary);
			}),
		);
	});

	it('is the last one where there are several', () => {
		fc.assert(
			fc.property(withoutPlace, withLocal, (first, last) => {
				const text = `${dunfell(first)}\nNOTE: Executing Tasks\n${placed('Mirrors')(last)}\n`;
				expect(lastSummary(text)).toEqual(last);
			}),
		);
	});

	it('is not there while its line is still being written', () => {
		fc.assert(
			fc.property(withLocal, fc.nat(), (summary, cut) => {
				const line = placed('Mirrors')(summary);
				expect(lastSummary(line.slice(0, cut % line.length))).toBeNull();
			}),
		);
	});

	it('never throws, and finds nothing in other text', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (text) => {
				expect(lastSummary(text)).toBeNull();
				expect(lastSummary(`Sstate summary: Wanted ${text}`)).toBeNull();
			}),
		);
	});
});

describe('the match rate', () => {
	const rate = (wanted: number, found: number) =>
		matchRate({ wanted, found, local: null, mirrors: null, missed: 0, current: 0 });

	it('is known only where something was wanted, and never rounds a miss away', () => {
		expect(rate(0, 0)).toBeNull();
		expect(rate(1867, 1863)).toBe(99);
		expect(rate(1000, 1000)).toBe(100);
		expect(rate(3, 0)).toBe(0);
	});

	it('is a percentage even of numbers that cannot be', () => {
		fc.assert(
			fc.property(count, count, (wanted, found) => {
				const percent = rate(wanted, found) ?? 0;
				expect(percent).toBeGreaterThanOrEqual(0);
				expect(percent).toBeLessThanOrEqual(100);
			}),
		);
	});
});

import { expect, it } from 'vitest';
import { createdClock, createdText } from '../../../server/src/hashserv/store/created';

it('writes the reference’s form', () => {
	const time = Date.UTC(2026, 10, 20, 10, 42, 1, 430) * 1000 + 348;
	expect(createdText(time)).toBe('2026-11-20T10:42:01.430348+00:00');
	expect(createdText(Date.UTC(2026, 0, 1) * 1000)).toBe('2026-01-01T00:00:00.000000+00:00');
});

it('never gives a time twice or goes back by a correction', () => {
	const wall = [1000, 1000, 1000, 999, 1001];
	const clock = createdClock(() => wall.shift() ?? 0);
	expect([clock(), clock(), clock(), clock(), clock()]).toEqual([
		1_000_000, 1_000_001, 1_000_002, 1_000_003, 1_001_000,
	]);
});

it('goes back from a time that was far wrong', () => {
	const wall = [Date.UTC(2100, 0), 50_000, 50_000];
	const clock = createdClock(() => wall.shift() ?? 0);
	expect([clock(), clock(), clock()]).toEqual([Date.UTC(2100, 0) * 1000, 50_000_000, 50_000_001]);
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Scheduler } from '../../../server/src/lsp/scheduler';

describe('the scheduler', () => {
	beforeEach(() => void vi.useFakeTimers());
	afterEach(() => void vi.useRealTimers());

	it('reports what a run throws and goes on', () => {
		const errors: unknown[] = [];
		const done: string[] = [];
		const scheduler = new Scheduler(
			(key) => {
				if (key === 'bad') throw new Error('broken');
				done.push(key);
			},
			(error) => errors.push(error),
		);
		scheduler.schedule('bad');
		scheduler.schedule('good');
		scheduler.afterwards(() => done.push('idle'));
		scheduler.flush('bad');
		vi.runAllTimers();
		expect(errors).toEqual([new Error('broken')]);
		expect(done).toEqual(['good', 'idle']);
	});
	it('calls back when the last that was pending is not wanted any more', () => {
		const done: string[] = [];
		const scheduler = new Scheduler(
			(key) => done.push(key),
			(error) => done.push(String(error)),
		);
		scheduler.schedule('gone');
		scheduler.afterwards(() => done.push('idle'));
		scheduler.cancel('gone');
		vi.runAllTimers();
		expect(done).toEqual(['idle']);
	});
	it('does not call back before a run is over that cancels another', () => {
		const done: string[] = [];
		const scheduler: Scheduler = new Scheduler(
			(key) => {
				scheduler.cancel('other');
				done.push(key);
			},
			(error) => done.push(String(error)),
		);
		scheduler.schedule('key');
		scheduler.schedule('other');
		scheduler.afterwards(() => done.push('idle'));
		vi.runAllTimers();
		expect(done).toEqual(['key', 'idle']);
	});
	it('runs a burst of changes once', () => {
		const run = vi.fn();
		const scheduler = new Scheduler(run, () => {});
		for (let i = 0; i < 5; i++) scheduler.schedule('key');
		vi.runAllTimers();
		expect(run).toHaveBeenCalledTimes(1);
	});
});

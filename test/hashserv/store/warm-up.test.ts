import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openSqliteStore } from '../../../server/src/hashserv/store/sqlite';
import type { Store } from '../../../server/src/hashserv/store/store';
import { WarmUp } from '../../../server/src/hashserv/store/warm-up';
import { Output } from '../../../server/src/hashserv/wire/output';
import { hash, METHOD, reportOf, temporaryFolder } from '../../support/hashserv';

const row = (id: number) => ({ id, method: 'm', taskhash: `t${id}`, unihash: 'u' });

describe('reading into memory', () => {
	beforeEach(() => void vi.useFakeTimers());
	afterEach(() => void vi.useRealTimers());

	/** A table with so many rows, of which so many have room. */
	function started(rows: number, room = Number.POSITIVE_INFINITY) {
		const remembered: number[] = [];
		const done: number[] = [];
		let isReadable = true;
		const warmUp = new WarmUp({
			read: (below, most) =>
				isReadable
					? Array.from({ length: Math.min(most, rows, below - 1) }, (_, index) =>
							row(Math.min(rows, below - 1) - index),
						)
					: undefined,
			remember: (mapping) => {
				remembered.push(Number(mapping.taskhash.slice(1)));
				return remembered.length < room;
			},
			done: (milliseconds) => done.push(milliseconds),
		});
		const breakFile = (): void => {
			isReadable = false;
		};
		return { warmUp, remembered, done, breakFile };
	}

	it('takes every row once, the newest first, in pieces', () => {
		const { remembered, done } = started(5500);
		vi.advanceTimersToNextTimer();
		expect(remembered.length).toBeGreaterThan(0);
		expect(remembered.length).toBeLessThan(5500);
		vi.runAllTimers();
		expect(remembered).toEqual(Array.from({ length: 5500 }, (_, index) => 5500 - index));
		expect(done.length).toBe(1);
	});

	it('stops where there is no more room', () => {
		const { remembered, done } = started(5500, 10);
		vi.runAllTimers();
		expect(remembered).toEqual([5500, 5499, 5498, 5497, 5496, 5495, 5494, 5493, 5492, 5491]);
		expect(done.length).toBe(1);
	});

	it('begins again some time after everything was forgotten', () => {
		const { warmUp, remembered, done } = started(3000);
		vi.advanceTimersToNextTimer();
		const before = remembered.length;
		for (let times = 0; times < 5; times++) {
			warmUp.restart();
			vi.advanceTimersByTime(500);
		}
		expect(remembered.length).toBe(before);
		vi.runAllTimers();
		expect(remembered.slice(before)).toEqual(Array.from({ length: 3000 }, (_, id) => 3000 - id));
		expect(done.length).toBe(1);
	});

	it('takes no more than a twentieth of the time, however often everything is forgotten', () => {
		const { warmUp, done } = started(500_000);
		vi.runAllTimers();
		const took = done[0] as number;
		expect(took).toBeGreaterThan(1000);
		warmUp.restart();
		vi.advanceTimersByTime(19 * took);
		expect(done.length).toBe(1);
		vi.advanceTimersByTime(3 * took);
		expect(done.length).toBe(2);
	});

	it('ends with the store, and where the file cannot be read', () => {
		const closed = started(5500);
		closed.warmUp.stop();
		const broken = started(5500);
		broken.breakFile();
		vi.runAllTimers();
		expect([closed.remembered, closed.done, broken.remembered, broken.done]).toEqual([
			[],
			[],
			[],
			[],
		]);
	});
});

describe('the memory of a store', () => {
	const taskhash = (task: string): string => hash(`task ${task}`);

	/** How many of the look-ups are answered without the database. */
	function answered(store: Store, tasks: readonly string[]): number {
		const lines = tasks.map((task) => `${METHOD} ${taskhash(task)}\n`).join('');
		return store.remembered?.answer({ bytes: Buffer.from(lines), position: 0 }, new Output()) ?? 0;
	}

	it('holds what the file holds, again after another program deleted some of it', async () => {
		const path = join(temporaryFolder(), 'hashserv.db');
		const first = openSqliteStore(path);
		const tasks = Array.from({ length: 3000 }, (_, index) => `${index}`);
		await Promise.all(tasks.map((task) => first.report(reportOf(task, task))));
		await first.close();

		const told: number[] = [];
		const store = openSqliteStore(path, { warmedUp: (unihashes) => told.push(unihashes) });
		try {
			await expect.poll(() => told, { timeout: 60_000 }).toEqual([3000]);
			expect(answered(store, tasks)).toBe(3000);

			const other = new DatabaseSync(path);
			other.prepare('DELETE FROM unihashes_v3 WHERE taskhash = ?').run(taskhash('0'));
			other.close();
			await new Promise((resolve) => setImmediate(resolve));
			expect(answered(store, tasks)).toBe(0);
			expect(store.unihash(METHOD, taskhash('0'))).toBeNull();
			await expect.poll(() => told, { timeout: 60_000 }).toEqual([3000, 2999]);
			expect(answered(store, tasks)).toBe(0);
			expect(answered(store, tasks.slice(1))).toBe(2999);

			await store.remove(new Map([['taskhash', taskhash('1')]]));
			expect(answered(store, ['1'])).toBe(0);
		} finally {
			await store.close();
		}
	}, 120_000);

	it('holds nothing that only reads like what is asked for', async () => {
		const path = join(temporaryFolder(), 'hashserv.db');
		await openSqliteStore(path).close();
		const other = new DatabaseSync(path);
		const insert = other.prepare(
			"INSERT INTO unihashes_v3 (method, taskhash, unihash, gc_mark) VALUES (?, ?, ?, '')",
		);
		// Bytes, which would be the text 97.
		insert.run(Buffer.from('a'), taskhash('0'), hash('bytes'));
		insert.run('97', taskhash('1'), hash('text'));
		other.close();

		const told: number[] = [];
		const store = openSqliteStore(path, { warmedUp: (unihashes) => told.push(unihashes) });
		try {
			await expect.poll(() => told).toEqual([1]);
			expect(store.unihash('97', taskhash('0'))).toBeNull();
			expect(store.unihash('97', taskhash('1'))).toBe(hash('text'));
		} finally {
			await store.close();
		}
	});
});

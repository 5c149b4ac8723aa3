import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type IdRange, piecemeal } from '../../../server/src/hashserv/store/piecemeal';
import { openSqliteStore } from '../../../server/src/hashserv/store/sqlite';
import type { Awaitable, Store } from '../../../server/src/hashserv/store/store';
import { temporaryFolder } from '../../support/hashserv';

describe('pieces', () => {
	async function ranges(lastId: number): Promise<IdRange[]> {
		const seen: IdRange[] = [];
		await piecemeal(lastId, async (range) => seen.push(range), 10);
		return seen;
	}

	it('cover every id once', async () => {
		expect(await ranges(0)).toEqual([[0, 10]]);
		expect(await ranges(10)).toEqual([[0, 10]]);
		expect(await ranges(21)).toEqual([
			[0, 10],
			[10, 20],
			[20, 30],
		]);
	});

	it('stop when told, with what was done', async () => {
		const answers = [3, 4, null, 5];
		expect(await piecemeal(40, async () => answers.shift() ?? null, 10)).toBe(7);
		expect(await piecemeal(40, async () => null, 10)).toBeNull();
	});
});

describe('a change of much of a big table', () => {
	/** A store with 35,000 rows in both tables, the odd ones with the method `m`, the even ones with `n`. */
	async function bigStore(): Promise<Store> {
		const path = join(temporaryFolder(), 'hashserv.db');
		await openSqliteStore(path).close();
		const database = new DatabaseSync(path);
		database.exec(`BEGIN;
			CREATE TEMP TABLE numbers AS WITH RECURSIVE n(value) AS (
				SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < 35000) SELECT value FROM n;
			INSERT INTO unihashes_v3 (method, taskhash, unihash, gc_mark)
				SELECT iif(value % 2, 'm', 'n'), value, value, '' FROM numbers;
			INSERT INTO outhashes_v2 (method, taskhash, outhash, created, PN)
				SELECT method, taskhash, taskhash, '2020-01-01T00:00:00.000000+00:00', 'zlib' FROM unihashes_v3;
			COMMIT`);
		database.close();
		const store = openSqliteStore(path);
		onTestFinished(() => store.close());
		return store;
	}

	/** What a change resolves with, when look-ups were answered while it went on. */
	async function withLookUps<T>(store: Store, change: Awaitable<T>): Promise<T> {
		let isDone = false;
		const changed = Promise.resolve(change).then((result) => {
			isDone = true;
			return result;
		});
		let between = 0;
		while (!isDone) {
			expect(await store.unihash('m', '34999')).toBe('34999');
			await new Promise(setImmediate);
			between++;
		}
		expect(between).toBeGreaterThan(3);
		return changed;
	}

	it('lets look-ups through, and deletes all it should: a sweep and a clean-up', async () => {
		const store = await bigStore();
		expect(await store.gcMark('kept', new Map([['taskhash', '34999']]))).toBe(1);
		expect(await withLookUps(store, store.gcSweep('kept'))).toBe(34_999);
		expect(await store.gcStatus()).toMatchObject({ mark: null });
		expect(await store.cleanUnused(60)).toBe(34_999);
		expect(await store.usage()).toMatchObject({ unihashes_v3: 1, outhashes_v2: 1 });
		expect(await store.gcSweep('kept')).toBeNull();
	});

	it('lets look-ups through, and marks all it should', async () => {
		const store = await bigStore();
		expect(await withLookUps(store, store.gcMark('kept', new Map([['method', 'm']])))).toBe(17_500);
		expect(await store.gcStatus()).toEqual({ mark: 'kept', keep: 17_500, remove: 17_500 });
	});

	it('lets look-ups through, and removes all it should and nothing else', async () => {
		const store = await bigStore();
		expect(await withLookUps(store, store.remove(new Map([['method', 'n']])))).toBe(35_000);
		expect(await store.usage()).toMatchObject({ unihashes_v3: 17_500, outhashes_v2: 17_500 });
		// Of the table of unihashes nothing has a recipe, so nothing of it matches.
		expect(await store.remove(new Map([['PN', 'zlib']]))).toBe(17_500);
		expect(await store.usage()).toMatchObject({ unihashes_v3: 17_500, outhashes_v2: 0 });
		expect(await store.remove(new Map([['unihash', '34999']]))).toBe(1);
		expect(await store.unihash('m', '34999')).toBeNull();
		const one = new Map([
			['method', 'm'],
			['taskhash', '1'],
		]);
		expect(await store.remove(one)).toBe(1);
		expect(await store.usage()).toMatchObject({ unihashes_v3: 17_498 });
	});
});

import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { type IdRange, piecemeal } from '../../../server/src/hashserv/store/piecemeal';
import { openSqliteStore } from '../../../server/src/hashserv/store/sqlite';
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

it('a sweep and a clean-up of a big table let look-ups through, and delete all they should', async () => {
	const path = join(temporaryFolder(), 'hashserv.db');
	await openSqliteStore(path).close();
	const database = new DatabaseSync(path);
	database.exec(`BEGIN;
		CREATE TEMP TABLE numbers AS WITH RECURSIVE n(value) AS (
			SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < 35000) SELECT value FROM n;
		INSERT INTO unihashes_v3 (method, taskhash, unihash, gc_mark)
			SELECT 'm', value, value, '' FROM numbers;
		INSERT INTO outhashes_v2 (method, taskhash, outhash, created)
			SELECT 'm', taskhash, taskhash, '2020-01-01T00:00:00.000000+00:00' FROM unihashes_v3;
		COMMIT`);
	database.close();
	const store = openSqliteStore(path);
	expect(await store.gcMark('kept', new Map([['taskhash', '34999']]))).toBe(1);
	let isDone = false;
	const sweep = Promise.resolve(store.gcSweep('kept')).then((count) => {
		isDone = true;
		return count;
	});
	let between = 0;
	while (!isDone) {
		expect(await store.unihash('m', '34999')).toBe('34999');
		await new Promise(setImmediate);
		between++;
	}
	expect(between).toBeGreaterThan(3);
	expect(await sweep).toBe(34_999);
	expect(await store.gcStatus()).toMatchObject({ mark: null });
	expect(await store.cleanUnused(60)).toBe(34_999);
	expect(await store.usage()).toMatchObject({ unihashes_v3: 1, outhashes_v2: 1 });
	expect(await store.gcSweep('kept')).toBeNull();
	await store.close();
});

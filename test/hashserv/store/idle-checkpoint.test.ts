import { statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it, vi } from 'vitest';
import { IdleCheckpoint } from '../../../server/src/hashserv/store/idle-checkpoint';
import { openSqliteStore } from '../../../server/src/hashserv/store/sqlite';
import { reportOf, temporaryFolder } from '../../support/hashserv';

it('waits until nothing was committed for a while', () => {
	vi.useFakeTimers();
	try {
		let checkpoints = 0;
		const idle = new IdleCheckpoint(() => checkpoints++, 100);
		for (let commits = 0; commits < 5; commits++) {
			idle.postpone();
			vi.advanceTimersByTime(99);
		}
		expect(checkpoints).toBe(0);
		vi.advanceTimersByTime(1000);
		expect(checkpoints).toBe(1);
		idle.postpone();
		idle.stop();
		vi.advanceTimersByTime(1000);
		expect(checkpoints).toBe(1);
	} finally {
		vi.useRealTimers();
	}
});

it('brings the reports into the file itself while the server is idle', async () => {
	const path = join(temporaryFolder(), 'hashserv.db');
	const store = openSqliteStore(path);
	const before = statSync(path).size;
	await Promise.all(
		Array.from({ length: 200 }, (_, index) => store.report(reportOf(`${index}`, `${index}`))),
	);
	expect(statSync(path).size).toBe(before);
	await expect.poll(() => statSync(path).size).toBeGreaterThan(before);
	await store.close();
	expect(new DatabaseSync(path).prepare('PRAGMA quick_check').get()).toEqual({ quick_check: 'ok' });
});

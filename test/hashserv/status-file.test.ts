import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { keepRecord, type ServerRecord } from '../../server/src/hashserv/status-file';
import { temporaryFolder } from '../support/hashserv';

it('a status file that cannot be written harms nobody, and is there again when it can', async () => {
	vi.useFakeTimers();
	onTestFinished(() => {
		vi.useRealTimers();
	});
	const folder = join(temporaryFolder(), 'servers');
	const path = join(folder, 'a.json');
	mkdirSync(folder);
	const stats = {
		unihashes: 1,
		outhashes: 0,
		clients: 0,
		requests: 0,
		lookups: 0,
		hits: 0,
		reports: 0,
	};
	const first = {
		pid: process.pid,
		address: '127.0.0.1:8686',
		database: '/db',
		startedAt: 1,
		stats,
	};
	const metrics = { stats: { ...stats, requests: 7 }, times: [], clients: [] };
	const record = keepRecord(path, first, () => Promise.resolve(metrics));

	rmSync(folder, { recursive: true });
	// A rejection that nobody handles would end the server, and fails this test.
	await vi.advanceTimersByTimeAsync(2_000);
	mkdirSync(folder);
	await vi.advanceTimersByTimeAsync(1_000);
	expect((JSON.parse(readFileSync(path, 'utf8')) as ServerRecord).stats.requests).toBe(7);
	rmSync(folder, { recursive: true });
	record.dispose();
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { processStart } from '../../server/src/hashserv/process-start';
import {
	keepRecord,
	readRecord,
	readRecordCertainly,
	type ServerRecord,
	writeRecord,
} from '../../server/src/hashserv/status-file';
import type { ServerMetrics } from '../../server/src/shared/dashboard';
import { temporaryFolder } from '../support/hashserv';

const STATS = {
	unihashes: 1,
	outhashes: 0,
	clients: 0,
	requests: 0,
	lookups: 0,
	hits: 0,
	reports: 0,
};

it('a status file that cannot be written harms nobody, and is there again when it can', async () => {
	vi.useFakeTimers();
	onTestFinished(() => {
		vi.useRealTimers();
	});
	const folder = join(temporaryFolder(), 'servers');
	const path = join(folder, 'a.json');
	mkdirSync(folder);
	const first = {
		pid: process.pid,
		address: '127.0.0.1:8686',
		database: '/db',
		startedAt: 1,
		stats: STATS,
	};
	const metrics = { stats: { ...STATS, requests: 7 }, times: [], clients: [] };
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

it('a status file stays away when figures come after its server has ended', async () => {
	vi.useFakeTimers();
	onTestFinished(() => {
		vi.useRealTimers();
	});
	const path = join(temporaryFolder(), 'c.json');
	const first = { pid: process.pid, address: 'h:1', database: '/db', startedAt: 1, stats: STATS };
	let tell: (metrics: ServerMetrics) => void = () => {};
	const figures = () =>
		new Promise<ServerMetrics>((resolve) => {
			tell = resolve;
		});
	const record = keepRecord(path, first, figures);
	await vi.advanceTimersByTimeAsync(1_000);
	record.dispose();
	tell({ stats: STATS, times: [], clients: [] });
	await vi.advanceTimersByTimeAsync(1_000);
	expect(existsSync(path)).toBe(false);
});

it('a status file is believed while the very process runs that wrote it', async () => {
	const path = join(temporaryFolder(), 'b.json');
	const child = spawn(process.execPath, ['-e', 'process.stdin.resume()', path]);
	onTestFinished(() => {
		child.kill('SIGKILL');
	});
	await once(child, 'spawn');
	const pid = child.pid!;
	const record = { pid, address: 'h:1', database: '/db', startedAt: 1, stats: STATS };
	const start = processStart(pid)!;
	for (const read of [readRecord, readRecordCertainly]) {
		writeRecord(path, { ...record, processStart: start });
		await expect.poll(() => read(path)?.pid).toBe(pid);
	}
	writeRecord(path, { ...record, processStart: `${start}0` });
	expect(readRecordCertainly(path)).toBeUndefined();
	writeRecord(path, { ...record, processStart: start });
	child.kill('SIGKILL');
	await once(child, 'exit');
	expect(readRecord(path)).toBeUndefined();
});

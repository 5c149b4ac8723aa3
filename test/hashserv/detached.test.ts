import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createHashServerHost, type HashServerHost } from '../../server/src/hashserv/host';
import type { ServerRecord } from '../../server/src/hashserv/status-file';
import type { ServerState } from '../../server/src/shared/state';
import { bundleProduct, temporaryFolder } from '../support/bundles';
import { quietAddress } from '../support/hashserv';
import { isOpenIn, lockDatabase } from '../support/lockedDatabase';

let dist: string;
beforeAll(async () => {
	dist = await bundleProduct({
		hashequiv: 'server/src/cli.ts',
		'hashserv-worker': 'server/src/hashserv/worker.ts',
	});
});

const pids: number[] = [];
afterEach(() => {
	for (const pid of pids.splice(0)) {
		try {
			process.kill(pid, 'SIGKILL');
		} catch {
			// It has ended, as it should.
		}
	}
});

/** A window: its own host, with the folder of status files that all windows share. */
function openWindow(folder: string, stopTimeout?: number): HashServerHost {
	return createHashServerHost({
		workerPath: join(dist, 'hashserv-worker.js'),
		detached: {
			cliPath: join(dist, 'hashequiv.js'),
			folder,
			...(stopTimeout !== undefined && { stopTimeout }),
		},
		log: () => {},
	});
}

function running(state: ServerState): Extract<ServerState, { kind: 'running' }> {
	if (state.kind !== 'running') throw new Error(JSON.stringify(state));
	return state;
}

function when(host: HashServerHost, kind: ServerState['kind']): Promise<void> {
	return new Promise((resolve) => {
		if (host.state.kind === kind) resolve();
		host.onDidChange((state) => {
			if (state.kind === kind) resolve();
		});
	});
}

/** The process of the only server in the folder. */
function pidIn(folder: string): number {
	const [name = ''] = readdirSync(folder).filter((file) => file.endsWith('.json'));
	const record = JSON.parse(readFileSync(join(folder, name), 'utf8')) as ServerRecord;
	const { pid, processStart } = record;
	expect(processStart).toMatch(/\d/);
	pids.push(pid);
	return pid;
}

describe('a server that runs on its own', () => {
	it('outlives its window; another finds it, shows it and stops it', async () => {
		const folder = join(temporaryFolder(), 'servers');
		const database = join(temporaryFolder(), 'sstate/hashserv.db');
		const first = openWindow(folder);
		const { address, isDetached } = running(
			await first.start({ address: '127.0.0.1:0', database, detached: true }),
		);
		pidIn(folder);
		expect(isDetached).toBe(true);
		await first.dispose();

		const second = openWindow(folder);
		expect(running(await second.discover(address))).toMatchObject({
			address,
			database,
			isDetached: true,
		});
		expect((await second.stop()).kind).toBe('stopped');
		expect(readdirSync(folder)).toEqual([]);
		expect(existsSync(`${database}-wal`)).toBe(false);
		expect((await openWindow(folder).discover(address)).kind).toBe('stopped');
	});

	it('is shown, not fought, by a window that wants to start its own there', async () => {
		const folder = join(temporaryFolder(), 'servers');
		const database = join(temporaryFolder(), 'hashserv.db');
		const first = openWindow(folder);
		const { address } = running(
			await first.start({ address: '127.0.0.1:0', database, detached: true }),
		);
		pidIn(folder);
		const second = openWindow(folder);
		expect(running(await second.start({ address, database })).isDetached).toBe(true);
		const gone = when(first, 'stopped');
		await second.stop();
		await gone;
	});

	it('is one for two windows that start it at once', async () => {
		const folder = join(temporaryFolder(), 'servers');
		const database = join(temporaryFolder(), 'hashserv.db');
		const address = await quietAddress();
		const windows = [openWindow(folder), openWindow(folder)];
		const states = await Promise.all(
			windows.map((host) => host.start({ address, database, detached: true })),
		);
		pidIn(folder);
		for (const state of states) expect(['running', 'attached']).toContain(state.kind);
		await Promise.all(windows.map((host) => host.stop()));
	});

	it('is forgotten when it is killed', async () => {
		const folder = join(temporaryFolder(), 'servers');
		const host = openWindow(folder);
		const database = join(temporaryFolder(), 'hashserv.db');
		const { address } = running(
			await host.start({ address: '127.0.0.1:0', database, detached: true }),
		);
		const gone = when(host, 'stopped');
		process.kill(pidIn(folder), 'SIGKILL');
		await gone;
		expect((await openWindow(folder).discover(address)).kind).toBe('stopped');
		expect(readdirSync(folder)).toEqual([]);
	});

	it('is killed when it does not stop in time', async () => {
		const folder = join(temporaryFolder(), 'servers');
		const database = join(temporaryFolder(), 'hashserv.db');
		const host = openWindow(folder, 200);
		running(await host.start({ address: '127.0.0.1:0', database, detached: true }));
		const pid = pidIn(folder);
		process.kill(pid, 'SIGSTOP');
		expect(await host.stop()).toEqual({ kind: 'stopped' });
		expect(processesOn(folder)).toEqual([]);
		expect(readdirSync(folder)).toEqual([]);
	});

	it('says why it could not start', async () => {
		const host = openWindow(join(temporaryFolder(), 'servers'));
		const database = join(temporaryFolder({ 'hashserv.db': 'no database' }), 'hashserv.db');
		const state = await host.start({ address: '127.0.0.1:0', database, detached: true });
		expect(state).toMatchObject({
			kind: 'failed',
			message: expect.stringContaining('hashserv.db'),
		});
	});

	it('leaves no process and no file when its start is cancelled', async () => {
		const folder = join(temporaryFolder(), 'servers');
		const database = join(temporaryFolder(), 'hashserv.db');
		lockDatabase(database);
		const host = openWindow(folder);
		const cancel = new AbortController();
		const options = { address: '127.0.0.1:0', database, detached: true };
		const started = host.start(options, cancel.signal);
		// It waits for the lock, and hears no SIGTERM meanwhile.
		await expect.poll(() => processesOn(folder).some((pid) => isOpenIn(pid, database))).toBe(true);
		cancel.abort();
		expect(await started).toEqual({ kind: 'stopped' });
		expect(processesOn(folder)).toEqual([]);
		expect(readdirSync(folder)).toEqual([]);
	});

	it('is not mistaken for a process that has its number now', async () => {
		const folder = join(temporaryFolder(), 'servers');
		const path = join(folder, 'server.json');
		// The path is on its command line, too, as an editor's that shows the file.
		const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', path]);
		const ended = new Promise((resolve) => other.once('exit', (_, signal) => resolve(signal)));
		const stats = { unihashes: 0, outhashes: 0, clients: 0, requests: 0, lookups: 0, hits: 0 };
		const record = {
			pid: other.pid,
			address: '127.0.0.1:8686',
			database: '/db',
			startedAt: 1,
			stats: { ...stats, reports: 0 },
		};
		mkdirSync(folder);
		const host = openWindow(folder);
		// A record as the server wrote it, which is believed, and then the server's end.
		writeFileSync(path, JSON.stringify(record));
		expect((await host.discover(record.address)).kind).toBe('running');
		writeFileSync(path, JSON.stringify({ ...record, processStart: '1' }));
		expect(await host.stop()).toEqual({ kind: 'stopped' });
		expect(readdirSync(folder)).toEqual([]);
		expect(other.exitCode ?? other.signalCode).toBeNull();
		other.kill('SIGINT');
		expect(await ended).toBe('SIGINT');

		// Nor is it shown.
		writeFileSync(path, JSON.stringify({ ...record, pid: process.pid, processStart: '1' }));
		expect((await openWindow(folder).discover(record.address)).kind).toBe('stopped');
	});
});

/** Processes with a file of the folder on their command line. */
function processesOn(folder: string): number[] {
	const isOne = (pid: number): boolean => {
		try {
			return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(folder);
		} catch {
			return false;
		}
	};
	return readdirSync('/proc').map(Number).filter(isOne);
}

/** Disks that are full or may not be written. They need a mount of their own, which only root may make. */
import { execFileSync } from 'node:child_process';
import { statfsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openSqliteStore } from '../../../server/src/hashserv/store/sqlite';
import { hash, METHOD, reportOf, temporaryFolder } from '../../support/hashserv';
import { bundleServe } from '../../support/hashservBundle';
import { startServe } from './process';

function mount(folder: string, options: string): boolean {
	try {
		execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], { stdio: 'ignore' });
		return true;
	} catch {
		return false;
	}
}

const mayMount = (() => {
	if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
	try {
		execFileSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'], {
			stdio: 'ignore',
		});
		return true;
	} catch {
		return false;
	}
})();

function disk(options: string): string {
	const folder = temporaryFolder();
	expect(mount(folder, options)).toBe(true);
	onTestFinished(() => {
		execFileSync('umount', ['--lazy', folder]);
	});
	return folder;
}

describe.skipIf(!mayMount)('a disk', () => {
	let script: string;
	beforeAll(async () => {
		script = await bundleServe();
	});

	it('that is full fails reports, not look-ups, and loses nothing that was answered', async () => {
		const folder = disk('size=3m');
		const server = await startServe(script, folder);
		let failure: string | null = null;
		let stored = 0;
		for (; failure === null && stored < 5_000; stored++) {
			// A failed request ends its connection.
			const client = await server.client();
			const siginfo = 'x'.repeat(20_000);
			const report = { ...reportOf(`${stored}`, `${stored}`), outhash_siginfo: siginfo };
			failure = await client.request('report', report).then(() => null, String);
			client.close();
		}
		stored--;
		expect(failure).toMatch(/closed the connection/);
		expect(server.errors()).toMatch(/^ERROR: .*(the disk is full|failed)/m);
		expect(stored).toBeGreaterThan(10);
		expect(statfsSync(folder).bavail).toBeLessThan(20);
		const reader = await server.client();
		await reader.request('get-stream', null);
		for (let task = 0; task < stored; task++) {
			expect(await reader.line(`${METHOD} ${hash(`task ${task}`)}`)).toBe(hash(`task ${task}`));
		}
		// What is in the log cannot be moved, and stays there.
		expect(await server.end('SIGTERM')).toBe(0);
		// More room, and everything goes on.
		execFileSync('mount', ['-o', 'remount,size=64m', folder]);
		const again = openSqliteStore(join(folder, 'hashserv.db'));
		for (let task = 0; task < stored; task++) {
			expect(await again.unihash(METHOD, hash(`task ${task}`))).toBe(hash(`task ${task}`));
		}
		expect(await again.report(reportOf('new', 'new'))).toBe(hash('task new'));
		await again.close();
	});

	it('that may not be written is refused with its reason', async () => {
		const folder = disk('size=3m');
		const store = openSqliteStore(join(folder, 'hashserv.db'));
		await store.report(reportOf('a', 'x'));
		await store.close();
		execFileSync('mount', ['-o', 'remount,ro', folder]);
		await expect(startServe(script, folder)).rejects.toMatchObject({
			code: 1,
			message: expect.stringMatching(/hashserv\.db: it cannot be written/),
		});
	});
});

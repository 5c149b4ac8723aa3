/** A shared cache, from the editor's request to the process that serves it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CancellationTokenSource } from 'vscode-languageserver/node';
import type { ShareParams, SharingState } from '../../../server/src/shared/sharing';
import { bundleProduct } from '../../support/bundles';
import { quietAddress } from '../../support/hashserv';
import { isOpenIn, lockDatabase } from '../../support/lockedDatabase';
import { Editor } from './languageServer';
import { workspace } from './support';

const OBJECT = 'ab/cd/sstate:zlib::1.3:r0::12:ab_package.tar.zst';

let script: string;
beforeAll(async () => {
	const dist = await bundleProduct({
		server: 'server/src/main.ts',
		'hashserv-worker': 'server/src/hashserv/worker.ts',
		hashequiv: 'server/src/cli.ts',
	});
	script = join(dist, 'server.js');
});

let editor: Editor;
let hasEnded: boolean;
beforeEach(() => {
	editor = new Editor(script);
	hasEnded = false;
});
const end = async (): Promise<void> => {
	hasEnded = true;
	expect(await editor.stop()).toBe(0);
};
afterEach(async () => {
	if (!hasEnded) await end();
});

const CONF =
	'BB_HASHSERVE = "auto"\nDL_DIR = "${TOPDIR}/downloads"\nPERSISTENT_DIR = "${TOPDIR}"\n';

function build(conf = CONF): string {
	const folder = workspace(conf, {
		[`build/sstate-cache/${OBJECT}`]: 'object',
		'build/downloads/a.tar.gz': 'archive',
	});
	return join(folder, 'build');
}

function ofAll(directory: string): ShareParams {
	return {
		buildUri: pathToFileURL(directory).href,
		host: '127.0.0.1',
		sstate: true,
		downloads: true,
		hashServer: true,
	};
}

function share(directory: string, change: Partial<ShareParams> = {}): Promise<SharingState> {
	const params = { ...ofAll(directory), ...change };
	return editor.request<SharingState>('hashequiv/startSharing', params);
}

function running(state: SharingState | undefined) {
	if (state?.kind !== 'running') throw new Error(JSON.stringify(state));
	return state;
}

describe('the shared cache of a window', () => {
	it('is served, shown with its figures, and stopped', async () => {
		const directory = build();
		await editor.start(join(directory, '..'));
		const { info } = running(await share(directory));
		expect(info).toMatchObject({ buildDirectory: directory, isLocal: true });
		expect(info.block).toContain(`SSTATE_MIRRORS:prepend = "file://.* ${info.sstate}/PATH;`);
		expect(info.block).toContain(`BB_HASHSERVE_UPSTREAM = "${info.hashServer}"`);
		expect(await (await fetch(`${info.sstate}/${OBJECT}`)).text()).toBe('object');
		await fetch(`${info.sstate}/${OBJECT.replace('zlib', 'none')}`, { method: 'HEAD' });
		await editor.until(() => running(editor.status?.sharing).figures.requests === 2);
		expect(running(editor.status?.sharing).figures).toMatchObject({
			found: 1,
			missed: 1,
			bytes: 6,
		});

		// Sharing again replaces what was shared.
		const second = running(await share(directory, { downloads: false, hashServer: false }));
		expect(second.info.downloads).toBeUndefined();
		expect(second.info.hashServer).toBeUndefined();

		await editor.request('hashequiv/stopSharing', {});
		await editor.until(() => editor.status?.sharing === undefined);
		await expect(fetch(second.info.sstate!)).rejects.toThrow();
	});

	it('ends with the window', async () => {
		const directory = build();
		await editor.start(join(directory, '..'));
		const { info } = running(await share(directory));
		await end();
		await expect(fetch(info.sstate!)).rejects.toThrow();
	});

	it('is shown as failed when its process ends, and can be shared again', async () => {
		const directory = build();
		await editor.start(join(directory, '..'));
		await share(directory);
		process.kill(processOf(directory), 'SIGKILL');
		await editor.until(() => editor.status?.sharing?.kind === 'failed');
		const message = 'its process ended (SIGKILL)';
		expect(editor.status?.sharing).toEqual({ kind: 'failed', message });
		running(await share(directory));
	});

	it('is not started where it cannot or must not', async () => {
		const directory = build();
		await editor.start(join(directory, '..'), { trusted: false });
		expect(await share(directory)).toMatchObject({
			kind: 'failed',
			message: expect.stringContaining('trusted'),
		});
		expect(editor.status?.sharing).toBeUndefined();
	});

	it('is not shared, and nothing of it is left, when that is cancelled', async () => {
		const directory = build();
		// Its hash server waits for somebody else's lock.
		const database = join(directory, 'hashserv.db');
		const lock = lockDatabase(database);
		await editor.start(join(directory, '..'));
		const cancel = new CancellationTokenSource();
		const shared = editor.connection.sendRequest(
			'hashequiv/startSharing',
			ofAll(directory),
			cancel.token,
		);
		await expect
			.poll(() => processesOf(directory).some((pid) => isOpenIn(pid, database)))
			.toBe(true);
		cancel.cancel();
		expect(await shared).toBeNull();
		expect(editor.status?.sharing).toBeUndefined();
		expect(processesOf(directory)).toEqual([]);
		lock.release();
		expect(running(await share(directory)).info.hashServer).toBeDefined();
	});

	it('says why it cannot be shared', async () => {
		const directory = build();
		await editor.start(join(directory, '..'));
		expect(await share(join(directory, 'nowhere'))).toMatchObject({
			kind: 'failed',
			message: expect.stringContaining('no build directory'),
		});
		const without = build('BB_HASHSERVE = "auto"\n');
		expect(await share(without)).toEqual({
			kind: 'failed',
			message: 'DL_DIR of the build cannot be told: name it with --dl-dir, or leave it out',
		});
		expect(await share(without, { downloads: false })).toMatchObject({ kind: 'running' });
		// An address of documentation, which no machine has.
		const failed = await share(directory, { host: '192.0.2.1' });
		expect(failed).toMatchObject({
			kind: 'failed',
			message: expect.stringContaining('EADDRNOTAVAIL'),
		});
		expect(editor.status?.sharing).toEqual(failed);
	});

	it('takes the database of the window’s own server when clients cannot reach that', async () => {
		const address = await quietAddress();
		const directory = build(CONF.replace('auto', address));
		await editor.start(join(directory, '..'));
		await editor.request('hashequiv/startServer', { address });
		const here = running(await share(directory));
		expect(here.info.hashServer).toBe(address);
		const { info } = running(await share(directory, { host: '0.0.0.0' }));
		expect(info.hashServer).toBeDefined();
		expect(info.hashServer).not.toBe(address);
		expect(info.notes.join()).toContain('sstate-cache/hashserv.db');
	});
});

/** The process that shares a build's cache. */
function processOf(directory: string): number {
	const [pid] = processesOf(directory);
	if (pid === undefined) throw new Error(`nothing shares ${directory}`);
	return pid;
}

function processesOf(directory: string): number[] {
	const isOne = (pid: number): boolean => {
		try {
			const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
			return words.includes('share') && words.includes(directory);
		} catch {
			// It has ended meanwhile.
			return false;
		}
	};
	return readdirSync('/proc').map(Number).filter(isOne);
}

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { GET_TASK_HASHES, READ_RAN, type TaskHashes } from '../../../server/src/shared/ran';
import { METHOD, quietAddress, startTestServer } from '../../support/hashserv';
import { useEditors, workspace } from './support';

const getEditor = useEditors();
const LOG = 'build/tmp/log/cooker/qemuarm/20260101000000.log';
const HASH = 'a'.repeat(64);
const OBJECT = `build/sstate/aa/aa/sstate:zlib:arm:1.3:r0:arm:12:${HASH}_package.tar.zst`;

/** A workspace with a build that ran one task, and the parameters to ask about it. */
function builtWorkspace(server: string) {
	const local = `TMPDIR = "\${TOPDIR}/tmp"\nSSTATE_DIR = "\${TOPDIR}/sstate"\nBB_HASHSERVE = "${server}"\n`;
	const folder = workspace(local, {
		[LOG]: 'NOTE: Running task 1 of 1 (/l/zlib_1.3.bb:do_package)\n',
		[OBJECT]: '',
	});
	return {
		folder,
		log: pathToFileURL(join(folder, LOG)).href,
		question: (...hashes: readonly string[]) => ({
			log: pathToFileURL(join(folder, LOG)).href,
			buildUri: pathToFileURL(join(folder, 'build')).href,
			recipe: 'zlib',
			tasks: hashes.map((missedHash) => ({ name: 'do_package', missedHash })),
			progressToken: 'one',
		}),
	};
}

/** An editor that has found the build. */
async function opened(folder: string, options = {}) {
	const editor = getEditor();
	await editor.start(folder, options);
	await editor.until(() => editor.status?.builds.length === 1);
	return editor;
}

describe('what a build ran', () => {
	it('is read from its log, and each hash looked up where the build does', async () => {
		const server = await startTestServer();
		const client = await server.client();
		const reported = { method: METHOD, taskhash: HASH, unihash: HASH, outhash: 'b'.repeat(64) };
		await client.request('report', reported);
		const { folder, log, question } = builtWorkspace(server.address);
		const editor = await opened(folder);
		const ask = <R>(method: string, params: object) =>
			editor.connection.sendRequest<R>(method, params);

		const progressToken = 'one';
		expect(await ask(READ_RAN.method, { log, progressToken })).toMatchObject({
			isFinished: false,
			recipes: [{ name: 'zlib', tasks: [{ name: 'do_package', line: 1, isShared: true }] }],
		});
		const other = 'c'.repeat(64);
		expect(await ask(GET_TASK_HASHES.method, question(HASH, other))).toMatchObject({
			server: server.address,
			startedAt: Date.UTC(2026, 0, 1),
			tasks: [
				{
					unihash: HASH,
					known: { kind: 'known', unihash: HASH, firstReportedAt: expect.any(Number) },
					object: { path: join(folder, OBJECT) },
				},
				{ unihash: other, known: { kind: 'unknown' }, object: null },
			],
		});
	});

	it('is told without the server where that cannot or must not be asked', async () => {
		const { folder, question } = builtWorkspace(await quietAddress());
		const editor = await opened(folder, { trusted: false });
		const { tasks } = await editor.connection.sendRequest<TaskHashes>(
			GET_TASK_HASHES.method,
			question(HASH),
		);
		expect(tasks).toEqual([
			expect.objectContaining({
				known: { kind: 'failed', message: expect.stringContaining('not trusted') },
				object: expect.objectContaining({}),
			}),
		]);
	});

	it('names no server that ends with the build', async () => {
		const { folder, question } = builtWorkspace('auto');
		const editor = await opened(folder);
		expect(
			await editor.connection.sendRequest(GET_TASK_HASHES.method, question(HASH)),
		).toMatchObject({ server: null, tasks: [{ known: { kind: 'notAsked' } }] });
	});

	it('says what it cannot read', async () => {
		const { folder, log, question } = builtWorkspace('auto');
		const editor = await opened(folder);
		const gone = log.replace('2026', '2027');
		const reason = /^The log .*2027.*\.log cannot be read: ENOENT/;
		const { connection } = editor;
		await expect(
			connection.sendRequest(READ_RAN.method, { log: gone, progressToken: 'one' }),
		).rejects.toThrow(reason);
		await expect(
			connection.sendRequest(GET_TASK_HASHES.method, { ...question(HASH), log: gone }),
		).rejects.toThrow(reason);
		const buildUri = pathToFileURL('/nowhere').href;
		await expect(
			connection.sendRequest(GET_TASK_HASHES.method, { ...question(HASH), buildUri }),
		).rejects.toThrow('/nowhere is no build directory of this window any more.');
	});
});

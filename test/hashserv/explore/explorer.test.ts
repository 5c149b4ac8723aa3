import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createExplorer, type Explorer } from '../../../server/src/hashserv/explore/explorer';
import { createDatabaseReader } from '../../../server/src/hashserv/explore/reader';
import { createRemotes } from '../../../server/src/hashserv/explore/remotes';
import { createHashServerHost } from '../../../server/src/hashserv/host';
import type { ServerState } from '../../../server/src/shared/state';
import {
	hash,
	METHOD,
	reportOf,
	startTestServer,
	type TestServer,
	temporaryFolder,
} from '../../support/hashserv';
import { bundleReader, bundleWorker } from '../../support/hashservBundle';

let readerPath: string;
beforeAll(async () => {
	readerPath = await bundleReader();
});

function explorerOf(state: () => ServerState): Explorer {
	const reader = createDatabaseReader(readerPath);
	const remotes = createRemotes();
	onTestFinished(async () => {
		remotes.close();
		await reader.close();
	});
	return createExplorer({ state, reader, remotes });
}

function stateOf({ address, database }: TestServer): ServerState {
	return { kind: 'running', address, database, startedAt: 0, stats: null };
}

/** A server that has heard of two equal tasks and of one that is not. */
async function filledServer(options = {}): Promise<TestServer> {
	const server = await startTestServer(options);
	const client = await server.client();
	for (const report of [
		reportOf('first', 'same'),
		reportOf('second', 'same'),
		{ ...reportOf('third', 'other'), PN: 'perl' },
	]) {
		await client.request('report', report);
	}
	return server;
}

const CLASS = { method: METHOD, unihash: hash('task first') };

describe('exploring the server of this window', () => {
	it('finds, shows and compares what builds have reported', async () => {
		const server = await filledServer();
		const explorer = explorerOf(() => stateOf(server));
		const { classes } = await explorer.search({ text: 'busybox', field: 'anything' });
		expect(classes).toEqual([
			{
				...CLASS,
				PN: 'busybox',
				PV: '1.36.1',
				task: 'do_compile',
				taskhashes: { number: 2, isExact: true },
			},
		]);
		const { rows } = await explorer.page(CLASS);
		expect(rows.map(({ taskhash }) => taskhash)).toEqual([hash('task first'), hash('task second')]);
		const { method } = CLASS;
		const [first] = rows;
		expect(
			await explorer.output({ method, taskhash: first!.taskhash, outhash: first!.outhash! }),
		).toEqual({ text: 'listing of same' });
	});

	it('removes one task or a whole class through the server, and nothing else', async () => {
		const server = await filledServer();
		const explorer = explorerOf(() => stateOf(server));
		const second = { ...CLASS, taskhash: hash('task second') };
		expect(await explorer.count(second)).toEqual({ taskhashes: 1, rows: 2 });
		expect(await explorer.remove(second)).toEqual({ rows: 2 });
		const client = await server.client();
		const find = (task: string) =>
			client.request('get', { method: METHOD, taskhash: hash(`task ${task}`) });
		expect(await find('second')).toBeNull();
		expect(await explorer.count(CLASS)).toEqual({ taskhashes: 1, rows: 2 });
		expect(await explorer.remove(CLASS)).toEqual({ rows: 2 });
		expect(await find('first')).toBeNull();
		expect(await find('third')).toMatchObject({ unihash: hash('task third') });
	});

	it('does not remove what the server does not allow, and tells its words', async () => {
		const server = await filledServer({ anonymous: new Set(['@read', '@report']) });
		const explorer = explorerOf(() => stateOf(server));
		await expect(explorer.remove(CLASS)).rejects.toThrow(/@db-admin/);
		expect(await explorer.count(CLASS)).toEqual({ taskhashes: 2, rows: 4 });
	});

	it('says so when no server runs, and when the database cannot be read', async () => {
		const all = { text: '', field: 'anything' } as const;
		await expect(explorerOf(() => ({ kind: 'stopped' })).search(all)).rejects.toThrow(
			'No hash server is running',
		);
		const gone: ServerState = {
			kind: 'running',
			address: '127.0.0.1:1',
			database: join(temporaryFolder(), 'absent.db'),
			startedAt: 0,
			stats: null,
		};
		await expect(explorerOf(() => gone).search(all)).rejects.toThrow('absent.db');
	});

	it('lets go of the database when the server stops', async () => {
		const database = join(temporaryFolder(), 'hashserv.db');
		const reader = createDatabaseReader(readerPath);
		const host = createHashServerHost({
			workerPath: await bundleWorker(),
			log: () => {},
			beforeStop: reader.close,
		});
		onTestFinished(() => host.dispose());
		await host.start({ address: '127.0.0.1:0', database });
		expect((await reader.ask(database, 'search', { text: '', field: 'anything' })).classes).toEqual(
			[],
		);
		await host.stop();
		expect(readdirSync(dirname(database))).toEqual(['hashserv.db']);
	});
});

describe('exploring a server that is known by the protocol alone', () => {
	const elsewhere = (): ServerState => ({ kind: 'stopped' });

	it('finds whole hashes, and says that it can do no more', async () => {
		const { address } = await filledServer();
		const explorer = explorerOf(elsewhere);
		const search = (text: string) => explorer.search({ address, text, field: 'anything' });
		for (const wanted of [hash('task second'), hash('output same')]) {
			const { classes, isExactOnly } = await search(wanted);
			expect(isExactOnly).toBe(true);
			expect(classes).toMatchObject([{ ...CLASS, PN: 'busybox' }]);
			const page = await explorer.page({ ...classes[0]!, address });
			expect(page.isWhole).toBe(false);
			expect(page.rows).toMatchObject([
				{ taskhash: classes[0]!.taskhash, outhash: hash('output same') },
			]);
		}
		for (const unknown of ['busybox', hash('nothing'), hash('task second').slice(0, 20)]) {
			expect((await search(unknown)).classes).toEqual([]);
		}
		const output = { method: METHOD, taskhash: hash('task first'), outhash: hash('output same') };
		expect(await explorer.output({ ...output, address })).toEqual({ text: 'listing of same' });
	});

	it('removes a task, if it may', async () => {
		const { address } = await filledServer();
		const explorer = explorerOf(elsewhere);
		const second = { ...CLASS, address, taskhash: hash('task second') };
		expect(await explorer.count(second)).toEqual({ taskhashes: null, rows: null });
		expect(await explorer.remove(second)).toEqual({ rows: 2 });
		await expect(explorer.remove({ ...CLASS, address })).rejects.toThrow('cannot list a class');
	});
});

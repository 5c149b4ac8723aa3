/**
 * What every client may rely on, over every transport and with every store.
 * A new transport or store joins by one line in a table.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HashClient } from '../../server/src/hashserv/client';
import { openSqliteStore } from '../../server/src/hashserv/store/sqlite';
import type { Store } from '../../server/src/hashserv/store/store';
import {
	HANDSHAKE,
	hash,
	METHOD,
	reportOf,
	startTestServer,
	temporaryFolder,
} from '../support/hashserv';

const TRANSPORTS: readonly (readonly [string, () => string])[] = [
	['tcp', () => '127.0.0.1:0'],
	['unix', () => `unix://${join(temporaryFolder(), 'hash.sock')}`],
	['unix, long path', () => `unix://${longFolder()}/hash.sock`],
	['websocket', () => 'ws://127.0.0.1:0'],
];

/** Longer than any kernel takes in a socket's address. */
function longFolder(): string {
	const folder = join(temporaryFolder(), 'a'.repeat(60), 'b'.repeat(60), 'c'.repeat(60));
	mkdirSync(folder, { recursive: true });
	return folder;
}

const STORES: readonly (readonly [string, () => Store])[] = [
	['sqlite', () => openSqliteStore(join(temporaryFolder(), 'hashserv.db'))],
];

const combinations = TRANSPORTS.flatMap(([transport, address]) =>
	STORES.map(([name, open]) => ({ name: `${transport} × ${name}`, address, open })),
);

/** A taskhash that nobody reported. */
const UNKNOWN = hash('nobody reported this');

describe.each(combinations)('$name', ({ address, open }) => {
	const start = (options: { readOnly?: boolean; anyUnihash?: boolean } = {}) =>
		startTestServer({ address: address(), store: open(), ...options });

	async function connected(options: Parameters<typeof start>[0] = {}): Promise<HashClient> {
		return (await start(options)).client();
	}

	const report = (client: HashClient, task: string, output: string) =>
		client.request('report', reportOf(task, output)) as Promise<{ unihash: string }>;
	const unihashOf = async (client: HashClient, task: string) =>
		client.request('get', { method: METHOD, taskhash: hash(`task ${task}`) });

	it('answers a ping', async () => {
		expect(await (await connected()).request('ping', {})).toEqual({ alive: true });
	});

	it('answers null to a get of an unknown hash, and goes on', async () => {
		const client = await connected();
		expect(await client.request('get', { method: METHOD, taskhash: UNKNOWN })).toBeNull();
		const all = { method: METHOD, taskhash: UNKNOWN, all: true };
		expect(await client.request('get', all)).toBeNull();
		expect(await client.request('ping', {})).toEqual({ alive: true });
	});

	it('stores a report and tells it to others', async () => {
		const server = await start();
		const [one, other] = [await server.client(), await server.client()];
		const stored = {
			method: METHOD,
			taskhash: hash('task a'),
			unihash: hash('task a'),
		};
		expect(await report(one, 'a', 'x')).toEqual(stored);
		expect(await unihashOf(other, 'a')).toEqual(stored);
		const { taskhash } = stored;
		const row = await other.request('get', { method: METHOD, taskhash, all: true });
		expect(Object.keys(row as object)).toEqual([
			'id',
			'method',
			'taskhash',
			'outhash',
			'created',
			'owner',
			'PN',
			'PV',
			'PR',
			'task',
			'outhash_siginfo',
			'unihash',
			'gc_mark',
		]);
		expect(row).toMatchObject({ ...reportOf('a', 'x'), gc_mark: '' });
		expect(row).toHaveProperty(
			'created',
			expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00$/),
		);
	});

	it('gives a second task with the same output the first one’s unihash', async () => {
		const client = await connected();
		await report(client, 'a', 'x');
		expect(await report(client, 'b', 'x')).toMatchObject({ unihash: hash('task a') });
		expect(await unihashOf(client, 'b')).toMatchObject({ unihash: hash('task a') });
		// The oldest row decides, also for a third.
		expect(await report(client, 'c', 'x')).toMatchObject({ unihash: hash('task a') });
	});

	it('does not mix methods', async () => {
		const client = await connected();
		await report(client, 'a', 'x');
		const other = { ...reportOf('b', 'x'), method: 'other' };
		expect(await client.request('report', other)).toMatchObject({ unihash: hash('task b') });
	});

	it('keeps the first unihash of a taskhash whatever is reported later', async () => {
		const client = await connected();
		await report(client, 'a', 'x');
		await report(client, 'b', 'y');
		// Task a is not reproducible: now it has the output of b.
		expect(await report(client, 'a', 'y')).toMatchObject({ unihash: hash('task a') });
		expect(await unihashOf(client, 'a')).toMatchObject({ unihash: hash('task a') });
	});

	it('ends with one unihash when many report one output at once', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.tuple(fc.nat(4), fc.nat(2)), { minLength: 2, maxLength: 12 }),
				async (tasks) => {
					const server = await start();
					const clients = await Promise.all(tasks.map(() => server.client()));
					const answers = await Promise.all(
						tasks.map(([task, output], index) =>
							(clients[index] as HashClient).request(
								'report',
								reportOf(`${output}-${task}`, `${output}`, hash(`builder ${index}`)),
							),
						),
					);
					const unihashes = new Map<number, Set<unknown>>();
					tasks.forEach(([, output], index) => {
						const found = unihashes.get(output) ?? new Set();
						unihashes.set(output, found.add((answers[index] as { unihash: string }).unihash));
					});
					for (const found of unihashes.values()) expect(found.size).toBe(1);
					// What was answered is what is stored.
					for (const [index, [task, output]] of tasks.entries()) {
						expect(await unihashOf(clients[0] as HashClient, `${output}-${task}`)).toEqual(
							answers[index],
						);
					}
					await server.close();
				},
			),
			{ numRuns: 15 },
		);
	});

	it('answers requests that are sent together in their order', async () => {
		const client = await connected();
		const answers = await Promise.all([
			unihashOf(client, 'a'),
			report(client, 'a', 'x'),
			report(client, 'b', 'x'),
			unihashOf(client, 'b'),
			client.request('remove', { where: { method: METHOD } }),
			unihashOf(client, 'b'),
			report(client, 'b', 'x'),
			client.request('get-stream', null),
			client.line(`${METHOD} ${hash('task b')}`),
			client.line('END'),
			client.request('ping', {}),
		]);
		expect(
			answers.map((answer) => (answer as { unihash?: string } | null)?.unihash ?? answer),
		).toEqual([
			null,
			hash('task a'),
			hash('task a'),
			hash('task a'),
			{ count: 4 },
			null,
			hash('task b'),
			'ok',
			hash('task b'),
			'ok',
			{ alive: true },
		]);
	});

	it('looks up in stream mode and comes back', async () => {
		const client = await connected();
		await report(client, 'a', 'x');
		expect(await client.request('get-stream', null)).toBe('ok');
		const lines = [hash('task a'), UNKNOWN, hash('task a')].map(
			(taskhash) => `${METHOD} ${taskhash}`,
		);
		expect(await Promise.all(lines.map((line) => client.line(line)))).toEqual([
			hash('task a'),
			'',
			hash('task a'),
		]);
		// Any white space separates and surrounds.
		expect(await client.line(`${METHOD}\t ${hash('task a')} \r`)).toBe(hash('task a'));
		expect(await client.line('END')).toBe('ok');
		expect(await client.request('exists-stream', null)).toBe('ok');
		expect(await client.line(hash('task a'))).toBe('true');
		expect(await client.line(UNKNOWN)).toBe('false');
		expect(await client.line('')).toBe('ok');
		expect(await client.request('ping', {})).toEqual({ alive: true });
	});

	it('answers ten thousand lines that are sent without waiting', async () => {
		const client = await connected();
		await Promise.all(
			Array.from({ length: 100 }, (_, task) => report(client, `${task}`, `${task}`)),
		);
		await client.request('get-stream', null);
		const asked = Array.from({ length: 10_000 }, (_, index) => hash(`task ${index % 120}`));
		const answers = await Promise.all(
			asked.map((taskhash) => client.line(`${METHOD} ${taskhash}`)),
		);
		expect(answers).toEqual(asked.map((taskhash, index) => (index % 120 < 100 ? taskhash : '')));
	});

	it('finds outhashes, with and without their unihash', async () => {
		const client = await connected();
		const asked = { method: METHOD, outhash: hash('output x'), taskhash: UNKNOWN };
		expect(await client.request('get-outhash', asked)).toBeNull();
		await report(client, 'a', 'x');
		await report(client, 'b', 'x');
		expect(await client.request('get-outhash', asked)).toMatchObject({ ...reportOf('a', 'x') });
		await client.request('remove', { where: { unihash: hash('task a') } });
		expect(await client.request('get-outhash', asked)).toBeNull();
		const bare = await client.request('get-outhash', { ...asked, with_unihash: false });
		expect(bare).toMatchObject({ taskhash: hash('task a'), outhash: hash('output x') });
		expect(bare).not.toHaveProperty('unihash');
	});

	it('stores a unihash for a taskhash without an output', async () => {
		const client = await connected();
		const equiv = { method: METHOD, taskhash: hash('task a'), unihash: hash('u1') };
		expect(await client.request('report-equiv', equiv)).toEqual(equiv);
		expect(await client.request('report-equiv', { ...equiv, unihash: hash('u2') })).toEqual(equiv);
		expect(await unihashOf(client, 'a')).toEqual(equiv);
	});

	it('removes by any column and by several', async () => {
		const client = await connected();
		const remove = (where: object) => client.request('remove', { where });
		await report(client, 'a', 'x');
		await report(client, 'b', 'y');
		expect(await remove({})).toEqual({ count: 0 });
		expect(await remove({ no_such_column: 'x' })).toEqual({ count: 0 });
		expect(await remove({ taskhash: null })).toEqual({ count: 0 });
		expect(await remove({ PN: 'nothing' })).toEqual({ count: 0 });
		expect(await remove({ method: 'other', taskhash: hash('task a') })).toEqual({ count: 0 });
		expect(await remove({ outhash: hash('output x') })).toEqual({ count: 1 });
		expect(await unihashOf(client, 'a')).not.toBeNull();
		expect(await remove({ method: METHOD, taskhash: hash('task b') })).toEqual({ count: 2 });
		expect(await unihashOf(client, 'b')).toBeNull();
	});

	it('cleans unused outhashes that are old enough, and only those', async () => {
		const client = await connected();
		const clean = (age: number) => client.request('clean-unused', { max_age_seconds: age });
		await report(client, 'used', 'x');
		await report(client, 'unused', 'y');
		await client.request('remove', { where: { unihash: hash('task unused') } });
		expect(await clean(3600)).toEqual({ count: 0 });
		expect(await clean(0)).toEqual({ count: 1 });
		const asked = { method: METHOD, taskhash: UNKNOWN, with_unihash: false };
		expect(await client.request('get-outhash', { ...asked, outhash: hash('output y') })).toBeNull();
		expect(
			await client.request('get-outhash', { ...asked, outhash: hash('output x') }),
		).not.toBeNull();
	});

	it('collects garbage: marks, inherits the mark, sweeps', async () => {
		const client = await connected();
		await report(client, 'kept', 'x');
		await report(client, 'dropped', 'y');
		expect(await client.request('gc-status', {})).toEqual({ keep: 2, remove: 0, mark: null });
		const where = { unihash: hash('task kept'), method: METHOD };
		expect(await client.request('gc-mark', { mark: 'M1', where })).toEqual({ count: 1 });
		await report(client, 'new', 'z');
		expect(await client.request('gc-status', {})).toEqual({ keep: 2, remove: 1, mark: 'M1' });
		expect(await client.request('gc-sweep', { mark: 'M1' })).toEqual({ count: 1 });
		expect(await unihashOf(client, 'dropped')).toBeNull();
		expect(await unihashOf(client, 'kept')).not.toBeNull();
		expect(await unihashOf(client, 'new')).not.toBeNull();
		expect(await client.request('gc-status', {})).toMatchObject({ mark: null });
	});

	it('marks in stream mode', async () => {
		const client = await connected();
		await report(client, 'a', 'x');
		await report(client, 'b', 'y');
		expect(await client.request('gc-mark-stream', null)).toBe('ok');
		const line = (unihash: string) =>
			client.line(JSON.stringify({ mark: 'M', where: { unihash } }));
		expect(await Promise.all([line(hash('task a')), line(UNKNOWN)])).toEqual([
			'{"count":1}',
			'{"count":0}',
		]);
		expect(await client.line('END')).toBe('ok');
		expect(await client.request('gc-status', {})).toEqual({ keep: 1, remove: 1, mark: 'M' });
	});

	it('refuses to sweep with a mark that is not current', async () => {
		const client = await connected();
		await report(client, 'a', 'x');
		await client.request('gc-mark', { mark: 'M1', where: {} });
		expect(await client.request('gc-sweep', { mark: 'M2' })).toHaveProperty('invoke-error');
		await client.closed;
	});

	it('tells usage and columns', async () => {
		const client = await connected();
		await report(client, 'a', 'x');
		expect(await client.request('get-db-usage', {})).toEqual({
			usage: {
				unihashes_v3: { rows: 1 },
				outhashes_v2: { rows: 1 },
				users: { rows: 0 },
				config: { rows: 0 },
			},
		});
		const { columns } = (await client.request('get-db-query-columns', {})) as { columns: string[] };
		expect([...columns].sort()).toEqual(
			'PN PR PV gc_mark method outhash outhash_siginfo owner task taskhash unihash'.split(' '),
		);
	});

	it('counts requests, and starts anew when asked', async () => {
		const client = await connected();
		const figures = async (command: string) =>
			((await client.request(command, null)) as { requests: { num: number; total_time: number } })
				.requests;
		await client.request('ping', {});
		await client.request('get-stream', null);
		await Promise.all([client.line('a b'), client.line('a c')]);
		await client.line('END');
		const stats = await figures('get-stats');
		expect(Object.keys(stats)).toEqual(['num', 'total_time', 'max_time', 'average', 'stdev']);
		expect(stats.num).toBe(3);
		expect(stats.total_time).toBeGreaterThan(0);
		expect((await figures('reset-stats')).num).toBe(4);
		// Only the reset itself has been answered since.
		expect((await figures('get-stats')).num).toBe(1);
	});

	it('carries messages longer than a chunk both ways', async () => {
		const client = await connected();
		const siginfo = `${'-rw-r--r-- 1 root  root  usr/lib/§ '.repeat(4_000)}€`;
		const long = { ...reportOf('a', 'x'), outhash_siginfo: siginfo };
		expect(await client.request('report', long)).toMatchObject({ unihash: hash('task a') });
		const asked = { method: METHOD, taskhash: hash('task a'), all: true };
		expect(await client.request('get', asked)).toHaveProperty('outhash_siginfo', siginfo);
	});

	it('sends no chunks to a client that announces 1.0', async () => {
		const server = await start();
		const client = await server.client({ version: '1.0' });
		const siginfo = 'x'.repeat(40_000);
		await client.request('report', { ...reportOf('a', 'x'), outhash_siginfo: siginfo });
		const asked = { method: METHOD, taskhash: hash('task a'), all: true };
		expect(await client.request('get', asked)).toHaveProperty('outhash_siginfo', siginfo);
		expect(await client.request('chunk-stream', null).catch(() => 'closed')).toBe('closed');
	});

	it('takes the first command of its table that the message names', async () => {
		const server = await start();
		const raw = await server.raw();
		raw.send('OEHASHEQUIV 1.1\n\n{"remove": {"where": {}}, "x": 1, "ping": {}}\nnull\n');
		expect(await raw.closed).toBe('{"alive":true}\n');
	});

	it('refuses a unihash that is not 64 hexadecimal digits', async () => {
		const server = await start();
		for (const unihash of [
			"${@os.system('true')}",
			'a'.repeat(63),
			'A'.repeat(64),
			`${'a'.repeat(64)}\n`,
			null,
			1,
		]) {
			for (const command of ['report', 'report-equiv']) {
				const client = await server.client();
				expect(await client.request(command, { ...reportOf('a', 'x'), unihash })).toEqual({
					'invoke-error': { message: 'Invalid unihash' },
				});
				await client.closed;
			}
		}
		expect(await unihashOf(await server.client(), 'a')).toBeNull();
	});

	it('takes any unihash where the switch says so', async () => {
		const client = await connected({ anyUnihash: true });
		const answer = await client.request('report', { ...reportOf('a', 'x'), unihash: 'f0ad' });
		expect(answer).toMatchObject({ unihash: 'f0ad' });
	});

	it('takes the END of a stream mode once more, as BitBake 2.8 says it', async () => {
		const client = await connected();
		await report(client, 'a', 'x');
		expect(await client.request('get-stream', null)).toBe('ok');
		expect(await client.line('END')).toBe('ok');
		expect(await client.line('END')).toBe('ok');
		expect(await client.request('exists-stream', null)).toBe('ok');
		expect(await client.line(hash('task a'))).toBe('true');
		expect(await client.line('END')).toBe('ok');
		// In its turn, behind what is still to be stored.
		const answers = [report(client, 'b', 'x'), client.line('END')];
		expect(await Promise.all(answers)).toEqual([
			expect.objectContaining({ unihash: hash('task a') }),
			'ok',
		]);
	});

	it('answers every wrong argument with an invoke-error and closes', async () => {
		const server = await start();
		const get = { method: METHOD, taskhash: 'x' };
		const wrong: [string, unknown][] = [
			['get', null],
			['get', []],
			['get', 'x'],
			['get', { method: METHOD }],
			['get', { ...get, taskhash: 1 }],
			['get', { ...get, all: 'yes' }],
			['get-outhash', { ...get, outhash: {} }],
			['get-outhash', { ...get, outhash: 'x', with_unihash: 1 }],
			['report', 7],
			['report', { ...reportOf('a', 'x'), method: null }],
			['report', { ...reportOf('a', 'x'), PN: 1 }],
			['report', { ...reportOf('a', 'x'), outhash_siginfo: ['x'] }],
			['report-equiv', { ...reportOf('a', 'x'), taskhash: undefined }],
			['remove', {}],
			['remove', { where: [] }],
			['remove', { where: { method: 1 } }],
			['clean-unused', { max_age_seconds: '1' }],
			['clean-unused', { max_age_seconds: -1 }],
			['gc-mark', { mark: 1, where: {} }],
			['gc-mark', { mark: 'm' }],
			['gc-sweep', {}],
			['gc-sweep', { mark: '' }],
		];
		for (const [command, argument] of wrong) {
			const client = await server.client();
			expect(
				await client.request(command, argument),
				`${command} ${JSON.stringify(argument)}`,
			).toEqual({
				'invoke-error': { message: expect.any(String) },
			});
			await client.closed;
		}
		const client = await server.client();
		expect(await client.request('get-db-usage', {})).toMatchObject({
			usage: { unihashes_v3: { rows: 0 }, outhashes_v2: { rows: 0 } },
		});
	});

	it('has a turn for everybody while some send very much at once', async () => {
		const questions = 10_000;
		const server = await start();
		const crowd = await Promise.all(Array.from({ length: 8 }, () => server.raw()));
		for (const client of crowd) {
			client.send(`${HANDSHAKE}{"get-stream": null}\n`);
			await client.until((text) => text === '"ok"\n');
		}
		const other = await server.client();

		const answered = () =>
			crowd.reduce((sum, client) => sum + client.text().split('\n').length - 2, 0);
		for (const client of crowd) client.send(`${METHOD} ${UNKNOWN}\n`.repeat(questions));
		await other.request('ping', {});
		expect(answered()).toBeLessThan((crowd.length * questions) / 2);

		const all = `"ok"\n${'\n'.repeat(questions)}`;
		for (const client of crowd)
			expect(await client.until((text) => text.length >= all.length)).toBe(all);
	});

	it('stores nothing when it is read-only, and answers reports with what it knows', async () => {
		const store = open();
		await store.report(reportOf('a', 'x'));
		await store.addUnihash(METHOD, hash('task c'), hash('task a'));
		const server = await startTestServer({ address: address(), store, readOnly: true });
		const client = await server.client();
		// By its taskhash, by its output, not at all.
		expect(await report(client, 'c', 'z')).toMatchObject({ unihash: hash('task a') });
		expect(await report(client, 'b', 'x')).toMatchObject({ unihash: hash('task a') });
		expect(await report(client, 'd', 'y')).toMatchObject({ unihash: hash('task d') });
		expect(await client.request('get-db-usage', {})).toMatchObject({
			usage: { unihashes_v3: { rows: 2 }, outhashes_v2: { rows: 1 } },
		});
		const writing = [
			'report-equiv',
			'reset-stats',
			'remove',
			'clean-unused',
			'gc-mark',
			'gc-mark-stream',
			'gc-sweep',
			'gc-status',
		];
		for (const command of writing) {
			const refused = await server.client();
			await expect(refused.request(command, {}), command).rejects.toThrow();
		}
	});

	it('does as a read-only server for clients that may not report', async () => {
		const server = await startTestServer({
			address: address(),
			store: open(),
			anonymous: new Set(['@read']),
		});
		const client = await server.client();
		expect(await report(client, 'a', 'x')).toMatchObject({ unihash: hash('task a') });
		expect(await unihashOf(client, 'a')).toBeNull();
		expect(await client.request('remove', { where: {} })).toHaveProperty('invoke-error');
	});
});

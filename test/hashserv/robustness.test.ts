/** What clients can do wrong: the offender is disconnected, the others notice nothing. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { StoreError } from '../../server/src/hashserv/errors';
import { openSqliteStore } from '../../server/src/hashserv/store/sqlite';
import type { Report, Store } from '../../server/src/hashserv/store/store';
import {
	HANDSHAKE,
	hash,
	METHOD,
	reportOf,
	startTestServer,
	temporaryFolder,
} from '../support/hashserv';

const line = (message: unknown): string => `${JSON.stringify(message)}\n`;

describe('offenders', () => {
	const limits = { line: 2_000, message: 5_000 };
	const offences: [string, string | Buffer, RegExp][] = [
		['another protocol', 'SSH-2.0-x\r\n\r\n', /not a hash equivalence client/],
		['an unknown version', 'OEHASHEQUIV 2.0\n\n', /unknown protocol version/],
		['a bad header', 'OEHASHEQUIV 1.1\nno colon\n\n', /not a header/],
		[
			'bad UTF-8',
			Buffer.concat([Buffer.from(HANDSHAKE), Buffer.from([0x22, 0xff, 0x22, 0x0a])]),
			/UTF-8/,
		],
		['bad JSON', `${HANDSHAKE}{"get": \n`, /not JSON/],
		['an empty line for a message', `${HANDSHAKE}\n`, /not JSON/],
		['an unknown command', HANDSHAKE + line({ 'drop-tables': {} }), /unknown command/],
		['no command', HANDSHAKE + line({}), /unknown command/],
		['an array', HANDSHAKE + line(['get']), /unknown command/],
		['a string', HANDSHAKE + line('get'), /unknown command/],
		['a number', HANDSHAKE + line(0), /unknown command/],
		['an inherited name', HANDSHAKE + line({ constructor: {} }), /unknown command/],
		['a line that is too long', `${HANDSHAKE}${'x'.repeat(3_000)}`, /longer than 2000 bytes/],
		[
			'a message that is too long',
			`${HANDSHAKE}{"chunk-stream": null}\n${`${'x'.repeat(1_999)}\n`.repeat(3)}`,
			/longer than 5000 characters/,
		],
		[
			'a chunked message that is no JSON',
			`${HANDSHAKE}{"chunk-stream": null}\n{"get"\n\n`,
			/not JSON/,
		],
		[
			'a bad line in get-stream',
			`${HANDSHAKE}${line({ 'get-stream': null })}one two three\n`,
			/not METHOD TASKHASH/,
		],
		[
			'one word in get-stream',
			`${HANDSHAKE}${line({ 'get-stream': null })}one\n`,
			/not METHOD TASKHASH/,
		],
	];
	for (const [name, input, logged] of offences) {
		for (const bytewise of [false, true]) {
			it(`${name}, ${bytewise ? 'byte by byte' : 'at once'}`, async () => {
				const server = await startTestServer({ limits });
				const other = await server.client();
				await other.request('ping', {});
				const offender = await server.raw();
				if (!bytewise) offender.send(input);
				else for (const byte of Buffer.from(input)) offender.socket.write(Uint8Array.of(byte));
				const answered = await offender.closed;
				// Nothing that a client could take for a hash.
				expect(answered).toMatch(/^("ok"\n)?$/);
				expect(server.logged.filter((entry) => entry.startsWith('warn'))).toEqual([
					expect.stringMatching(logged),
				]);
				expect(await other.request('ping', {})).toEqual({ alive: true });
			});
		}
	}

	it('a client that leaves in the middle of a line', async () => {
		const server = await startTestServer();
		for (const half of [
			'OEHASHEQUIV',
			`${HANDSHAKE}{"ping"`,
			`${HANDSHAKE}{"chunk-stream": null}\n{\n`,
		]) {
			const client = await server.raw();
			client.socket.end(half);
			await client.closed;
		}
		expect(server.logged.filter((entry) => entry.startsWith('warn'))).toEqual(
			Array(3).fill(expect.stringMatching(/in the middle/)),
		);
	});

	it('a client that says nothing', async () => {
		const server = await startTestServer({ handshakeTimeout: 300 });
		const polite = await server.client();
		await polite.request('ping', {});
		const silent = await server.raw();
		const slow = await server.raw();
		slow.send('OEHASHEQUIV 1.1\n');
		expect(await Promise.all([silent.closed, slow.closed])).toEqual(['', '']);
		expect(server.logged.filter((entry) => entry.includes('no handshake in time'))).toHaveLength(2);
		// One that has said its own may be silent, too.
		expect(await polite.request('ping', {})).toEqual({ alive: true });
	});

	it('a client that stops in the middle of a line or message', async () => {
		const server = await startTestServer({ lineTimeout: 80 });
		const polite = await server.client();
		await polite.request('ping', {});
		const stuck = await Promise.all(
			['{"ping"', '{"chunk-stream": null}\n', '{"chunk-stream": null}\n{"pi\nng'].map(
				async (half) => {
					const client = await server.raw();
					client.send(HANDSHAKE + half);
					return client;
				},
			),
		);
		expect(await Promise.all(stuck.map(({ closed }) => closed))).toEqual(['', '', '']);
		expect(server.logged.filter((entry) => /middle of a line/.test(entry))).toHaveLength(3);
		// One that is between two lines may take its time.
		expect(await polite.request('ping', {})).toEqual({ alive: true });
	});

	it('a client too many', async () => {
		const server = await startTestServer({ maxClients: 3 });
		const clients = await Promise.all([1, 2, 3].map(() => server.raw()));
		await expect.poll(() => server.stats.connections).toBe(3);
		const tooMany = await Promise.all([1, 2].map(() => server.raw()));
		await Promise.all(tooMany.map(({ closed }) => closed));
		expect(server.logged.filter((entry) => entry.includes('3 are connected'))).toHaveLength(1);
		clients[0]?.socket.destroy();
		await expect.poll(() => server.stats.connections).toBe(2);
		expect(await (await server.client()).request('ping', {})).toEqual({ alive: true });
	});

	it('a client that resets its connection', async () => {
		const server = await startTestServer();
		const client = await server.raw();
		client.send(HANDSHAKE + line({ 'get-stream': null }));
		await client.until((text) => text.includes('"ok"'));
		client.send('a b\n'.repeat(1_000));
		client.socket.resetAndDestroy();
		await expect.poll(() => server.stats.connections).toBe(0);
		expect(await (await server.client()).request('ping', {})).toEqual({ alive: true });
	});

	it('answers what was asked before the offence', async () => {
		const server = await startTestServer();
		const client = await server.raw();
		client.send(
			HANDSHAKE + line({ report: reportOf('a', 'x') }) + line({ ping: {} }) + line({ nonsense: 1 }),
		);
		const [first, second, ...rest] = (await client.closed).split('\n');
		expect(JSON.parse(first ?? '')).toMatchObject({ unihash: hash('task a') });
		expect([second, rest]).toEqual(['{"alive":true}', ['']]);
	});
});

describe('polite clients', () => {
	it('are answered when they have shut their side down', async () => {
		const server = await startTestServer();
		const client = await server.raw();
		// The answer cannot be there before the client's end is: the database is locked until then.
		const other = new DatabaseSync(server.database);
		other.exec('BEGIN IMMEDIATE');
		client.socket.end(HANDSHAKE + line({ report: reportOf('a', 'x') }) + line({ ping: {} }));
		await new Promise((resolve) => client.socket.once('finish', resolve));
		const bystander = await server.client();
		for (let turn = 0; turn < 10; turn++) await bystander.request('ping', {});
		expect(client.text()).toBe('');
		other.exec('COMMIT');
		other.close();
		const answers = (await client.closed).trimEnd().split('\n');
		expect(answers.map((text) => JSON.parse(text))).toEqual([
			{ taskhash: hash('task a'), method: METHOD, unihash: hash('task a') },
			{ alive: true },
		]);
	});

	it('get long answers in chunks from 1.1 on', async () => {
		const server = await startTestServer();
		const outhash_siginfo = 'x'.repeat(100_000);
		await (await server.client()).request('report', { ...reportOf('a', 'x'), outhash_siginfo });
		const get = line({ get: { method: METHOD, taskhash: hash('task a'), all: true } });
		for (const [version, longest] of [
			['1.0', 200_000],
			['1.1', 32 * 1024 - 1],
		] as const) {
			const client = await server.raw();
			client.send(`OEHASHEQUIV ${version}\n\n${get}null\n`);
			const lines = (await client.closed).split('\n');
			expect(lines[0]?.startsWith('{"chunk-stream"')).toBe(version === '1.1');
			for (const each of lines) expect(each.length).toBeLessThanOrEqual(longest);
		}
	});

	it('end a session with null', async () => {
		const server = await startTestServer();
		const client = await server.raw();
		client.send(`${HANDSHAKE}${line({ report: reportOf('a', 'x') })}null\n${line({ ping: {} })}`);
		expect(JSON.parse(await client.closed)).toMatchObject({ unihash: hash('task a') });
		expect(server.logged.filter((entry) => entry.startsWith('warn'))).toEqual([]);
	});

	it('get the server’s headers, which are none, when they need them', async () => {
		const server = await startTestServer();
		const client = await server.raw();
		client.send(`OEHASHEQUIV 1.1\nneeds-headers: true\n\n${line({ ping: {} })}`);
		expect(await client.until((text) => text.includes('alive'))).toBe('\n{"alive":true}\n');
	});
});

describe('a server that closes', () => {
	it.each(['127.0.0.1:0', 'ws://127.0.0.1:0'])(
		'does not wait for clients at %s that leave their side open',
		async (address) => {
			const server = await startTestServer({ address });
			const port = Number(/\d+$/.exec(server.address)?.[0]);
			const idle = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
			onTestFinished(() => void idle.destroy());
			idle.write(
				address.startsWith('ws')
					? 'GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n'
					: HANDSHAKE,
			);
			if (address.startsWith('ws')) await once(idle, 'data');
			await expect.poll(() => server.stats.connections).toBe(1);
			idle.resume();
			const start = performance.now();
			await server.close();
			// Waiting for those who do not end would take three seconds.
			expect(performance.now() - start).toBeLessThan(2_900);
		},
	);

	it('still hands over what was asked, however slowly it is read', async () => {
		const server = await startTestServer();
		const [other, slow] = [await server.client(), await server.raw()];
		await other.request('report', reportOf('a', 'x'));
		slow.send(HANDSHAKE + line({ 'get-stream': null }));
		await slow.until((text) => text.includes('"ok"'));
		slow.socket.pause();
		const lines = 20_000;
		slow.send(`${METHOD} ${hash('task a')}\n`.repeat(lines));
		await expect.poll(() => server.stats.requests).toBeGreaterThan(lines);
		const closed = server.close();
		setTimeout(() => slow.socket.resume(), 500);
		expect((await slow.closed).length).toBe('"ok"\n'.length + 65 * lines);
		await closed;
	});
});

describe('load', () => {
	it('serves beside a thousand silent connections', async () => {
		const server = await startTestServer();
		await Promise.all(Array.from({ length: 1_000 }, () => server.raw()));
		await expect.poll(() => server.stats.connections).toBe(1_000);
		const client = await server.client();
		expect(await client.request('report', reportOf('a', 'x'))).toMatchObject({
			unihash: hash('task a'),
		});
		await server.close();
		expect(server.stats.connections).toBe(0);
	});

	it('makes a client wait that does not take its answers', async () => {
		const server = await startTestServer();
		const [other, slow] = [await server.client(), await server.raw()];
		const siginfo = 'x'.repeat(500_000);
		await other.request('report', { ...reportOf('a', 'x'), outhash_siginfo: siginfo });
		const answersBefore = server.stats.requests;

		slow.socket.pause();
		const get = line({ get: { method: METHOD, taskhash: hash('task a'), all: true } });
		slow.send(HANDSHAKE + get.repeat(200));
		let pings = 0;
		const answeredSlow = () => server.stats.requests - answersBefore - pings;
		// The kernel takes some megabytes; then the server must stop by itself.
		for (let still = 0, last = -1; still < 50; pings++) {
			await other.request('ping', {});
			still = answeredSlow() === last ? still + 1 : 0;
			last = answeredSlow();
		}
		expect(answeredSlow()).toBeLessThan(100);

		slow.socket.resume();
		const answers = await slow.until(
			(text) => text.length > 200 * 500_000 && text.endsWith('\n\n'),
		);
		expect(answers.match(/"unihash"/g)).toHaveLength(200);
	});

	it('holds no more than so many requests of one client', async () => {
		const sqlite = openSqliteStore(join(temporaryFolder(), 'hashserv.db'));
		let held = 0;
		let most = 0;
		const report = async (row: Report): Promise<string> => {
			most = Math.max(most, ++held);
			await new Promise((resolve) => setImmediate(resolve));
			held--;
			return row.unihash;
		};
		const store = new Proxy<Store>(sqlite, {
			get: (_, name) => {
				const value: unknown = name === 'report' ? report : Reflect.get(sqlite, name, sqlite);
				return typeof value === 'function' ? value.bind(sqlite) : value;
			},
		});
		const server = await startTestServer({ store });
		const client = await server.client();
		const answers = Array.from({ length: 4_000 }, (_, index) =>
			client.request('report', reportOf(`${index}`, 'x')),
		);
		expect(await Promise.all(answers)).toHaveLength(4_000);
		expect(most).toBeGreaterThan(1);
		expect(most).toBeLessThanOrEqual(1_024);
	});

	it('stops reading from a client that does not take its answers', async () => {
		const server = await startTestServer();
		const [other, slow] = [await server.client(), await server.raw()];
		await other.request('report', reportOf('a', 'x'));
		slow.socket.pause();
		const lines = `${METHOD} ${hash('task a')}\n`.repeat(10_000);
		slow.send(HANDSHAKE + line({ 'get-stream': null }));
		for (let sent = 0; sent < 40; sent++) slow.send(lines);
		for (let still = 0, last = -1; still < 50; ) {
			await other.request('ping', {});
			still = slow.socket.writableLength === last ? still + 1 : 0;
			last = slow.socket.writableLength;
		}
		// Of 38 megabytes the kernel holds a part; the rest waits at the client.
		expect(slow.socket.writableLength).toBeGreaterThan(10_000_000);
	});

	it('says once that the database fails, not for every report', async () => {
		const store = openSqliteStore(join(temporaryFolder(), 'hashserv.db'));
		store.report = () => Promise.reject(new StoreError('full', 'the disk is full'));
		const server = await startTestServer({ store });
		for (let index = 0; index < 20; index++) {
			const client = await server.client();
			await expect(client.request('report', reportOf(`${index}`, 'x'))).rejects.toThrow();
		}
		const failures = server.logged.filter((entry) => entry.includes('the disk is full'));
		expect(failures.map((entry) => entry.split(':')[0])).toEqual([
			'error',
			...Array<string>(19).fill('debug'),
		]);
	});

	it('shares a commit among reports that one client sends together', async () => {
		const server = await startTestServer();
		const client = await server.client();
		const answers = await Promise.all(
			Array.from({ length: 2_000 }, (_, index) =>
				client.request('report', reportOf(`${index}`, `${index % 7}`)),
			),
		);
		expect(answers.map((answer) => (answer as { unihash: string }).unihash)).toEqual(
			answers.map((_, index) => hash(`task ${index % 7}`)),
		);
	});
});

describe('any order of messages', () => {
	const text = fc.oneof(
		fc.constantFrom('a', 'b', METHOD, hash('u'), ''),
		fc.string({ unit: 'binary', maxLength: 9 }),
	);
	const fields = fc.record(
		{
			method: text,
			taskhash: text,
			outhash: text,
			unihash: fc.oneof(fc.constantFrom(hash('u1'), hash('u2')), text),
			where: fc.dictionary(
				fc.constantFrom('method', 'taskhash', 'unihash', 'PN', 'created', 'x'),
				text,
			),
			mark: text,
			all: fc.boolean(),
			max_age_seconds: fc.oneof(fc.double(), fc.integer()),
			PN: fc.oneof(text, fc.constant(null)),
			username: text,
			token: text,
			permissions: fc.array(fc.constantFrom('@read', '@all', '@none', '@x'), { maxLength: 2 }),
		},
		{ requiredKeys: [] },
	);
	const command = fc.constantFrom(
		...['ping', 'get', 'get-outhash', 'get-stream', 'exists-stream', 'get-stats', 'get-db-usage'],
		...['get-db-query-columns', 'report', 'report-equiv', 'reset-stats', 'remove', 'gc-mark'],
		...['gc-mark-stream', 'gc-sweep', 'gc-status', 'clean-unused', 'chunk-stream', 'toString'],
		...['auth', 'refresh-token', 'set-user-perms', 'get-user', 'get-all-users', 'new-user'],
		...['delete-user', 'become-user', 'backfill-wait'],
	);
	const anyLine = fc.oneof(
		{
			weight: 6,
			arbitrary: fc
				.tuple(command, fields)
				.map(([name, argument]) => JSON.stringify({ [name]: argument })),
		},
		{
			weight: 2,
			arbitrary: fc.constantFrom(
				'END',
				'',
				'null',
				`${METHOD} a`,
				hash('u1'),
				'{"mark":"m","where":{}}',
			),
		},
		{ weight: 1, arbitrary: fc.json() },
		{ weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
	);

	it('harms nobody', async () => {
		const database = join(temporaryFolder(), 'hashserv.db');
		const server = await startTestServer({
			database,
			accountTimes: { failedLogin: 0, newToken: 0 },
		});
		const healthy = await server.client();
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.array(anyLine, { maxLength: 12 }), { maxLength: 4 }),
				async (clients) => {
					await Promise.all(
						clients.map(async (lines) => {
							const client = await server.raw();
							client.socket.end(HANDSHAKE + lines.map((each) => `${each}\n`).join(''));
							await client.closed;
						}),
					);
					expect(await healthy.request('ping', {})).toEqual({ alive: true });
				},
			),
			{ numRuns: 60 },
		);
		const unexpected = server.logged.filter((entry) => entry.startsWith('error'));
		expect(unexpected).toEqual([]);
	});
});

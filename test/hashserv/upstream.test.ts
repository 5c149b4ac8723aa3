/** A server that asks another one: real servers, with a proxy between them that is far, slow or dead. */
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Permission } from '../../server/src/hashserv/auth';
import type { HashClient } from '../../server/src/hashserv/client';
import type { UpstreamConfig } from '../../server/src/hashserv/server';
import { MissCache } from '../../server/src/hashserv/upstream/misses';
import {
	hash,
	METHOD,
	quietAddress,
	reportOf,
	startTestServer,
	type TestServer,
} from '../support/hashserv';
import { startProxy } from '../support/proxy';

/** A server whose upstream is at an address. */
function below(
	address: string,
	upstream: Partial<UpstreamConfig> = {},
	options: Parameters<typeof startTestServer>[0] = {},
): Promise<TestServer> {
	return startTestServer({ upstream: { address, timeout: 10_000, ...upstream }, ...options });
}

async function report(server: TestServer, task: string, output = task, unihash?: string) {
	const client = await server.client();
	return client.request('report', reportOf(task, output, unihash)) as Promise<{ unihash: string }>;
}

const taskOf = (task: string) => ({ method: METHOD, taskhash: hash(`task ${task}`) });
const outputOf = (output: string) => ({ method: METHOD, outhash: hash(`output ${output}`) });

/** Asks in stream mode, all at once. */
async function lookUp(server: TestServer, ...tasks: string[]): Promise<string[]> {
	const client = await server.client();
	expect(await client.request('get-stream', null)).toBe('ok');
	return Promise.all(tasks.map((task) => client.line(`${METHOD} ${hash(`task ${task}`)}`)));
}

const state = (server: TestServer) => server.upstream()?.state;
const isConnected = (server: TestServer) =>
	expect.poll(() => state(server), { interval: 5 }).toBe('connected');

/** Listens on loopback as something that is no server of ours; resolves with its address. */
async function pretend(answer: (socket: Socket) => void): Promise<string> {
	const sockets = new Set<Socket>();
	const server = createServer((socket) => {
		sockets.add(socket);
		socket.on('error', () => {});
		answer(socket);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	onTestFinished(() => {
		server.close();
		for (const socket of sockets) socket.destroy();
	});
	return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A server that knows everything and takes so many milliseconds for each look-up, one after the other. */
function slowServer(milliseconds: number): Promise<string> {
	return pretend((socket) => {
		let before = Promise.resolve();
		createInterface(socket).on('line', (line) => {
			if (line.includes('get-stream')) socket.write('"ok"\n');
			else if (line.startsWith('hashequiv-ring')) socket.write('\n');
			else if (line.startsWith(METHOD)) {
				before = before
					.then(() => delay(milliseconds))
					.then(() => void socket.write(`${hash('any')}\n`));
			}
		});
	});
}

/** What is in the store of a server, without asking its upstream. */
async function isStored(server: TestServer, task: string): Promise<boolean> {
	const beside = await startTestServer({ database: server.database });
	const client = await beside.client();
	return (await client.request('get', taskOf(task))) !== null;
}

describe.each([
	['TCP', (server: TestServer) => server.address],
	['WebSocket', (server: TestServer) => `ws://${server.address}/ws`],
])('an upstream over %s', (_, addressOf) => {
	it('answers what is not known here, and what it answers is stored', async () => {
		const above = await startTestServer();
		await report(above, 'a');
		const server = await below(addressOf(above));
		expect(await lookUp(server, 'a', 'unknown', 'a')).toEqual([hash('task a'), '', hash('task a')]);
		const client = await server.client();
		await client.request('backfill-wait', null);
		expect(await isStored(server, 'a')).toBe(true);
		expect(await client.request('get', taskOf('a'))).toEqual({
			...taskOf('a'),
			unihash: hash('task a'),
		});
		expect(server.upstream()).toMatchObject({ state: 'connected', lookups: 2, hits: 1 });
	});

	it('is asked by every command that looks up', async () => {
		const above = await startTestServer();
		for (const task of ['a', 'b', 'c', 'd', 'e']) await report(above, task);
		const server = await below(addressOf(above));
		const client = await server.client();
		expect(await client.request('get', taskOf('a'))).toHaveProperty('unihash', hash('task a'));
		expect(await client.request('get', { ...taskOf('b'), all: true })).toMatchObject({
			...reportOf('b', 'b'),
			created: expect.stringMatching(/^\d{4}-/),
		});
		const asked = { ...outputOf('c'), taskhash: hash('task x') };
		expect(await client.request('get-outhash', asked)).toMatchObject(reportOf('c', 'c'));
		const bare = { ...outputOf('d'), taskhash: hash('task x'), with_unihash: false };
		expect(await client.request('get-outhash', bare)).toMatchObject({
			taskhash: hash('task d'),
		});
		await client.request('exists-stream', null);
		expect(await client.line(hash('task e'))).toBe('true');
		expect(await client.line(hash('task f'))).toBe('false');
		for (const task of ['b', 'c', 'd']) expect(await isStored(server, task), task).toBe(true);
	});

	it('is asked for the output of a report, and never told', async () => {
		const above = await startTestServer();
		await report(above, 'a', 'x');
		const server = await below(addressOf(above));
		expect(await report(server, 'b', 'x')).toHaveProperty('unihash', hash('task a'));
		expect(await report(server, 'c', 'y')).toHaveProperty('unihash', hash('task c'));
		// Now it is known here.
		expect(await report(server, 'd', 'x')).toHaveProperty('unihash', hash('task a'));
		const there = await above.client();
		for (const task of ['b', 'c', 'd']) {
			expect(await there.request('get', taskOf(task))).toBeNull();
		}
	});
});

describe('an upstream', () => {
	it('answers null where neither knows, and the client goes on', async () => {
		const server = await below((await startTestServer()).address);
		const client = await server.client();
		expect(await client.request('get', taskOf('a'))).toBeNull();
		expect(await client.request('get', { ...taskOf('a'), all: true })).toBeNull();
		const asked = { ...outputOf('a'), taskhash: 'x' };
		expect(await client.request('get-outhash', asked)).toBeNull();
		expect(await client.request('ping', {})).toEqual({ alive: true });
	});

	it('is asked for a build’s look-ups in flight, not one after the other', async () => {
		const above = await startTestServer();
		const client = await above.client();
		const tasks = Array.from({ length: 1_859 }, (_, index) => `${index}`);
		await Promise.all(tasks.map((task) => client.request('report', reportOf(task, task))));
		// 25 ms each way.
		const proxy = await startProxy(above.address, 25);
		// Answers in time on a machine with other things to do, too.
		const server = await below(proxy.address, { timeout: 10_000 });
		await isConnected(server);
		const started = performance.now();
		const answers = await lookUp(server, ...tasks);
		const took = performance.now() - started;
		expect(answers).toEqual(tasks.map((task) => hash(`task ${task}`)));
		// One by one they would take 93 seconds.
		expect(took).toBeLessThan(20_000);
		await (await server.client()).request('backfill-wait', null);
		const rows = await (await server.client()).request('get-db-usage', {});
		expect(rows).toMatchObject({ usage: { unihashes_v3: { rows: 1_859 } } });
	});

	it('shares a few connections and questions among many clients', async () => {
		const above = await startTestServer();
		await report(above, 'a');
		const proxy = await startProxy(above.address, 10);
		const server = await below(proxy.address);
		const answers = await Promise.all(
			Array.from({ length: 40 }, () => lookUp(server, 'a', 'b', 'c')),
		);
		for (const answer of answers) expect(answer).toEqual([hash('task a'), '', '']);
		expect(proxy.connections()).toBe(1);
		expect(server.upstream()?.lookups).toBe(3);
	});

	it('is asked again for a miss after a while', async () => {
		const above = await startTestServer();
		const missLifetime = 1_000;
		const server = await below(above.address, { missLifetime });
		const asked = performance.now();
		expect(await lookUp(server, 'a')).toEqual(['']);
		await report(above, 'a');
		const again = await lookUp(server, 'a');
		// On a machine that stood still it may be known by now.
		if (performance.now() - asked < missLifetime) expect(again).toEqual(['']);
		await expect.poll(() => lookUp(server, 'a')).toEqual([hash('task a')]);
	});

	it('is logged in to', async () => {
		const above = await startTestServer({
			anonymous: new Set<Permission>(),
			admin: { username: 'mirror', password: 'secret' },
			accountTimes: { failedLogin: 0 },
		});
		const admin = await above.client();
		await admin.request('auth', { username: 'mirror', token: 'secret' });
		await admin.request('report', reportOf('a', 'x'));
		const credentials = { username: 'mirror', token: 'secret' };
		const server = await below(above.address, { credentials });
		expect(await lookUp(server, 'a')).toEqual([hash('task a')]);
		for (const upstream of [{}, { credentials: { ...credentials, token: 'wrong' } }]) {
			const refused = await below(above.address, upstream);
			expect(await lookUp(refused, 'a')).toEqual(['']);
			expect(refused.upstream()).toMatchObject({
				state: 'down',
				lastError: expect.stringMatching(/refuses: (Unable to authenticate|Anonymous user)/),
			});
		}
	});

	it('that gives no valid unihash is not believed', async () => {
		const above = await startTestServer({ anyUnihash: true });
		await report(above, 'a', 'x', '${@evil}');
		const server = await below(above.address);
		expect(await lookUp(server, 'a')).toEqual(['']);
		expect(await report(server, 'b', 'x')).toHaveProperty('unihash', hash('task b'));
		const client = await server.client();
		expect(await client.request('get', { ...taskOf('a'), all: true })).toBeNull();
		expect(server.logged).toContainEqual(expect.stringMatching(/^warn: .*\$\{@evil\}/));
		const trusting = await below(above.address, {}, { anyUnihash: true });
		expect(await lookUp(trusting, 'a')).toEqual(['${@evil}']);
	});

	it('is warned of once in a while, however much of what it says is invalid', async () => {
		const above = await startTestServer({ anyUnihash: true });
		for (const task of ['a', 'b', 'c']) await report(above, task, task, `no unihash of ${task}`);
		const server = await below(above.address);
		expect(await lookUp(server, 'a', 'b', 'c')).toEqual(['', '', '']);
		expect(server.logged.filter((entry) => entry.includes('invalid unihash'))).toHaveLength(1);
	});

	it.each([
		['of another task', { taskhash: hash('task b') }],
		['of another method', { method: 'another' }],
	])('that answers with a row %s is not believed', async (_, other) => {
		const row = { ...reportOf('a', 'a'), created: '2026-01-01T00:00:00.000000+00:00' };
		const answer = (changed: object) =>
			pretend((socket) => {
				createInterface(socket).on('line', (line) => {
					if (line.includes('get-stream')) socket.write('"ok"\n');
					else if (line.startsWith('{"get"')) {
						const isRing = line.includes('hashequiv-ring');
						socket.write(`${isRing ? 'null' : JSON.stringify({ ...row, ...changed })}\n`);
					} else if (line.startsWith('hashequiv-ring')) socket.write('\n');
				});
			});
		const asked = { ...taskOf('a'), all: true };
		const honest = await below(await answer({}));
		expect(await (await honest.client()).request('get', asked)).toMatchObject(row);
		const server = await below(await answer(other));
		expect(await (await server.client()).request('get', asked)).toBeNull();
		expect(server.logged).toContainEqual(expect.stringMatching(/its answer to get is none/));
	});

	it('is not asked with words that would break its lines', async () => {
		const above = await startTestServer();
		const server = await below(above.address);
		const client = await server.client();
		for (const method of ['a b', 'a\nEND', '', 'é', '\x00']) {
			expect(await client.request('get', { method, taskhash: 'x' })).toBeNull();
		}
		await client.request('exists-stream', null);
		expect(await client.line('a b')).toBe('false');
		expect(server.upstream()?.lookups).toBe(0);
		expect(above.logged.filter((entry) => entry.startsWith('warn'))).toEqual([]);
	});

	it('cannot be had by a read-only server, nor be the server itself', async () => {
		const address = await quietAddress();
		await expect(below(address, {}, { readOnly: true })).rejects.toThrow(/read-only/);
		await expect(below(address, {}, { address })).rejects.toThrow(/its own upstream/);
		await expect(below('nonsense', {})).rejects.toThrow(/no port/);
	});
});

describe('a bad upstream', () => {
	/** Less than any of the long ways takes: fifty timeouts, or one of those that are as long as usual. */
	const slow = 8_000;

	async function quick<T>(action: () => Promise<T>): Promise<T> {
		const started = performance.now();
		const result = await action();
		expect(performance.now() - started).toBeLessThan(slow);
		return result;
	}

	it('that is not there costs nothing', async () => {
		const server = await below(await quietAddress());
		expect(await quick(() => lookUp(server, 'a', 'b'))).toEqual(['', '']);
		expect(await quick(() => report(server, 'a'))).toHaveProperty('unihash', hash('task a'));
		expect(server.upstream()).toMatchObject({
			state: 'down',
			lastError: expect.stringContaining('ECONNREFUSED'),
		});
		expect(server.logged).toContainEqual(expect.stringMatching(/^warn: upstream .* is down/));
	});

	it('that never answers costs one timeout, not one per question', async () => {
		const server = await below(await pretend(() => {}), { timeout: 200 });
		const tasks = Array.from({ length: 50 }, (_, index) => `${index}`);
		expect(await quick(() => lookUp(server, ...tasks))).toEqual(tasks.map(() => ''));
		for (const task of tasks) expect(await quick(() => lookUp(server, task))).toEqual(['']);
	});

	it('that is slow is waited for while its answers come', async () => {
		const server = await below(await slowServer(400), { timeout: 2_000 });
		const tasks = Array.from({ length: 7 }, (_, index) => `${index}`);
		expect(await lookUp(server, ...tasks)).toEqual(tasks.map(() => hash('any')));
	});

	it('that is so slow that its answers come too late is given up', async () => {
		const server = await below(await slowServer(100), { timeout: 1_000 });
		const tasks = Array.from({ length: 100 }, (_, index) => `${index}`);
		const answers = await lookUp(server, ...tasks);
		expect(answers[0]).toBe(hash('any'));
		expect(answers.at(-1)).toBe('');
		expect(server.upstream()?.lastError).toMatch(/did not answer/);
	});

	it('is tried again ever more seldom', async () => {
		let tried = 0;
		await below(
			await pretend((socket) => {
				tried++;
				socket.destroy();
			}),
		);
		await delay(2_000);
		// Pauses of one length would make it nine.
		expect(tried).toBeGreaterThan(1);
		expect(tried).toBeLessThanOrEqual(4);
	});

	it('that falls silent is given up after a timeout, and used again when it speaks', async () => {
		const above = await startTestServer();
		for (const task of ['a', 'b', 'c']) await report(above, task);
		const proxy = await startProxy(above.address);
		const server = await below(proxy.address, { timeout: 200 });
		await expect.poll(() => lookUp(server, 'a')).toEqual([hash('task a')]);
		proxy.silence();
		expect(await quick(() => lookUp(server, 'b', 'a'))).toEqual(['', hash('task a')]);
		expect(state(server)).toBe('down');
		expect(server.upstream()?.lastError).toMatch(/did not answer/);
		// What was not answered is no miss to remember.
		await expect.poll(() => lookUp(server, 'b')).toEqual([hash('task b')]);
	});

	it('that falls silent is asked again for an output', async () => {
		const above = await startTestServer();
		for (const task of ['a', 'b', 'c']) await report(above, task);
		const proxy = await startProxy(above.address);
		const server = await below(proxy.address, { timeout: 200 });
		const client = await server.client();
		const ask = (output: string) =>
			client.request('get-outhash', { ...outputOf(output), taskhash: hash('task x') });
		await expect.poll(() => ask('a')).not.toBeNull();
		proxy.silence();
		expect(await ask('b')).toBeNull();
		await expect.poll(() => ask('c')).not.toBeNull();
		expect(await report(server, 'd', 'b')).toHaveProperty('unihash', hash('task b'));
	});

	it('that comes and goes is used whenever it is there', async () => {
		const above = await startTestServer();
		for (const task of ['a', 'b', 'c']) await report(above, task);
		const proxy = await startProxy(above.address);
		const server = await below(proxy.address);
		const client = await server.client();
		await client.request('get-stream', null);
		const ask = (task: string) => client.line(`${METHOD} ${hash(`task ${task}`)}`);
		for (const task of ['a', 'b', 'c']) {
			await expect.poll(() => ask(task)).toBe(hash(`task ${task}`));
			proxy.refuse(true);
			proxy.cut();
			expect(await quick(() => ask('unknown'))).toBe('');
			await expect.poll(() => state(server)).toBe('down');
			proxy.refuse(false);
		}
		await isConnected(server);
		const changes = server.logged.filter((entry) => /^(info|warn): upstream/.test(entry));
		expect(changes.filter((entry) => entry.includes('is connected'))).toHaveLength(4);
	});

	it('that talks nonsense is given up', async () => {
		const babbler = await pretend((socket) => {
			socket.on('data', () => socket.write('"ok"\nHTTP/1.1 400 Bad Request\n\n'));
		});
		const server = await below(babbler, { timeout: 200 });
		expect(await quick(() => lookUp(server, 'a', 'b', 'c'))).toEqual(['', '', '']);
		const client: HashClient = await server.client();
		expect(await client.request('get', { ...taskOf('a'), all: true })).toBeNull();
		expect(await quick(() => report(server, 'a'))).toHaveProperty('unihash', hash('task a'));
	});

	it('does not keep the server from closing', async () => {
		const above = await startTestServer();
		const proxy = await startProxy(above.address);
		const server = await below(proxy.address, { timeout: 20_000 });
		await isConnected(server);
		proxy.silence();
		const asked = lookUp(server, 'a').catch(() => 'closed');
		await expect.poll(() => server.upstream()?.lookups).toBe(1);
		await quick(() => server.close());
		expect(['closed', ['']]).toContainEqual(await asked);
	});
});

describe('the memory of misses', () => {
	it('holds the latest, and no more than it may', () => {
		fc.assert(
			fc.property(fc.array(fc.nat(20)), fc.integer({ min: 1, max: 10 }), (keys, capacity) => {
				const misses = new MissCache(60_000, capacity);
				for (const key of keys) misses.add(`${key}`);
				const latest = [...new Set(keys.toReversed())];
				for (const [age, key] of latest.entries()) {
					expect(misses.has(`${key}`)).toBe(age < capacity);
				}
			}),
		);
	});
});

/** Servers that are each other's upstream. A look-up that went round would end with the upstream's timeout, longer than a test. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { connectClient } from '../../server/src/hashserv/client';
import { parseAddress } from '../../server/src/hashserv/transport/address';
import {
	hash,
	METHOD,
	quietAddress,
	reportOf,
	startTestServer,
	type TestServer,
	temporaryFolder,
} from '../support/hashserv';

function below(upstream: string, address = '127.0.0.1:0'): Promise<TestServer> {
	return startTestServer({ address, upstream: { address: upstream, timeout: 60_000 } });
}

async function report(server: TestServer, task: string): Promise<unknown> {
	return (await server.client()).request('report', reportOf(task, task));
}

/** Every way to ask for what nobody knows. */
async function askInVain(server: { address: string }, name: string): Promise<void> {
	const client = async () => {
		const connected = await connectClient(parseAddress(server.address), { timeout: 30_000 });
		onTestFinished(() => connected.close());
		return connected;
	};
	const asking = await client();
	const task = { method: METHOD, taskhash: hash(name) };
	const output = { ...task, outhash: hash(name) };
	expect(await asking.request('get', { ...task, all: true })).toBeNull();
	expect(await asking.request('get-outhash', output)).toBeNull();
	expect(await asking.request('report', reportOf(name, name))).toHaveProperty('unihash');
	const [gets, exists] = await Promise.all([client(), client()]);
	await gets.request('get-stream', null);
	const lines = [`${name} 1`, `${name} 2`, `${name} 3`];
	expect(await Promise.all(lines.map((line) => gets.line(`${METHOD} ${hash(line)}`)))).toEqual([
		'',
		'',
		'',
	]);
	await exists.request('exists-stream', null);
	expect(await exists.line(hash(name))).toBe('false');
}

async function find(server: TestServer, task: string): Promise<string> {
	const client = await server.client();
	await client.request('get-stream', null);
	return client.line(`${METHOD} ${hash(`task ${task}`)}`);
}

const isRing = (server: TestServer) =>
	expect.poll(() => server.upstream()?.isRing, { interval: 5 });

const complaints = (server: TestServer) =>
	server.logged.filter((line) => /^warn: upstream .* the servers are a ring/.test(line));

describe('a ring of upstreams', () => {
	it('of two servers is noticed by both and is in nobody’s way', async () => {
		const address = await quietAddress();
		const b = await below(address);
		const a = await below(b.address, address);
		await isRing(a).toBe(true);
		await isRing(b).toBe(true);
		for (const server of [a, b]) {
			expect(complaints(server)).toHaveLength(1);
			await askInVain(server, server.address);
		}
		await report(a, 'in a');
		await report(b, 'in b');
		expect(await find(a, 'in b')).toBe(hash('task in b'));
		expect(await find(b, 'in a')).toBe(hash('task in a'));
		for (const server of [a, b]) expect(server.upstream()).toMatchObject({ state: 'connected' });

		await b.close();
		await isRing(a).toBeUndefined();
	});

	it.each([
		['another name', (address: string) => address.replace('127.0.0.1', 'localhost')],
		['another transport', (address: string) => `ws://${address}`],
	])('of a server alone, under %s', async (_, other) => {
		const address = await quietAddress();
		const server = await below(other(address), address);
		await isRing(server).toBe(true);
		await askInVain(server, 'x');
	});

	it('of many is broken, and servers that ask it from outside are served', async () => {
		const address = await quietAddress();
		const c = await below(address);
		const b = await below(c.address);
		const outside = await below(b.address);
		const a = await below(b.address, address);
		await isRing(a).toBe(true);
		for (const server of [a, b, c, outside]) await askInVain(server, server.address);
		await report(c, 'in c');
		expect(await find(outside, 'in c')).toBe(hash('task in c'));
		expect(outside.upstream()?.isRing).toBeUndefined();
		expect(complaints(outside)).toEqual([]);
	});

	it('is none where servers only stand above each other', async () => {
		const top = await startTestServer();
		const middle = await below(top.address);
		const bottom = await below(middle.address);
		await report(top, 'a');
		expect(await find(bottom, 'a')).toBe(hash('task a'));
		await askInVain(bottom, 'x');
		for (const server of [middle, bottom]) {
			expect(server.upstream()?.isRing).toBeUndefined();
			expect(complaints(server)).toEqual([]);
		}
		expect(bottom.upstream()).toMatchObject({ state: 'connected' });
	});
});

const bitbake = process.env.BITBAKE_DIR ?? '';

it.skipIf(bitbake === '')('a ring with BitBake’s own server in it is noticed, too', async () => {
	const address = await quietAddress();
	const [socket, database] = [join(temporaryFolder(), 'their.sock'), join(temporaryFolder(), 'db')];
	const server = await below(`unix://${socket}`, address);
	const theirs = spawn(join(bitbake, 'bin/bitbake-hashserv'), [
		...['--bind', `unix://${socket}`],
		...['--database', database],
		...['--upstream', address],
	]);
	onTestFinished(() => {
		theirs.kill('SIGKILL');
	});
	await expect.poll(() => server.upstream()?.isRing, { timeout: 10_000 }).toBe(true);
	await askInVain(server, 'ours');
	expect(server.upstream()).toMatchObject({ state: 'connected' });
});

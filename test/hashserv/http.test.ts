/** HTTP on the server's own port: the interface of BitBake 1.42, and the page for whoever watches. */
import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Permission } from '../../server/src/hashserv/auth';
import { openSqliteStore } from '../../server/src/hashserv/store/sqlite';
import {
	hash,
	METHOD,
	rawClient,
	reportOf,
	startTestServer,
	type TestServer,
	temporaryFolder,
} from '../support/hashserv';

const post = (server: TestServer, body: unknown, headers: Record<string, string> = {}) =>
	fetch(`http://${server.address}/v1/equivalent`, {
		method: 'POST',
		body: typeof body === 'string' ? body : JSON.stringify(body),
		headers,
	});

const get = (server: TestServer, query: string) =>
	fetch(`http://${server.address}/v1/equivalent${query}`);

const QUERY = `?method=${METHOD}&taskhash=${hash('task a')}`;
const ANSWER = { taskhash: hash('task a'), method: METHOD, unihash: hash('task a') };

describe('/v1/equivalent', () => {
	it('stores with POST and looks up with GET, beside the other protocol', async () => {
		const server = await startTestServer();
		const missing = await get(server, QUERY);
		expect([missing.status, await missing.json()]).toEqual([200, null]);
		const stored = await post(server, reportOf('a', 'x'));
		expect([stored.status, await stored.json()]).toEqual([200, ANSWER]);
		const found = await get(server, QUERY);
		expect([found.status, await found.json()]).toEqual([200, ANSWER]);
		const client = await server.client();
		const { unihash: _, ...asked } = ANSWER;
		expect(await client.request('get', asked)).toEqual(ANSWER);
		expect(server.stats).toMatchObject({ requests: 4, lookups: 3, hits: 2, reports: 1 });
	});

	it('finds the unihash of an equal output', async () => {
		const server = await startTestServer();
		await post(server, reportOf('a', 'x'));
		const answer = await (await post(server, reportOf('b', 'x'))).json();
		expect(answer).toEqual({
			taskhash: hash('task b'),
			method: METHOD,
			unihash: hash('task a'),
		});
	});

	it('takes a listing of many megabytes, sent bit by bit', async () => {
		const server = await startTestServer();
		const body = JSON.stringify({ ...reportOf('a', 'x'), outhash_siginfo: 'ü'.repeat(3_000_000) });
		expect(await (await post(server, body)).json()).toEqual(ANSWER);
	});

	it.each([
		['no JSON', '{"method":'],
		['a list', []],
		['nothing', ''],
		['no unihash', { ...reportOf('a', 'x'), unihash: undefined }],
		['a unihash that is none', { ...reportOf('a', 'x'), unihash: '${@1}' }],
		['a number for a name', { ...reportOf('a', 'x'), PN: 1 }],
	])('refuses %s with 400', async (_, body) => {
		const server = await startTestServer();
		const answer = await post(server, body);
		expect([answer.status, await answer.json()]).toEqual([400, { error: expect.any(String) }]);
	});

	it.each(['', '?method=x', '?taskhash=x'])('refuses the query "%s" with 400', async (query) => {
		expect((await get(await startTestServer(), query)).status).toBe(400);
	});

	it('refuses other methods and paths', async () => {
		const server = await startTestServer();
		const status = async (path: string, method: string) =>
			(await fetch(`http://${server.address}${path}`, { method })).status;
		expect(await status('/v1/equivalent', 'DELETE')).toBe(405);
		expect(await status('/healthz', 'POST')).toBe(405);
		expect(await status('/', 'GET')).toBe(404);
		expect(await status('/v1/equivalent/', 'GET')).toBe(404);
		expect(await status('//', 'GET')).toBe(404);
	});

	it('refuses a body that is too long, and goes on', async () => {
		const server = await startTestServer({ limits: { message: 1_000 } });
		const sent = post(server, 'x'.repeat(100_000)).then(
			({ status }) => status,
			// The connection is closed while the body is still being sent.
			() => 413,
		);
		expect(await sent).toBe(413);
		expect((await get(server, QUERY)).status).toBe(200);
	});

	it('gives clients the permissions of anybody', async () => {
		const closed = await startTestServer({ anonymous: new Set<Permission>() });
		expect((await get(closed, QUERY)).status).toBe(403);
		const reading = await startTestServer({ anonymous: new Set<Permission>(['@read']) });
		expect(await (await post(reading, reportOf('a', 'x'))).json()).toEqual(ANSWER);
		expect(await (await get(reading, QUERY)).json()).toBeNull();
	});

	it('does not serve pages in a browser', async () => {
		const server = await startTestServer();
		const answer = await post(server, reportOf('a', 'x'), { Origin: 'https://example.org' });
		expect(answer.status).toBe(403);
		expect(await (await get(server, QUERY)).json()).toBeNull();
	});
});

describe('/healthz', () => {
	it('says that the server is alive, to anybody', async () => {
		const server = await startTestServer({ anonymous: new Set<Permission>() });
		const answer = await fetch(`http://${server.address}/healthz`);
		expect([answer.status, await answer.json()]).toEqual([200, { alive: true }]);
		const head = await fetch(`http://${server.address}/healthz`, { method: 'HEAD' });
		expect([head.status, await head.text()]).toEqual([200, '']);
	});

	it('says so when the database does not answer', async () => {
		const store = openSqliteStore(`${temporaryFolder()}/hashserv.db`);
		const broken = { ...store, unihash: () => Promise.reject(new Error('gone')) };
		const server = await startTestServer({ store: broken });
		const answer = await fetch(`http://${server.address}/healthz`);
		expect([answer.status, await answer.json()]).toEqual([503, { alive: false, error: 'gone' }]);
	});
});

describe('HTTP clients', () => {
	const REQUEST = 'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n';

	it('may send byte by byte, and several requests on one connection', async () => {
		const server = await startTestServer();
		const client = await rawClient(server.address);
		for (const byte of Buffer.from(REQUEST.repeat(3))) client.socket.write(Uint8Array.of(byte));
		const text = await client.until((received) => received.split('{"alive":true}').length === 4);
		expect(text.match(/HTTP\/1\.1 200/g)).toHaveLength(3);
	});

	it('are closed when they are too slow', async () => {
		const server = await startTestServer({ handshakeTimeout: 50 });
		const clients = await Promise.all([1, 2, 3, 4].map(() => rawClient(server.address)));
		const [partly, header, body, idle] = clients;
		partly?.send('GE');
		header?.send('GET /healthz HTTP/1.1\r\n');
		body?.send('POST /v1/equivalent HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{');
		idle?.send(REQUEST);
		await Promise.all(clients.map(({ closed }) => closed));
		expect(await idle?.closed).toMatch(/200 OK/);
		await expect.poll(() => server.stats.connections).toBe(0);
	});

	it('that send nonsense are told so', async () => {
		const server = await startTestServer();
		const client = await rawClient(server.address);
		client.send('GET /\x00 nonsense\r\n\r\n');
		expect(await client.closed).toMatch(/^HTTP\/1\.1 400/);
	});

	it('do not keep the server from closing', async () => {
		const server = await startTestServer();
		const idle = await rawClient(server.address);
		idle.send(REQUEST);
		await idle.until((text) => text.includes('alive'));
		const half = await rawClient(server.address);
		half.send('GET /healthz');
		const silent = connect(Number(server.address.split(':')[1]), '127.0.0.1');
		onTestFinished(() => {
			silent.destroy();
		});
		await new Promise((resolve) => silent.once('connect', resolve));
		const started = performance.now();
		await server.close();
		// Each of them may stay for half a minute.
		expect(performance.now() - started).toBeLessThan(15_000);
		await Promise.all([idle.closed, half.closed]);
	});

	it('get the answer they wait for when the server closes', async () => {
		const store = openSqliteStore(`${temporaryFolder()}/hashserv.db`);
		let release: () => void = () => {};
		const held = new Promise<void>((resolve) => {
			release = resolve;
		});
		const slow = { ...store, unihash: async () => held.then(() => hash('u')) };
		const server = await startTestServer({ store: slow });
		const answer = get(server, QUERY).then((response) => response.json());
		const idle = await server.client();
		await idle.request('ping', {});
		const closing = server.close();
		await idle.closed;
		release();
		expect(await answer).toMatchObject({ unihash: hash('u') });
		await closing;
	});
});

/** What is particular to WebSocket; the contract itself is tested with the other transports. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import {
	HANDSHAKE,
	hash,
	METHOD,
	rawClient,
	reportOf,
	startTestServer,
	type TestServer,
} from '../support/hashserv';

const url = (server: TestServer, path = ''): string => `ws://${server.address}${path}`;

async function open(
	address: string,
	options: ConstructorParameters<typeof WebSocket>[2] = {},
): Promise<WebSocket> {
	const socket = new WebSocket(address, options);
	onTestFinished(() => socket.terminate());
	await new Promise((resolve, reject) => {
		socket.once('open', resolve).once('error', reject);
	});
	return socket;
}

const closed = (socket: WebSocket) =>
	new Promise<number>((resolve) => socket.once('close', resolve));

describe('WebSocket', () => {
	it('is spoken on the port of the other protocols, whatever the path', async () => {
		const server = await startTestServer();
		for (const path of ['', '/ws', '/any/where?x=1']) {
			const client = await rawClient(url(server, path));
			client.send(`${HANDSHAKE}{"ping": {}}\n`);
			expect(await client.until((text) => text !== '')).toBe('{"alive":true}\n');
		}
	});

	it('has one frame per line, and an empty one after the headers that were wanted', async () => {
		const server = await startTestServer();
		const socket = await open(url(server));
		const frames: string[] = [];
		socket.on('message', (data) => frames.push(String(data)));
		for (const frame of [
			'OEHASHEQUIV 1.1',
			'needs-headers: true',
			'',
			JSON.stringify({ report: reportOf('a', 'x') }),
			'{"get-stream": null}',
			`${METHOD} ${hash('task a')}`,
			'END',
			'null',
		]) {
			socket.send(frame);
		}
		expect(await closed(socket)).toBe(1005);
		expect([frames[0], ...frames.slice(2)]).toEqual(['', '"ok"', hash('task a'), 'ok']);
	});

	it('carries long messages whole', async () => {
		const server = await startTestServer();
		const client = await rawClient(url(server));
		const siginfo = 'x'.repeat(200_000);
		const report = { ...reportOf('a', 'x'), outhash_siginfo: siginfo };
		const get = { method: METHOD, taskhash: hash('task a'), all: true };
		client.send(`${HANDSHAKE}${JSON.stringify({ report })}\n${JSON.stringify({ get })}\n`);
		const text = await client.until((received) => received.split('\n').length === 3);
		expect(text.split('\n')[1]).toContain(siginfo);
	});

	it.each([
		['a binary frame', Buffer.from('OEHASHEQUIV 1.1'), /binary/],
		['a message that is too long', 'x'.repeat(2_000), /payload/i],
		['another protocol', 'hello', /not a hash equivalence client/],
	])('disconnects who sends %s, and only that client', async (_, message, logged) => {
		const server = await startTestServer({ limits: { message: 1_000 } });
		const other = await server.client();
		const socket = await open(url(server));
		socket.on('error', () => {});
		socket.send(message);
		await closed(socket);
		expect(server.logged).toContainEqual(expect.stringMatching(logged));
		expect(await other.request('ping', {})).toEqual({ alive: true });
	});

	it('disconnects who says nothing', async () => {
		const server = await startTestServer({ handshakeTimeout: 30 });
		const socket = await open(url(server));
		await closed(socket);
		expect(server.logged).toContainEqual(expect.stringMatching(/no handshake in time/));
	});

	it('is not for pages in a browser', async () => {
		const server = await startTestServer();
		const page = open(url(server), { origin: 'https://example.org' });
		await expect(page).rejects.toThrow(/403/);
	});

	it('makes a client wait that does not take its answers', async () => {
		const server = await startTestServer();
		const other = await server.client();
		await other.request('report', { ...reportOf('a', 'x'), outhash_siginfo: 'x'.repeat(200_000) });
		const socket = await open(url(server));
		for (const line of HANDSHAKE.split('\n').slice(0, 3)) socket.send(line);
		const before = server.stats.requests;
		let received = 0;
		socket.on('message', () => received++);
		socket.pause();
		const get = { method: METHOD, taskhash: hash('task a'), all: true };
		for (let sent = 0; sent < 300; sent++) socket.send(JSON.stringify({ get }));
		let pings = 0;
		const answered = () => server.stats.requests - before - pings;
		for (let still = 0, last = -1; still < 30; pings++) {
			await other.request('ping', {});
			still = answered() === last ? still + 1 : 0;
			last = answered();
		}
		expect(answered()).toBeLessThan(150);
		socket.resume();
		await expect.poll(() => received).toBe(300);
	});

	it('is the address of a server that is bound to it', async () => {
		const server = await startTestServer({ address: 'ws://127.0.0.1:0' });
		expect(server.address).toMatch(/^ws:\/\/127\.0\.0\.1:\d+$/);
		const lines = await rawClient(server.address.slice('ws://'.length));
		lines.send(`${HANDSHAKE}{"ping": {}}\n`);
		expect(await lines.until((text) => text !== '')).toBe('{"alive":true}\n');
	});

	it('answers what was asked before the server closes', async () => {
		const server = await startTestServer();
		const client = await rawClient(url(server));
		client.send(`${HANDSHAKE}{"ping": {}}\n`);
		await client.until((text) => text !== '');
		await server.close();
		expect(await client.closed).toBe('{"alive":true}\n');
	});
});

/** Whether a hash equivalence server answers, against real sockets. */
import { createServer as createHttpServer } from 'node:http';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { reach } from '../../server/src/hashserv/reach';
import { quietAddress, startTestServer, temporaryFolder } from '../support/hashserv';

/** Listens on a loopback port until the end of the test. */
async function listening(server: Server): Promise<string> {
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	onTestFinished(() => void server.close());
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('no port');
	return `127.0.0.1:${address.port}`;
}

const unreachable = (kind: string) => ({ kind, detail: expect.any(String) });

describe('reach', () => {
	it('finds a hash equivalence server, and closes its connection', async () => {
		const server = await startTestServer();
		const result = await reach(server.address);
		expect(result).toEqual({
			kind: 'answers',
			roundTripMs: expect.any(Number),
			protocol: '1.1',
		});
		await expect.poll(() => server.clients(9).length).toBe(0);
	});

	it('finds one by WebSocket and on a Unix socket', async () => {
		const server = await startTestServer();
		expect(await reach(`ws://${server.address}/ws`)).toMatchObject({ kind: 'answers' });
		const path = join(temporaryFolder(), 'socket');
		const unix = await startTestServer({ address: `unix://${path}` });
		expect(await reach(unix.address)).toMatchObject({ kind: 'answers' });
	});

	it('tells that nobody listens', async () => {
		const address = await quietAddress();
		expect(await reach(address)).toEqual(unreachable('refused'));
		expect(await reach(`ws://${address}/ws`)).toEqual(unreachable('refused'));
		const path = join(temporaryFolder(), 'socket');
		expect(await reach(`unix://${path}`)).toEqual(unreachable('no-socket'));
	});

	it('tells one that says nothing', async () => {
		const address = await listening(createServer(() => {}));
		expect(await reach(address, { timeout: 100 })).toEqual(unreachable('timeout'));
		expect(await reach(`ws://${address}/ws`, { timeout: 100 })).toEqual(unreachable('timeout'));
	});

	it('tells a server of something else', async () => {
		const address = await listening(createHttpServer((_, response) => response.end('hello')));
		expect(await reach(address)).toEqual(unreachable('other-server'));
		expect(await reach(`ws://${address}/ws`)).toEqual(unreachable('other-server'));
		const hangsUp = await listening(createServer((socket) => socket.destroy()));
		expect(await reach(hangsUp)).toEqual(unreachable('other-server'));
	});

	it('tells that there is no TLS where it should be', async () => {
		const server = await startTestServer();
		const plain = await listening(createServer((socket) => socket.end('hello\n')));
		expect(await reach(`wss://${plain}/ws`)).toEqual(unreachable('tls'));
		expect(await reach(`wss://${server.address}/ws`)).toMatchObject({ detail: expect.any(String) });
	});

	it('tells a name that no host has', async () => {
		// Longer than a name may be, so that no name server has to be asked.
		expect(await reach(`${'x'.repeat(64)}.invalid:8686`)).toEqual(unreachable('unknown-host'));
	});

	it('takes any text for an address', async () => {
		expect(await reach('not an address')).toEqual(unreachable('failed'));
	});

	it('ends when it is told to, while it connects and while it waits', async () => {
		let connections = 0;
		const closed = new Promise<void>((done) => {
			void listening(
				createServer((socket) => {
					connections++;
					socket
						.resume()
						.on('error', () => {})
						.on('close', () => done());
					controller.abort();
				}),
			).then((address) => reach(address, { signal: controller.signal }));
		});
		const controller = new AbortController();
		await closed;
		expect(connections).toBe(1);
		const late = AbortSignal.abort();
		expect((await reach(await quietAddress(), { signal: late })).kind).not.toBe('answers');
	});
});

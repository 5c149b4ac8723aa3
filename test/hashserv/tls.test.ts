/** TLS on the server's port. The certificate is made here, so `openssl` is needed. */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { WebSocket } from 'ws';
import { runClient } from '../../server/src/cli/client';
import { tlsFiles } from '../../server/src/cli/tlsFiles';
import type { TlsIdentity } from '../../server/src/hashserv/transport/connection';
import { HANDSHAKE, rawClient, startTestServer, temporaryFolder } from '../support/hashserv';

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

function identity(): TlsIdentity {
	const folder = temporaryFolder();
	const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
	execFileSync(
		'openssl',
		[
			...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
			...['-keyout', key, '-out', cert, '-days', '2', '-subj', '/CN=localhost'],
			...['-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'],
		],
		{ stdio: 'ignore' },
	);
	return { key: readFileSync(key), cert: readFileSync(cert) };
}

const hostOf = (address: string): string => address.replace(/^wss?:\/\//, '');

/** GET over TLS that trusts the certificate alone. */
function httpsGet(address: string, ca: TlsIdentity['cert']): Promise<string> {
	return new Promise((resolve, reject) => {
		request(`https://${hostOf(address)}/healthz`, { ca, agent: false }, (response) => {
			let body = '';
			response.setEncoding('utf8');
			response.on('data', (data) => {
				body += data;
			});
			response.on('end', () => resolve(`${response.statusCode} ${body}`));
		})
			.on('error', reject)
			.end();
	});
}

/** What a WebSocket over TLS is answered to a ping. */
function wssPing(address: string, ca: TlsIdentity['cert']): Promise<string> {
	return new Promise((resolve, reject) => {
		const socket = new WebSocket(`wss://${hostOf(address)}/ws`, { ca });
		onTestFinished(() => socket.terminate());
		socket.on('error', reject);
		socket.on('open', () => {
			for (const line of [...HANDSHAKE.split('\n').slice(0, 3), '{"ping": {}}']) socket.send(line);
		});
		socket.on('message', (data) => resolve(String(data)));
	});
}

describe.skipIf(!hasOpenssl)('with a certificate', () => {
	it('a port serves wss and https, and lines as before', async () => {
		const tls = identity();
		const { address } = await startTestServer({ tls: () => tls });
		expect(await httpsGet(address, tls.cert)).toBe('200 {"alive":true}\n');
		expect(await wssPing(address, tls.cert)).toBe('{"alive":true}');
		const lines = await rawClient(address);
		lines.send(`${HANDSHAKE}{"ping": {}}\n`);
		expect(await lines.until((text) => text !== '')).toBe('{"alive":true}\n');
	});

	it('a port uses the next one without a restart, and none that is of no use', async () => {
		const folder = temporaryFolder();
		const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
		const [first, second] = [identity(), identity()];
		writeFileSync(cert, first.cert);
		writeFileSync(key, first.key);
		const server = await startTestServer({ tls: tlsFiles(cert, key) });
		expect(await httpsGet(server.address, first.cert)).toMatch(/^200/);
		// For a moment it is there without its key.
		writeFileSync(cert, second.cert);
		expect(await httpsGet(server.address, first.cert)).toMatch(/^200/);
		expect(await httpsGet(server.address, first.cert)).toMatch(/^200/);
		const warnings = () => server.logged.filter((entry) => entry.startsWith('warn: '));
		expect(warnings()).toEqual([
			expect.stringMatching(/^warn: the renewed certificate cannot be used, .* stays: .*key/),
		]);
		writeFileSync(key, second.key);
		expect(await httpsGet(server.address, second.cert)).toMatch(/^200/);
		rmSync(key);
		expect(await httpsGet(server.address, second.cert)).toMatch(/^200/);
		expect(warnings().slice(1)).toEqual([expect.stringMatching(/ENOENT/)]);
	});

	it('a port is refused by clients with what to do', async () => {
		const tls = identity();
		const { address } = await startTestServer({ tls: () => tls });
		const port = address.split(':').at(-1);
		async function errorsAt(server: string): Promise<string> {
			let errors = '';
			const io = { env: { HOME: '/nonexistent' }, cwd: '/', stdout: () => {} };
			const lines = (async function* () {})();
			const stderr = (text: string) => {
				errors += text;
			};
			await runClient(['--address', server, 'ping'], { ...io, stderr, lines });
			return errors;
		}
		expect(await errorsAt(`wss://localhost:${port}`)).toMatch(/NODE_EXTRA_CA_CERTS/);
		expect(await errorsAt(`ws://localhost:${port}`)).toMatch(/use wss:/);
	});

	it('a port says that it has ended', async () => {
		const tls = identity();
		vi.useFakeTimers({ now: Date.now() + 3 * 24 * 60 * 60 * 1000, toFake: ['Date'] });
		onTestFinished(() => {
			vi.useRealTimers();
		});
		const server = await startTestServer({ tls: () => tls });
		await httpsGet(server.address, tls.cert);
		const ended = server.logged.filter((line) => line.startsWith('warn: the certificate ended on'));
		expect(ended).toHaveLength(1);
	});

	it('a port does not serve HTTP and WebSocket in the clear', async () => {
		const tls = identity();
		const { address } = await startTestServer({ tls: () => tls });
		const answer = await fetch(`http://${address}/healthz`);
		expect([answer.status, await answer.text()]).toEqual([426, expect.stringMatching(/https/)]);
		const socket = new WebSocket(`ws://${address}`);
		const error = await new Promise((resolve) => socket.once('error', resolve));
		expect(String(error)).toMatch(/426/);
	});

	it('a wss address serves TLS alone', async () => {
		const tls = identity();
		const { address } = await startTestServer({ tls: () => tls, address: 'wss://127.0.0.1:0' });
		expect(address).toMatch(/^wss:\/\/127\.0\.0\.1:\d+$/);
		expect(await wssPing(address, tls.cert)).toBe('{"alive":true}');
		const lines = await rawClient(hostOf(address));
		lines.send(`${HANDSHAKE}{"ping": {}}\n`);
		expect(await lines.closed).not.toContain('alive');
	});

	it('clients that do not finish their TLS handshake are closed, and others served', async () => {
		const tls = identity();
		const server = await startTestServer({ tls: () => tls, handshakeTimeout: 200 });
		const silent = await rawClient(server.address);
		silent.send(Uint8Array.of(0x16, 3, 1));
		const wrong = await rawClient(server.address);
		wrong.send(Uint8Array.of(0x16, ...Array(200).fill(7)));
		const distrustful = connect({ port: Number(server.address.split(':')[1]), host: '127.0.0.1' });
		await new Promise((resolve) => distrustful.once('error', resolve));
		expect(await httpsGet(server.address, tls.cert)).toMatch(/^200/);
		await Promise.all([silent.closed, wrong.closed]);
	});

	it('the server closes beside open connections', async () => {
		const tls = identity();
		const server = await startTestServer({ tls: () => tls });
		await wssPing(server.address, tls.cert);
		const started = performance.now();
		await server.close();
		// Nobody ends the connections from the other side.
		expect(performance.now() - started).toBeLessThan(15_000);
	});
});

describe('without a certificate', () => {
	it('no wss address can be served', async () => {
		await expect(startTestServer({ address: 'wss://127.0.0.1:0' })).rejects.toThrow(/certificate/);
	});

	it('TLS is refused like any other nonsense', async () => {
		const server = await startTestServer();
		const client = await rawClient(server.address);
		client.send(Uint8Array.of(0x16, 3, 1, 0, 1, 10));
		expect(await client.closed).toBe('');
		expect(server.logged).toContainEqual(expect.stringMatching(/not a hash equivalence client/));
	});

	it('a certificate that is none is an error at the start', async () => {
		const tls = { cert: 'no certificate', key: 'no key' };
		await expect(startTestServer({ tls: () => tls })).rejects.toThrow();
	});
});

/** Web servers behind an HTTP proxy. The certificate is made here, so `openssl` is needed. */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer as createHttpServer, type IncomingMessage } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, connect, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import tls from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { askThroughProxy } from '../../../server/src/hashserv/transport/http-proxy';
import { temporaryFolder } from '../../support/hashserv';

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
const question = { headers: { 'x-asked': 'yes' }, signal: new AbortController().signal };

describe('a web server behind a proxy', () => {
	// Only then can a test trust the certificate that it made.
	it.skipIf(!hasOpenssl || tls.setDefaultCACertificates === undefined)(
		'is reached through a tunnel where it speaks https',
		async () => {
			const folder = temporaryFolder();
			const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
			execFileSync(
				'openssl',
				[
					...[
						'req',
						'-x509',
						'-newkey',
						'ec',
						'-pkeyopt',
						'ec_paramgen_curve:prime256v1',
						'-nodes',
					],
					...['-keyout', keyFile, '-out', certFile, '-days', '2', '-subj', '/CN=mirror.invalid'],
					...['-addext', 'subjectAltName=DNS:mirror.invalid'],
				],
				{ stdio: 'ignore' },
			);
			const [key, cert] = [readFileSync(keyFile), readFileSync(certFile, 'utf8')];
			const before = tls.getCACertificates('default');
			tls.setDefaultCACertificates([cert]);
			onTestFinished(() => tls.setDefaultCACertificates(before));

			const seen: unknown[] = [];
			const server = createHttpsServer({ key, cert }, ({ method, url, headers }, response) => {
				seen.push([method, url, headers.host, headers['x-asked']]);
				response.writeHead(200, { date: 'now' }).end('a body');
			});
			const { port } = await listening(server);
			const proxy = createHttpServer();
			proxy.on('connect', ({ url }: IncomingMessage, socket: Socket) => {
				seen.push(['CONNECT', url]);
				const inner = connect(port, '127.0.0.1', () => {
					socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
					inner.pipe(socket).pipe(inner);
				});
				inner.on('error', () => socket.destroy());
				socket.on('error', () => inner.destroy());
			});
			const way = new URL(`http://127.0.0.1:${(await listening(proxy)).port}`);

			const target = new URL('https://mirror.invalid/a%3Ab');
			for (const method of ['HEAD', 'GET'] as const) {
				const { body, ...head } = await askThroughProxy(way, target, { ...question, method });
				expect(head).toMatchObject({ status: 200, headers: { date: 'now' } });
				const chunks = await body.setEncoding('utf8').toArray();
				expect(chunks.join('')).toBe(method === 'HEAD' ? '' : 'a body');
			}
			const tunnel = ['CONNECT', 'mirror.invalid:443'];
			expect(seen).toEqual([
				tunnel,
				['HEAD', '/a%3Ab', 'mirror.invalid', 'yes'],
				tunnel,
				['GET', '/a%3Ab', 'mirror.invalid', 'yes'],
			]);
		},
	);

	it('is not reached where the proxy is none', async () => {
		const server = createHttpServer((_, response) => response.writeHead(404).end());
		const way = new URL(`http://127.0.0.1:${(await listening(server)).port}`);
		const asked = askThroughProxy(way, new URL('https://mirror.invalid/'), {
			...question,
			method: 'HEAD',
		});
		await expect(asked).rejects.toThrow();
	});
});

async function listening(server: Server): Promise<AddressInfo> {
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	onTestFinished(() => void server.close());
	return server.address() as AddressInfo;
}

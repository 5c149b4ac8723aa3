/** Servers whose certificate this machine trusts and Node.js alone does not. It is made here, so `openssl` is needed. */
import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import tls from 'node:tls';
import { expect, it, onTestFinished } from 'vitest';
import type { DoctorReport } from '../../../server/src/shared/doctor';
import { bundleProduct } from '../../support/bundles';
import { startTestServer, temporaryFolder } from '../../support/hashserv';
import { buildFolder } from './support';

const canRun =
	spawnSync('openssl', ['version']).status === 0 && tls.setDefaultCACertificates !== undefined;

it.skipIf(!canRun)('are reached, mirrors and hash servers', async () => {
	const script = join(await bundleProduct({ hashequiv: 'server/src/cli.ts' }), 'hashequiv.js');
	const folder = temporaryFolder();
	const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
	execFileSync(
		'openssl',
		[
			...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
			...['-keyout', keyFile, '-out', certFile, '-days', '2', '-subj', '/CN=localhost'],
			...['-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'],
		],
		{ stdio: 'ignore' },
	);
	const identity = { key: readFileSync(keyFile), cert: readFileSync(certFile) };
	const hashServer = await startTestServer({ address: 'wss://127.0.0.1:0', tls: () => identity });
	const mirror = createServer(identity, (_, response) => response.end());
	await new Promise<void>((resolve) => mirror.listen(0, '127.0.0.1', resolve));
	onTestFinished(() => {
		mirror.closeAllConnections();
		mirror.close();
	});
	const { port } = mirror.address() as AddressInfo;
	const build = buildFolder(
		`BB_HASHSERVE = "${hashServer.address}"\nSSTATE_MIRRORS = "file://.* https://127.0.0.1:${port}/PATH"\n`,
	);
	const statuses = (variables: Record<string, string>): Promise<string[]> =>
		new Promise((resolve) => {
			const env = { PATH: process.env.PATH, HOME: folder, ...variables };
			const args = [script, 'doctor', '--json', '--build-dir', build];
			// Not waited for in this thread, where the servers are.
			execFile(process.execPath, args, { env }, (_, stdout) => {
				const { checks } = JSON.parse(stdout) as DoctorReport;
				const asked = checks.filter(({ id }) => id === 'server' || id === 'sstate-mirror');
				resolve(asked.map(({ status }) => status));
			});
		});
	expect(await statuses({})).toEqual(['problem', 'problem']);
	expect(await statuses({ SSL_CERT_FILE: certFile })).toEqual(['ok', 'ok']);
});

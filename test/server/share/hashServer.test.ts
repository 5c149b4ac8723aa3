import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { connectClient } from '../../../server/src/hashserv/client';
import { parseAddress } from '../../../server/src/hashserv/transport/address';
import type { BuildCache } from '../../../server/src/share/buildCache';
import { chooseHashServer, startReadOnly } from '../../../server/src/share/hashServer';
import { DEFAULT_RELEASE } from '../../../server/src/yocto/releases';
import { METHOD, reportOf, startTestServer, temporaryFolder } from '../../support/hashserv';

const LOOPBACK = '127.0.0.1';
const EVERYWHERE = '0.0.0.0';

const cacheOf = (rest: Partial<BuildCache>): BuildCache => ({ release: DEFAULT_RELEASE, ...rest });

describe('a hash server on loopback', () => {
	it('is named to clients of this machine, and to no others', async () => {
		const { address } = await startTestServer();
		const cache = cacheOf({ hashServe: address });
		const running = { kind: 'running', address };
		expect(await chooseHashServer(cache, LOOPBACK, undefined)).toEqual(running);
		expect(await chooseHashServer(cache, EVERYWHERE, undefined)).toMatchObject({
			kind: 'none',
			reason: expect.stringContaining('other machines cannot reach'),
		});
	});

	it('has its database beside the shared state, which clients elsewhere can be given', async () => {
		const sstateDir = temporaryFolder();
		const database = join(sstateDir, 'hashserv.db');
		writeFileSync(database, '');
		const { address } = await startTestServer();
		const cache = cacheOf({ hashServe: address, sstateDir });
		expect(await chooseHashServer(cache, EVERYWHERE, undefined)).toEqual({ kind: 'own', database });
	});

	it('is not named by a path, which clients could take for one of theirs', async () => {
		const path = join(temporaryFolder(), 'hash.sock');
		const { address } = await startTestServer({ address: `unix://${path}` });
		const choice = await chooseHashServer(cacheOf({ hashServe: address }), LOOPBACK, undefined);
		expect(choice).toMatchObject({ kind: 'none' });
	});
});

describe('a shared database', () => {
	it('is not written to, whoever logs in', async () => {
		const admin = { username: 'admin', password: 'secret' };
		const first = await startTestServer({ admin });
		const { database } = first;
		await (await first.client()).request('report', reportOf('known', 'known'));
		await first.close();

		const server = await startReadOnly(database, `${LOOPBACK}:0`, () => {});
		onTestFinished(() => server.close());
		const client = await connectClient(parseAddress(server.address));
		onTestFinished(() => client.close());
		expect(
			await client.request('auth', { username: admin.username, token: admin.password }),
		).toMatchObject({ result: true });
		const known = { method: METHOD, taskhash: reportOf('known', 'known').taskhash };
		expect(await client.request('get', known)).not.toBeNull();
		await client.request('report', reportOf('new', 'new'));
		const asked = { method: METHOD, taskhash: reportOf('new', 'new').taskhash };
		expect(await client.request('get', asked)).toBeNull();
	});
});

import { expect, it, vi } from 'vitest';
import { connectClient } from '../../../server/src/hashserv/client';
import { parseAddress } from '../../../server/src/hashserv/transport/address';
import { startTestServer } from '../../support/hashserv';

/** Names and what they stand for. `192.0.2.1` is no machine's. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
	'two.test': ['127.0.0.1', '127.0.0.2'],
	'turned.test': ['127.0.0.2', '127.0.0.1'],
	'half.test': ['192.0.2.1', '127.0.0.1'],
	'none.test': ['192.0.2.1'],
};

vi.mock('node:dns/promises', () => ({
	lookup: async (name: string) => NAMES[name]?.map((address) => ({ address, family: 4 })),
}));

async function isServed(address: string): Promise<boolean> {
	const client = await connectClient(parseAddress(address)).catch(() => null);
	const answer = await client?.request('ping', {});
	client?.close();
	return answer !== undefined;
}

it('serves every address of a name, on one port', async () => {
	const server = await startTestServer({ address: 'two.test:0' });
	const port = server.address.replace('two.test:', '');
	expect(await isServed(`127.0.0.1:${port}`)).toBe(true);
	// Elsewhere than on Linux, a machine has this one only when it was made.
	if (process.platform === 'linux') expect(await isServed(`127.0.0.2:${port}`)).toBe(true);
	await server.close();
	expect(await isServed(`127.0.0.1:${port}`)).toBe(false);
	expect(await isServed(`127.0.0.2:${port}`)).toBe(false);
});

it('does without those that the machine does not have, unless that is all', async () => {
	const server = await startTestServer({ address: 'half.test:0' });
	expect(await isServed(server.address.replace('half.test', '127.0.0.1'))).toBe(true);
	await expect(startTestServer({ address: 'none.test:0' })).rejects.toMatchObject({
		code: 'EADDRNOTAVAIL',
	});
});

it('holds none of them when one is taken', async () => {
	const other = await startTestServer({ address: '127.0.0.1:0' });
	const port = other.address.split(':').at(-1);
	await expect(startTestServer({ address: `turned.test:${port}` })).rejects.toMatchObject({
		code: 'EADDRINUSE',
	});
	expect(await isServed(`127.0.0.2:${port}`)).toBe(false);
});

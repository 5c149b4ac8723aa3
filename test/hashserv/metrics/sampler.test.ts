import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { connectClient } from '../../../server/src/hashserv/client';
import { createDatabaseReader } from '../../../server/src/hashserv/explore/reader';
import { createRemotes } from '../../../server/src/hashserv/explore/remotes';
import { createHashServerHost } from '../../../server/src/hashserv/host';
import { createSampler, type Sampler } from '../../../server/src/hashserv/metrics/sampler';
import { parseAddress } from '../../../server/src/hashserv/transport/address';
import type { OwnSample } from '../../../server/src/shared/dashboard';
import { bundleProduct } from '../../support/bundles';
import {
	hash,
	METHOD,
	quietAddress,
	reportOf,
	startTestServer,
	temporaryFolder,
} from '../../support/hashserv';

let dist: string;
beforeAll(async () => {
	dist = await bundleProduct({
		hashequiv: 'server/src/cli.ts',
		'hashserv-worker': 'server/src/hashserv/worker.ts',
		'database-reader': 'server/src/hashserv/explore/worker.ts',
	});
});

function windowOf(folder = join(temporaryFolder(), 'servers')) {
	const reader = createDatabaseReader(join(dist, 'database-reader.js'));
	const remotes = createRemotes();
	const host = createHashServerHost({
		workerPath: join(dist, 'hashserv-worker.js'),
		detached: { cliPath: join(dist, 'hashequiv.js'), folder },
		log: () => {},
		beforeStop: reader.close,
	});
	onTestFinished(async () => {
		remotes.close();
		await host.stop();
		await reader.close();
	});
	return { host, sampler: createSampler({ host, reader, remotes }) };
}

async function talkTo(state: unknown): Promise<void> {
	expect(state).toMatchObject({ address: expect.any(String) });
	const { address } = state as { address: string };
	const client = await connectClient(parseAddress(address));
	onTestFinished(() => client.close());
	await client.request('report', reportOf('first', 'same'));
	await client.request('report', reportOf('second', 'same'));
	await client.request('get', { method: METHOD, taskhash: hash('task second') });
	await client.request('get', { method: METHOD, taskhash: hash('task unknown') });
}

/** The first sample of our server that satisfies. */
function sampled(sampler: Sampler, satisfied: (sample: OwnSample) => boolean): Promise<OwnSample> {
	return expect
		.poll(async () => {
			const sample = await sampler.sample({});
			return sample.kind === 'own' && satisfied(sample) ? sample : null;
		})
		.not.toBeNull()
		.then(() => sampler.sample({}) as Promise<OwnSample>);
}

const isCounted = ({ file, metrics }: OwnSample): boolean =>
	file?.rebuildsAvoided === 1 && metrics.stats.reports === 2;

const SEEN = {
	kind: 'own',
	metrics: {
		stats: { unihashes: 2, outhashes: 2, clients: 1, lookups: 2, hits: 1, reports: 2 },
		clients: [{ address: expect.stringContaining('127.0.0.1'), since: expect.any(Number) }],
	},
	file: { bytes: expect.any(Number), rebuildsAvoided: 1 },
};

describe('a sample', () => {
	it('tells everything of the server in this window', async () => {
		const { host, sampler } = windowOf();
		const database = join(temporaryFolder(), 'hashserv.db');
		const state = await host.start({ address: '127.0.0.1:0', database });
		await talkTo(state);
		const sample = await sampled(sampler, isCounted);
		expect(sample).toMatchObject({ ...SEEN, database, isDetached: false });
		const counted = sample.metrics.times.reduce((sum, [, count]) => sum + count, 0);
		expect(counted).toBe(sample.metrics.stats.requests);
		expect(sample.file!.bytes).toBeGreaterThan(4096);
	});

	it('tells the same of one that runs on its own', async () => {
		const { host, sampler } = windowOf();
		const database = join(temporaryFolder(), 'hashserv.db');
		const state = await host.start({ address: '127.0.0.1:0', database, detached: true });
		await talkTo(state);
		const sample = await sampled(sampler, isCounted);
		expect(sample).toMatchObject({ ...SEEN, isDetached: true });
	});

	it('tells how long the upstream takes to answer', async () => {
		const upstream = await startTestServer();
		const { host, sampler } = windowOf();
		const database = join(temporaryFolder(), 'hashserv.db');
		await host.start({ address: '127.0.0.1:0', database, upstream: upstream.address });
		const sample = await sampled(sampler, () => true);
		expect(sample.upstreamRoundTrip).toBeGreaterThan(0);
	});

	it('tells of a remote one what the protocol has, and no more than it may know', async () => {
		const { sampler } = windowOf();
		const open = await startTestServer();
		await talkTo(open);
		expect(await sampler.sample({ address: open.address })).toEqual({
			kind: 'remote',
			at: expect.any(Number),
			address: open.address,
			roundTrip: expect.any(Number),
			requests: { count: 4, total: expect.any(Number), longest: expect.any(Number) },
			rows: { unihashes: 2, outhashes: 2 },
		});
		const reading = await startTestServer({ anonymous: new Set(['@read']) });
		expect(await sampler.sample({ address: reading.address })).toMatchObject({ rows: null });
		const shut = await startTestServer({ anonymous: new Set() });
		expect(await sampler.sample({ address: shut.address })).toMatchObject({
			kind: 'remote',
			requests: null,
			rows: null,
		});
	});

	it('says when there is no server, or no answer', async () => {
		const { sampler } = windowOf();
		expect(await sampler.sample({})).toEqual({ kind: 'none', state: { kind: 'stopped' } });
		const address = await quietAddress();
		expect(await sampler.sample({ address })).toMatchObject({ kind: 'unreachable', address });
		expect(await sampler.sample({ address: 'no address' })).toMatchObject({ kind: 'unreachable' });
	});
});

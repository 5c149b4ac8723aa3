import { execFileSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { connectClient } from '../../server/src/hashserv/client';
import { createHashServerHost, type HashServerHost } from '../../server/src/hashserv/host';
import { parseAddress } from '../../server/src/hashserv/transport/address';
import type { ServerState } from '../../server/src/shared/state';
import {
	hash,
	METHOD,
	quietAddress,
	reportOf,
	startTestServer,
	temporaryFolder,
} from '../support/hashserv';
import { bundleWorker, script } from '../support/hashservBundle';
import { isOpenIn, lockDatabase } from '../support/lockedDatabase';

let workerPath: string;
beforeAll(async () => {
	workerPath = await bundleWorker();
});

interface TestHost {
	readonly host: HashServerHost;
	/** What it wrote into the log, with the level in front. */
	readonly log: string[];
	/** Every state there was. */
	readonly states: ServerState[];
	readonly database: string;
	/** Resolves with the first state of a kind, past or to come. */
	when<K extends ServerState['kind']>(kind: K): Promise<Extract<ServerState, { kind: K }>>;
}

function testHost(options: { workerPath?: string; pingInterval?: number } = {}): TestHost {
	const log: string[] = [];
	const host = createHashServerHost({
		workerPath,
		log: (level, message) => log.push(`${level}: ${message}`),
		...options,
	});
	onTestFinished(() => host.dispose());
	const states: ServerState[] = [];
	host.onDidChange((state) => states.push(state));
	return {
		host,
		log,
		states,
		database: join(temporaryFolder(), 'new folder', 'hashserv.db'),
		when: (kind) =>
			expect
				.poll(() => states.find((state) => state.kind === kind), { timeout: 10_000 })
				.toBeDefined()
				.then(() => states.find((state) => state.kind === kind) as never),
	};
}

/** Something else that holds a port. */
async function intruder(talk: (server: Server) => void = () => {}): Promise<string> {
	const server = createServer();
	talk(server);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	onTestFinished(() => {
		server.close();
	});
	return `127.0.0.1:${(server.address() as { port: number }).port}`;
}

async function ping(address: string): Promise<unknown> {
	const client = await connectClient(parseAddress(address), { timeout: 20_000 });
	onTestFinished(() => client.close());
	return client.request('ping', {});
}

describe('a server of its own', () => {
	it('leaves in the log where it ran, on which database, how long, and that it stopped', async () => {
		const { host, log, database } = testHost();
		const running = await host.start({ address: '127.0.0.1:0', database });
		const address = running.kind === 'running' ? running.address : '';
		expect(log).toContain(
			`info: hash server running at ${address}, database ${database}; it ends with this window`,
		);
		await host.stop();
		expect(log.at(-1)).toBe('info: the hash server does not run any more');
	});

	it('starts, serves, tells its figures and stops without a trace', async () => {
		const { host, states, database } = testHost();
		const before = Date.now();
		const running = await host.start({ address: '127.0.0.1:0', database });
		expect(running).toEqual({
			kind: 'running',
			address: expect.stringMatching(/^127\.0\.0\.1:[1-9]\d*$/),
			database,
			startedAt: expect.any(Number),
			stats: {
				unihashes: 0,
				outhashes: 0,
				clients: 0,
				requests: 0,
				lookups: 0,
				hits: 0,
				reports: 0,
			},
		});
		if (running.kind !== 'running') throw new Error('not running');
		expect(running.startedAt).toBeGreaterThanOrEqual(before);

		const client = await connectClient(parseAddress(running.address));
		await client.request('report', reportOf('a', 'x'));
		await client.request('get', { method: METHOD, taskhash: reportOf('a', 'x').taskhash });
		await client.request('get', { method: METHOD, taskhash: 'unknown' });
		const stats = {
			unihashes: 1,
			outhashes: 1,
			clients: 1,
			requests: 3,
			lookups: 2,
			hits: 1,
			reports: 1,
		};
		await expect.poll(() => host.state, { timeout: 30_000 }).toMatchObject({ stats });
		client.close();

		expect(await host.stop()).toEqual({ kind: 'stopped' });
		expect(readdirSync(dirname(database))).toEqual(['hashserv.db']);
		await expect(ping(running.address)).rejects.toThrow();
		const kinds = states.map((state) => state.kind);
		expect(kinds.filter((kind, index) => kind !== kinds[index - 1])).toEqual([
			'starting',
			'running',
			'stopping',
			'stopped',
		]);
		// Nothing changed, nothing said: about one message a second at most.
		expect(kinds.filter((kind) => kind === 'running').length).toBeLessThanOrEqual(5);
	});

	it('starts once however often it is asked, and starts anew after a stop', async () => {
		const { host, database } = testHost();
		const options = { address: '127.0.0.1:0', database };
		const [one, two] = await Promise.all([host.start(options), host.start(options)]);
		expect(two).toEqual(one);
		expect(await host.restart(options)).toMatchObject({ kind: 'running' });
		const [stopped, again] = await Promise.all([host.stop(), host.start(options)]);
		expect([stopped.kind, again.kind]).toEqual(['stopped', 'running']);
	});

	it('asks an upstream, tells how that goes, and gives builds the permissions it is told', async () => {
		const above = await startTestServer();
		await (await above.client()).request('report', reportOf('a', 'x'));
		const { host, database } = testHost();
		const running = await host.start({
			address: '127.0.0.1:0',
			database,
			upstream: above.address,
			anonymousPermissions: '@read',
		});
		if (running.kind !== 'running') throw new Error(JSON.stringify(running));
		const client = await connectClient(parseAddress(running.address));
		onTestFinished(() => client.close());
		await client.request('get-stream', null);
		expect(await client.line(`${METHOD} ${hash('task a')}`)).toBe(hash('task a'));
		await client.line('END');
		expect(await client.request('remove', { where: {} })).toHaveProperty('invoke-error');
		const upstream = { address: above.address, state: 'connected', lookups: 1, hits: 1 };
		await expect.poll(() => host.state, { timeout: 30_000 }).toMatchObject({ stats: { upstream } });
		await host.stop();
		const wrong = { address: '127.0.0.1:0', database, anonymousPermissions: '@all' };
		expect(await host.start(wrong)).toMatchObject({
			kind: 'failed',
			message: expect.stringContaining('cannot have the permission @all'),
		});
	});

	it('says what is wrong with a database, in a sentence', async () => {
		const { host } = testHost();
		const database = join(temporaryFolder(), 'local.conf');
		writeFileSync(database, 'MACHINE = "qemux86-64"\n');
		const state = await host.start({ address: '127.0.0.1:0', database });
		expect(state).toEqual({
			kind: 'failed',
			message: expect.stringMatching(
				/local\.conf: it is not a SQLite database\. Choose another file\. Builds/,
			),
		});
		const good = { address: '127.0.0.1:0', database: join(temporaryFolder(), 'hashserv.db') };
		expect(await host.start(good)).toMatchObject({ kind: 'running' });
	});

	it('says at once that a database cannot be kept in a pipe, which would not open', async () => {
		const { host } = testHost();
		const database = join(temporaryFolder(), 'hashserv.db');
		execFileSync('mkfifo', [database]);
		const state = await host.start({ address: '127.0.0.1:0', database });
		expect(state).toMatchObject({
			kind: 'failed',
			message: expect.stringMatching(/this is a named pipe .* Name a file; .* Builds that use/),
		});
	});

	it('says what is wrong with an address', async () => {
		const { host, database } = testHost();
		expect(await host.start({ address: 'localhost', database })).toMatchObject({
			kind: 'failed',
			message: expect.stringContaining('no port'),
		});
		expect(await host.start({ address: 'wss://127.0.0.1:0', database })).toMatchObject({
			kind: 'failed',
			message: expect.stringContaining('needs a certificate'),
		});
	});

	it('notices a crash', async () => {
		const crashing = script(`
			const { parentPort } = require('node:worker_threads');
			parentPort.postMessage({ kind: 'running', address: 'a:1', database: 'd', startedAt: 1, stats: null });
			setTimeout(() => { throw new Error('out of luck'); }, 20);
		`);
		const { host, database, when } = testHost({ workerPath: crashing });
		expect(await host.start({ address: '127.0.0.1:0', database })).toMatchObject({
			kind: 'running',
		});
		expect((await when('failed')).message).toMatch(/crashed \(out of luck\)/);
		expect(await host.stop()).toEqual({ kind: 'stopped' });
	});

	it('notices a crash at the start, and a worker that is not there', async () => {
		for (const broken of [script('process.exit(3)'), join(temporaryFolder(), 'absent.js')]) {
			const { host, database } = testHost({ workerPath: broken });
			expect(await host.start({ address: '127.0.0.1:0', database })).toMatchObject({
				kind: 'failed',
				message: expect.stringContaining('crashed'),
			});
		}
	});

	it('tells nobody any more when it is disposed of', async () => {
		const { host, states, database } = testHost();
		const running = await host.start({ address: '127.0.0.1:0', database });
		const told = states.length;
		await host.dispose();
		expect(states.length).toBe(told);
		await expect(ping((running as { address: string }).address)).rejects.toThrow();
	});
});

it.each([
	// Longer than a name may be, so that no name server has to be asked.
	[
		`${'x'.repeat(64)}.invalid:8686`,
		/^The hash server cannot listen at x{64}\.invalid:8686: no host of/,
	],
	// For documentation, and so nobody's own (RFC 5737).
	[
		'192.0.2.1:0',
		/^The hash server cannot listen at 192\.0\.2\.1:0: this machine has no such address/,
	],
	['localhost', /^The address of the hash server is wrong: "localhost" has no port/],
])('says why it cannot listen at %s, which nobody has taken', async (address, message) => {
	const { host, database } = testHost();
	const state = await host.start({ address, database });
	expect(state).toMatchObject({ kind: 'failed', message: expect.stringMatching(message) });
	expect(state).not.toHaveProperty('offer');
});

it('says that it is the upstream whose address is wrong', async () => {
	const { host, database } = testHost();
	const state = await host.start({ address: '127.0.0.1:0', database, upstream: 'nonsense' });
	expect(state).toMatchObject({
		kind: 'failed',
		message: expect.stringMatching(/^The address of the upstream is wrong: "nonsense" has no port/),
	});
});

describe('an address that is taken', () => {
	it('attaches to a hash equivalence server, and lets go', async () => {
		const other = await startTestServer();
		const { host, database } = testHost();
		const state = await host.start({ address: other.address, database });
		expect(state).toEqual({
			kind: 'attached',
			address: other.address,
			roundTripMs: expect.any(Number),
		});
		expect(other.stats.connections).toBe(1);
		expect(await host.start({ address: other.address, database })).toEqual(state);
		expect(await host.stop()).toEqual({ kind: 'stopped' });
		expect(await ping(other.address)).toEqual({ alive: true });
	});

	it('notices that the other server goes away', async () => {
		const other = await startTestServer({ address: await quietAddress() });
		const { host, database, when } = testHost();
		await host.start({ address: other.address, database });
		await other.close();
		await when('stopped');
		expect(await host.start({ address: other.address, database })).toMatchObject({
			kind: 'running',
		});
	});

	it('notices that the other server no longer answers', async () => {
		// Answers one ping, then nothing.
		const address = await intruder((server) =>
			server.once('connection', (socket) => {
				socket.once('data', () => socket.write('{"alive": true}\n'));
			}),
		);
		const { host, database, when } = testHost({ pingInterval: 10 });
		expect(await host.start({ address, database })).toMatchObject({ kind: 'attached' });
		await when('stopped');
	});

	it('attaches to a server too old to know ping', async () => {
		const address = await intruder((server) =>
			server.on('connection', (socket) => {
				socket.on('data', (data) => {
					if (String(data).includes('get-stats')) socket.write('{"requests": {"num": 0}}\n');
					else if (String(data).includes('ping')) socket.end();
				});
			}),
		);
		const { host, database } = testHost();
		expect(await host.start({ address, database })).toMatchObject({ kind: 'attached' });
	});

	const others: [string, (server: Server) => void][] = [
		['says nothing', () => {}],
		['closes at once', (server) => server.on('connection', (socket) => socket.end())],
		[
			'speaks HTTP',
			(server) =>
				server.on('connection', (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
		],
		[
			'answers other JSON',
			(server) => server.on('connection', (socket) => socket.write('{"a":1}\n')),
		],
	];
	for (const [name, talk] of others) {
		it(`refuses what ${name}, and offers an address that works`, async () => {
			const address = await intruder(talk);
			const { host, database } = testHost();
			const state = await host.start({ address, database });
			if (state.kind !== 'failed') throw new Error(state.kind);
			expect(state.message).toContain(`${address} is taken by something that is not`);
			expect(state.offer).toMatch(/^127\.0\.0\.1:\d+$/);
			expect(state.message).toContain(`${state.offer} is free`);
			const offered = { address: state.offer ?? '', database };
			expect(await host.start(offered)).toMatchObject({ kind: 'running', address: state.offer });
		});
	}

	it('lets one of two that start at once attach to the other', async () => {
		const { host, database } = testHost();
		const address = await quietAddress();
		const second = testHost();
		const states = await Promise.all([
			host.start({ address, database }),
			second.host.start({ address, database }),
		]);
		expect(states.map((state) => state.kind).sort()).toEqual(['attached', 'running']);
	});
});

describe('a start that is cancelled', () => {
	it('leaves no thread, no open file and no lock behind', async () => {
		const { host, states, database } = testHost();
		const lock = lockDatabase(database);
		const cancel = new AbortController();
		const options = { address: '127.0.0.1:0', database };
		const started = host.start(options, cancel.signal);
		// It waits for the lock.
		await expect.poll(() => isOpenIn('self', database, lock.files), { interval: 5 }).toBe(true);
		cancel.abort();
		expect(host.state).toEqual({ kind: 'stopping' });
		lock.release();
		expect(await started).toEqual({ kind: 'stopped' });
		expect(isOpenIn('self', database)).toBe(false);
		expect(states.map(({ kind }) => kind)).toEqual(['starting', 'stopping', 'stopped']);
		expect(readdirSync(dirname(database))).toEqual(['hashserv.db']);
		expect(await host.start(options)).toMatchObject({ kind: 'running' });
	});

	const hanging = () => testHost({ workerPath: script('setInterval(() => {}, 1000)') });
	const options = { address: '127.0.0.1:0', database: '/nowhere' };

	it('is cancelled by a stop, a restart and the end of the window, too', async () => {
		const { host } = hanging();
		const starts = [host.start(options), host.start(options)];
		expect(await host.stop()).toEqual({ kind: 'stopped' });
		expect(await Promise.all(starts)).toEqual([{ kind: 'stopped' }, { kind: 'stopped' }]);
		const cancel = new AbortController();
		const first = host.start(options);
		const second = host.restart(options, cancel.signal);
		expect(await first).toEqual({ kind: 'stopped' });
		cancel.abort();
		expect(await second).toEqual({ kind: 'stopped' });
		const last = host.start(options);
		await host.dispose();
		expect(await last).toEqual({ kind: 'stopped' });
	});

	it('says nothing of who else is at the address', async () => {
		let asked = false;
		const address = await intruder((server) =>
			server.once('connection', () => {
				asked = true;
			}),
		);
		const { host, states, database } = testHost();
		const cancel = new AbortController();
		const started = host.start({ address, database }, cancel.signal);
		await expect.poll(() => asked, { interval: 5 }).toBe(true);
		cancel.abort();
		expect(await started).toEqual({ kind: 'stopped' });
		expect(states.some(({ kind }) => kind === 'failed')).toBe(false);
	});

	it('never was one when it was cancelled before its turn', async () => {
		const { host, states, database } = testHost();
		const running = await host.start({ address: '127.0.0.1:0', database }, AbortSignal.abort());
		expect(running).toEqual({ kind: 'stopped' });
		expect(states).toEqual([]);
	});
});

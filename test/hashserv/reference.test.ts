/**
 * Against BitBake's own server and client, where a checkout of BitBake is at
 * hand: set BITBAKE_DIR to it. Python 3 is needed.
 */
import { execFile, spawn } from 'node:child_process';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { connectClient, type HashClient } from '../../server/src/hashserv/client';
import { openSqliteStore } from '../../server/src/hashserv/store/sqlite';
import { hash, METHOD, reportOf, startTestServer, temporaryFolder } from '../support/hashserv';

const bitbake = process.env.BITBAKE_DIR ?? '';
const program = (name: string): string => join(bitbake, 'bin', name);

async function hashclient(address: string, ...args: string[]): Promise<string> {
	const { stdout } = await promisify(execFile)(program('bitbake-hashclient'), [
		...['--address', address, '--no-netrc'],
		...args,
	]);
	return stdout;
}

/** Runs lines of Python that use BitBake's `client` of a server. */
function python(address: string, lines: string): Promise<{ stdout: string; stderr: string }> {
	const script = `
import sys
sys.path.insert(0, "${join(bitbake, 'lib')}")
import hashserv
client = hashserv.create_client("${address}")${lines}
client.close()`;
	return promisify(execFile)(process.env.PYTHON || 'python3', ['-W', 'ignore', '-c', script]);
}

/** BitBake's server on a database, and a client of ours for it. */
async function theirServer(
	database: string,
): Promise<{ client: HashClient; stop(): Promise<void> }> {
	const path = join(temporaryFolder(), 'their.sock');
	const child = spawn(program('bitbake-hashserv'), ['-b', `unix://${path}`, '-d', database]);
	onTestFinished(() => {
		child.kill('SIGKILL');
	});
	const exited = new Promise<void>((resolve) => child.on('close', () => resolve()));
	let client: HashClient | null = null;
	await expect
		.poll(
			async () => {
				client = await connectClient({ kind: 'unix', path }).catch(() => null);
				return client;
			},
			{ timeout: 10_000 },
		)
		.not.toBeNull();
	const connected = client as unknown as HashClient;
	onTestFinished(() => connected.close());
	await connected.request('ping', {});
	return {
		client: connected,
		stop: async () => {
			connected.close();
			child.kill('SIGTERM');
			await exited;
		},
	};
}

describe.skipIf(bitbake === '')('BitBake’s own', () => {
	it('server reads a database of ours', async () => {
		const database = join(temporaryFolder(), 'hashserv.db');
		const store = openSqliteStore(database);
		await store.report(reportOf('a', 'x'));
		await store.close();
		const { client } = await theirServer(database);
		const row = { method: METHOD, taskhash: hash('task a'), all: true };
		expect(await client.request('get', row)).toMatchObject(reportOf('a', 'x'));
		expect(await client.request('report', reportOf('b', 'x'))).toMatchObject({
			unihash: hash('task a'),
		});
	});

	it('server’s database is read here, with the same rows in the answers', async () => {
		const database = join(temporaryFolder(), 'hashserv.db');
		const their = await theirServer(database);
		await their.client.request('report', reportOf('a', 'x'));
		const asked: [string, object][] = [
			['get', { method: METHOD, taskhash: hash('task a') }],
			['get', { method: METHOD, taskhash: hash('task a'), all: true }],
			['get-outhash', { method: METHOD, taskhash: '', outhash: hash('output x') }],
			[
				'get-outhash',
				{ method: METHOD, taskhash: '', outhash: hash('output x'), with_unihash: false },
			],
			['get-db-usage', {}],
		];
		const theirs = [];
		for (const [command, argument] of asked)
			theirs.push(await their.client.request(command, argument));
		await their.stop();
		const client = await (await startTestServer({ database })).client();
		for (const [index, [command, argument]] of asked.entries()) {
			expect(await client.request(command, argument)).toEqual(theirs[index]);
		}
		expect(await client.request('report', reportOf('b', 'x'))).toMatchObject({
			unihash: hash('task a'),
		});
	});

	it('server and ours share one file at the same time', async () => {
		const database = join(temporaryFolder(), 'hashserv.db');
		const their = await theirServer(database);
		const ours = await (await startTestServer({ database })).client();
		const answers: unknown[] = [];
		await Promise.all(
			Array.from({ length: 100 }, async (_, index) => {
				const client = index % 2 === 0 ? ours : their.client;
				const report = reportOf(`${index}`, `${index % 10}`, hash(`builder ${index}`));
				const answer = (await client.request('report', report)) as { unihash: string };
				answers[index] = answer.unihash;
			}),
		);
		for (const [index, unihash] of answers.entries()) {
			const get = { method: METHOD, taskhash: hash(`task ${index}`) };
			expect(await ours.request('get', get)).toMatchObject({ unihash });
			expect(await their.client.request('get', get)).toMatchObject({ unihash });
		}
	});

	it('schema is ours', async () => {
		const schemaOf = (path: string) => {
			const database = new DatabaseSync(path);
			const names = database
				.prepare('SELECT type, name, tbl_name FROM sqlite_master ORDER BY name')
				.all()
				.map((row) => ({ ...row }));
			const details = names.map(({ type, name }) =>
				database
					.prepare(`PRAGMA ${type === 'table' ? 'table' : 'index'}_info(${name})`)
					.all()
					.map((row) => ({ ...row })),
			);
			database.close();
			return { names, details };
		};
		const [our, their] = [join(temporaryFolder(), 'h.db'), join(temporaryFolder(), 'h.db')];
		await openSqliteStore(our).close();
		await (await theirServer(their)).stop();
		expect(schemaOf(our)).toEqual(schemaOf(their));
	});

	it('client goes from one stream mode to another on one connection', async () => {
		const server = await startTestServer();
		await (await server.client()).request('report', reportOf('a', 'x'));
		const asked = `
for _ in range(2):
    print(client.get_unihash("${METHOD}", "${hash('task a')}"), client.unihash_exists("${hash('task a')}"))`;
		const { stdout, stderr } = await python(server.address, asked);
		expect(stdout).toBe(`${hash('task a')} True\n`.repeat(2));
		expect(stderr).not.toMatch(/talking to server/);
	});

	it('client takes a report that could not be stored for a lost connection, with which builds go on', async () => {
		const server = await startTestServer();
		const database = new DatabaseSync(server.database);
		database.exec(
			`CREATE TRIGGER full BEFORE INSERT ON outhashes_v2 BEGIN SELECT raise(ABORT, 'no room'); END`,
		);
		database.close();
		const { taskhash, outhash, unihash } = reportOf('a', 'x');
		const reported = `
try:
    client.report_unihash("${taskhash}", "${METHOD}", "${outhash}", "${unihash}")
except ConnectionError:
    print("the build goes on")`;
		expect((await python(server.address, reported)).stdout).toBe('the build goes on\n');
	});

	it('client looks up, counts, removes and stresses', async () => {
		const server = await startTestServer();
		const { address } = server;
		const client = await server.client();
		const siginfo = `${'a line with blanks \n'.repeat(10_000)}€`;
		await client.request('report', { ...reportOf('a', 'x'), outhash_siginfo: siginfo });
		const get = JSON.parse(await hashclient(address, 'get', METHOD, hash('task a')));
		expect(get).toMatchObject({ unihash: hash('task a'), outhash_siginfo: siginfo });
		expect(JSON.parse(await hashclient(address, 'stats'))).toHaveProperty('requests.num');
		expect(await hashclient(address, 'unihash-exists', hash('task a'))).toBe('true\n');
		expect(
			await hashclient(address, 'stress', '--clients', '4', '--requests', '50', '--report'),
		).toMatch(/missed:? +200/i);
		expect(await hashclient(address, 'stress', '--clients', '4', '--requests', '50')).toMatch(
			/found:? +200|found 200/i,
		);
		expect(await hashclient(address, 'remove', '-w', 'taskhash', hash('task a'))).toBe(
			'Removed 2 row(s)\n',
		);
		expect(await hashclient(address, 'unihash-exists', hash('task a'))).toBe('false\n');
	});
});

/** `hashequiv client` against real servers: what it prints and how it ends. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runClient, USAGE } from '../../server/src/cli/client';
import { SUBCOMMANDS } from '../../server/src/cli/client/index';
import { summarize } from '../../server/src/cli/client/output';
import {
	hash,
	METHOD,
	quietAddress,
	reportOf,
	startTestServer,
	type TestServer,
	temporaryFolder,
} from '../support/hashserv';

interface Result {
	readonly code: number;
	readonly output: string;
	readonly errors: string;
}

interface Surroundings {
	readonly env?: NodeJS.ProcessEnv;
	readonly lines?: readonly string[];
}

async function run(
	argv: readonly string[],
	{ env = {}, lines = [] }: Surroundings = {},
): Promise<Result> {
	let output = '';
	let errors = '';
	const code = await runClient(argv, {
		stdout: (text) => {
			output += text;
		},
		stderr: (text) => {
			errors += text;
		},
		env: { HOME: '/nonexistent', ...env },
		cwd: '/',
		lines: (async function* () {
			yield* lines;
		})(),
	});
	return { code, output, errors };
}

/** A server that knows two tasks, and a way to ask it. */
async function known(options: Parameters<typeof startTestServer>[0] = {}) {
	const server = await startTestServer(options);
	const client = await server.client();
	await client.request('report', { ...reportOf('a', 'x'), PN: 'büsybox' });
	await client.request('report', reportOf('b', 'y'));
	const ask = (...argv: string[]) => run(['--address', server.address, ...argv]);
	return { server, ask };
}

const done = (output: unknown) => ({ code: 0, output, errors: '' });
const UNIHASH = hash('task a');

describe('hashes', () => {
	it('are printed as the reference prints them', async () => {
		const { ask } = await known();
		const row = await ask('get', METHOD, hash('task a'));
		expect(row).toEqual(done(expect.stringMatching(/^\{\n {4}"PN": "b\\u00fcsybox",\n {4}"PR"/)));
		const same = await ask('get-outhash', METHOD, hash('output x'), 'anything');
		expect(same.output).toBe(row.output);
		expect(JSON.parse(row.output)).toMatchObject({ taskhash: hash('task a'), unihash: UNIHASH });
		expect(await ask('get', METHOD, 'unknown')).toEqual(done(''));
		expect(await ask('get-outhash', METHOD, 'unknown', 'x')).toEqual(done(''));
	});

	it('are known or not', async () => {
		const { ask } = await known();
		expect(await ask('unihash-exists', UNIHASH)).toEqual(done('true\n'));
		expect(await ask('unihash-exists', 'unknown')).toEqual(done('false\n'));
		expect(await ask('unihash-exists', '--quiet', UNIHASH)).toEqual(done(''));
		expect(await ask('unihash-exists', 'unknown', '--quiet')).toEqual({ ...done(''), code: 1 });
	});

	it('are removed by conditions', async () => {
		const { ask } = await known();
		expect(await ask('remove')).toEqual(done('No query specified\n'));
		const wrong = await ask('remove', '-w', 'method', 'x', '--where', 'taskhash', hash('task a'));
		expect(wrong).toEqual(done('Removed 0 row(s)\n'));
		expect(await ask('remove', '-w', 'unihash', UNIHASH)).toEqual(done('Removed 1 row(s)\n'));
		expect(await ask('clean-unused', '3600')).toEqual(done('Removed 0 rows\n'));
		expect(await ask('clean-unused', '0')).toEqual(done('Removed 1 rows\n'));
	});

	it('are marked and swept', async () => {
		const { ask } = await known();
		expect(await ask('gc-status')).toEqual(done('No Garbage collection in progress\n'));
		const where = ['-w', 'unihash', UNIHASH, '-w', 'method', METHOD];
		expect(await ask('gc-mark', ...where, 'M')).toEqual(done('New hashes marked: 1\n'));
		expect(await ask('gc-status')).toEqual(
			done('Current Mark: M\nTotal hashes to keep: 1\nTotal hashes to remove: 1\n'),
		);
		expect(await ask('gc-sweep', 'N')).toEqual({
			code: 1,
			output: '',
			errors: expect.stringMatching(/^ERROR: 'N' is not the current mark/),
		});
		expect(await ask('gc-sweep', 'M')).toEqual(done('Removed 1 rows\n'));
	});

	it('are marked by standard input', async () => {
		const { server } = await known();
		const lines = [
			`unihash ${UNIHASH}`,
			'',
			`  taskhash ${hash('task b')} method ${METHOD} `,
			'x y',
		];
		const argv = ['--address', server.address, 'gc-mark-stream', 'M'];
		expect(await run(argv, { lines })).toEqual(done('New hashes marked: 2\n'));
		expect(await run(argv, { lines: [] })).toEqual(done('New hashes marked: 0\n'));
	});
});

describe('the server', () => {
	it('tells its figures, rows and columns', async () => {
		const { ask } = await known();
		const stats = JSON.parse((await ask('stats')).output);
		expect(stats).toMatchObject({ requests: { num: 2, max_time: expect.any(Number) } });
		expect(JSON.parse((await ask('stats', '--reset')).output).requests.num).toBe(3);
		expect(JSON.parse((await ask('reset-stats')).output).requests.num).toBe(1);
		expect((await ask('get-db-usage')).output).toBe(`Table name          | Rows
--------------------+--------------------
config              | 0
outhashes_v2        | 2
unihashes_v3        | 2
users               | 0

Total rows: 4
`);
		expect((await ask('get-db-query-columns')).output).toBe(
			'PN\nPR\nPV\ngc_mark\nmethod\nouthash\nouthash_siginfo\nowner\ntask\ntaskhash\nunihash\n',
		);
	});

	it('is measured', async () => {
		const { ask } = await known();
		const loud = await ask('ping', '-n', '2');
		expect(loud.output).toMatch(
			/^Ping 1 of 2\.\.\. 0\.\d{3}s\nPing 2 of 2\.\.\. 0\.\d{3}s\n-{24}\nNumber of pings: {9}2\nAverage/,
		);
		expect((await ask('ping', '--count', '1', '-q')).output).toMatch(/^Number of pings: {9}1\n/);
		const load = ['stress', '--clients', '3', '--requests', '20'];
		const first = await ask(...load, '--report');
		expect(first.output).toMatch(/Number of requests: {3}60\n(.*\n)*Hashes missed: {8}60\n$/);
		expect((await ask(...load)).output).toMatch(/Hashes found: {9}60\nHashes missed: {8}0\n$/);
		expect((await ask(...load, '--taskhash-seed', 's')).output).toMatch(/found: {9}0\n/);
	});
});

describe('users', () => {
	const ADMIN = { username: 'admin', password: 'secret' };
	const closed = () =>
		startTestServer({
			anonymous: new Set(),
			admin: ADMIN,
			accountTimes: { failedLogin: 0, newToken: 0 },
		});
	const as = (server: TestServer, username: string, token: string) => [
		...['--address', server.address, '--login', username, '--password', token],
	];

	it('are made, changed, listed and deleted', async () => {
		const server = await closed();
		const admin = as(server, 'admin', 'secret');
		const made = await run([...admin, 'new-user', '-u', 'one', '@read', '@none']);
		expect(made.output).toMatch(/^Username: {4}one\nPermissions: @read\nToken: {7}\S{64}\n$/);
		const token = made.output.match(/Token: +(\S+)/)?.[1] ?? '';
		expect(await run([...as(server, 'one', token), 'get-user'])).toEqual(
			done('Username:    one\nPermissions: @read\n'),
		);
		expect((await run([...admin, 'set-user-perms', '-u', 'one'])).output).toBe(
			'Username:    one\nPermissions: \n',
		);
		expect((await run([...admin, 'get-all-users'])).output).toBe(`Username            | Permissions
--------------------+--------------------
admin               | @all @db-admin @read @report @user-admin
one                 |
`);
		expect((await run([...admin, '--become', 'one', 'get-user'])).output).toMatch(/: {4}one/);
		const fresh = (await run([...as(server, 'one', token), 'refresh-token'])).output;
		expect(fresh).toMatch(/^Username: {4}one\nToken: {7}\S{64}\n$/);
		expect(await run([...admin, 'delete-user', '-u', 'one'])).toEqual(done('Username:    one\n'));
		const gone = await run([...admin, 'get-user', '--username', 'one']);
		expect(gone).toEqual({ code: 1, output: '', errors: 'there is no user one\n' });
	});

	it('log in by variables and by .netrc', async () => {
		const server = await closed();
		const { address } = server;
		const user = done(expect.stringMatching(/^Username: {4}admin\n/));
		const variables = {
			HASHSERVER_ADDRESS: address,
			HASHSERVER_USER: 'admin',
			HASHSERVER_PASSWORD: 'secret',
		};
		expect(await run(['get-user'], { env: variables })).toEqual(user);
		const home = temporaryFolder();
		const netrc = join(home, '.netrc');
		writeFileSync(netrc, `machine ${address} login admin password secret\n`, { mode: 0o600 });
		const env = { HOME: home };
		expect(await run(['--address', address, 'get-user'], { env })).toEqual(user);
		const refused = { code: 1, output: '', errors: expect.stringMatching(/^ERROR: /) };
		expect(await run(['--address', address, '-n', 'get-user'], { env })).toEqual(refused);
		const wrong = as(server, 'admin', 'wrong');
		expect(await run([...wrong, 'get-user'], { env })).toEqual(refused);
		writeFileSync(netrc, `default login admin password secret\n`);
		expect(await run([`--address=${address}`, 'get-user'], { env })).toEqual(user);
	});
});

describe('mistakes', () => {
	it.each([
		[[], /command is missing/],
		[['nonsense'], /no client command "nonsense"/],
		[['get', 'method'], /TASKHASH is missing/],
		[['get', 'a', 'b', 'c'], /too many: c/],
		[['--nonsense', 'get', 'a', 'b'], /nonsense/],
		[['get', '--nonsense', 'a', 'b'], /nonsense/],
		[['--address', 'h', 'ping'], /no port/],
		[['remove', '-w', 'x'], /column and a value/],
		[['clean-unused', 'x'], /whole number/],
		[['clean-unused', '-1'], /-1/],
		[['ping', '-n', '0'], /at least 1/],
		[['new-user', '@read'], /USERNAME is missing/],
		[['delete-user'], /USERNAME is missing/],
		[['set-user-perms'], /USERNAME is missing/],
	])('%j are told before anything is connected', async (argv, message) => {
		await expect(run(argv)).rejects.toThrow(message);
	});

	it('of others end with 1', async () => {
		const address = await quietAddress();
		const nobody = await run(['--address', address, 'ping']);
		expect(nobody).toEqual({
			code: 1,
			output: '',
			errors: expect.stringContaining('ECONNREFUSED'),
		});
		const server = await startTestServer({ readOnly: true });
		const unknown = await run(['--address', server.address, 'gc-status']);
		expect(unknown).toMatchObject({ code: 1, output: '' });
		expect(unknown.errors).toMatch(
			/^hashequiv client: 127\.0\.0\.1:\d+ closed the connection\. It does not know the command/,
		);
	});
});

describe('the usage text', () => {
	it('names every subcommand of the reference', () => {
		const names = SUBCOMMANDS.map(({ name }) => name).sort();
		expect(names).toEqual(
			[
				...['clean-unused', 'delete-user', 'gc-mark', 'gc-mark-stream', 'gc-status', 'gc-sweep'],
				...['get', 'get-all-users', 'get-db-query-columns', 'get-db-usage', 'get-outhash'],
				...['get-user', 'new-user', 'ping', 'refresh-token', 'remove', 'reset-stats'],
				...['set-user-perms', 'stats', 'stress', 'unihash-exists'],
			].sort(),
		);
		for (const name of names) expect(USAGE).toContain(`\n  ${name}`);
	});
});

describe('a summary', () => {
	it('is that of the whole population', () => {
		expect(summarize([4, 1, 3, 2])).toEqual({
			mean: 2.5,
			median: 2.5,
			deviation: Math.sqrt(1.25),
			min: 1,
			max: 4,
		});
		expect(summarize([7])).toEqual({ mean: 7, median: 7, deviation: 0, min: 7, max: 7 });
	});
});

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { connectClient, type HashClient } from '../../server/src/hashserv/client';
import { openSqliteStore } from '../../server/src/hashserv/store/sqlite';
import { parseAddress } from '../../server/src/hashserv/transport/address';
import { hash, METHOD, reportOf, startTestServer, temporaryFolder } from '../support/hashserv';
import { bundleServe } from '../support/hashservBundle';

let serveJs: string;
beforeAll(async () => {
	serveJs = await bundleServe();
});

interface Run {
	readonly child: ChildProcess;
	readonly folder: string;
	output: string;
	errors: string;
	readonly exit: Promise<number | null>;
}

interface RunOptions {
	env?: Record<string, string>;
	folder?: string;
	node?: string[];
	/** Shell commands to run before the server takes their place. */
	prelude?: string;
}

function run(
	args: readonly string[],
	{ env = {}, folder, node = [], prelude }: RunOptions = {},
): Run {
	const cwd = folder ?? temporaryFolder();
	const command = [process.execPath, ...node, serveJs, 'serve', ...args];
	const [program = '', ...rest] =
		prelude === undefined ? command : ['bash', '-c', `${prelude}; exec "$@"`, 'bash', ...command];
	// Variables of the machine must not decide what is tested.
	const clean = Object.fromEntries(
		Object.entries(process.env).filter(([name]) => !name.startsWith('HASHSERVER_')),
	);
	const child = spawn(program, rest, {
		cwd,
		env: { ...clean, ...env },
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	onTestFinished(() => {
		child.kill('SIGKILL');
	});
	const result: Run = {
		child,
		folder: cwd,
		output: '',
		errors: '',
		exit: new Promise((resolve) => child.on('close', resolve)),
	};
	child.stdout?.on('data', (data) => {
		result.output += data;
	});
	child.stderr?.on('data', (data) => {
		result.errors += data;
	});
	return result;
}

const READY = /^hash equivalence server listening on (\S+)\n$/;

async function ready(server: Run): Promise<string> {
	await Promise.race([
		expect.poll(() => server.output, { interval: 5 }).toMatch(READY),
		server.exit.then((code) => {
			throw new Error(`exit ${code}: ${server.errors}`);
		}),
	]);
	return READY.exec(server.output)?.[1] ?? '';
}

async function client(address: string): Promise<HashClient> {
	const connected = await connectClient(parseAddress(address));
	onTestFinished(() => connected.close());
	return connected;
}

describe('serving', () => {
	it('stops at once though its upstream has not answered yet', async () => {
		let isAsked = false;
		const mute = createServer((socket) => {
			isAsked = true;
			socket.on('error', () => {});
		});
		await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
		onTestFinished(() => {
			mute.close();
		});
		const { port } = mute.address() as { port: number };
		const upstream = ['--upstream', `127.0.0.1:${port}`, '--upstream-timeout', '60'];
		const server = run(['-b', '127.0.0.1:0', ...upstream]);
		await ready(server);
		await expect.poll(() => isAsked).toBe(true);
		server.child.kill('SIGTERM');
		expect(await server.exit).toBe(0);
	});

	it('tells the real port, answers, and stops cleanly on SIGTERM', async () => {
		const server = run(['-b', '127.0.0.1:0', '-d', 'h.db', '-l', 'debug']);
		const address = await ready(server);
		expect(address).toMatch(/^127\.0\.0\.1:[1-9]\d*$/);
		await (await client(address)).request('report', reportOf('a', 'x'));
		server.child.kill('SIGTERM');
		expect(await server.exit).toBe(0);
		expect(server.output).toMatch(READY);
		expect(readdirSync(server.folder)).toEqual(['h.db']);
		const store = openSqliteStore(join(server.folder, 'h.db'));
		expect(await store.unihash(METHOD, hash('task a'))).toBe(hash('task a'));
		await store.close();
	});

	it('has the reference’s defaults, and stops on SIGINT', async () => {
		const server = run([]);
		const address = await ready(server);
		expect(address).toBe(`unix://${join(server.folder, 'hashserve.sock')}`);
		expect(existsSync(join(server.folder, 'hashserv.db'))).toBe(true);
		expect(await (await client(address)).request('ping', {})).toEqual({ alive: true });
		server.child.kill('SIGINT');
		expect(await server.exit).toBe(0);
		expect(readdirSync(server.folder)).toEqual(['hashserv.db']);
		expect(server.errors).toBe('');
	});

	it('serves WebSocket where it is told to, and the administrator it is told', async () => {
		const server = run(['-b', 'ws://127.0.0.1:0', '--reuseport', '--admin-user', 'root'], {
			env: { HASHSERVER_ADMIN_PASSWORD: 'secret' },
		});
		const address = await ready(server);
		expect(address).toMatch(/^ws:\/\/127\.0\.0\.1:[1-9]\d*$/);
		const connected = await client(address);
		expect(await connected.request('auth', { username: 'root', token: 'secret' })).toMatchObject({
			result: true,
		});
		server.child.kill('SIGTERM');
		expect(await server.exit).toBe(0);
		expect(server.errors).toBe('');
	});

	it('asks its upstream, with the login of .netrc', async () => {
		const above = await startTestServer({
			anonymous: new Set(),
			admin: { username: 'mirror', password: 'sec ret' },
		});
		const there = await above.client();
		await there.request('auth', { username: 'mirror', token: 'sec ret' });
		await there.request('report', reportOf('a', 'x'));
		const home = temporaryFolder();
		const netrc = `machine ${above.address} login mirror password "sec ret"\n`;
		writeFileSync(join(home, '.netrc'), netrc, { mode: 0o600 });
		const server = run(['-b', '127.0.0.1:0'], {
			env: { HASHSERVER_UPSTREAM: above.address, HOME: home, NETRC: '' },
		});
		const connected = await client(await ready(server));
		const get = { method: METHOD, taskhash: hash('task a') };
		expect(await connected.request('get', get)).toMatchObject({ unihash: hash('task a') });
		expect(server.errors).toBe('');
	});

	it('takes the reference’s variables, flags first', async () => {
		const server = run(['-d', 'flag.db'], {
			env: {
				HASHSERVER_BIND: '127.0.0.1:0',
				HASHSERVER_DB: 'variable.db',
				HASHSERVER_READ_ONLY: '1',
				HASHSERVER_LOG_LEVEL: 'ERROR',
				HASHSERVER_ANON_PERMS: '@read',
			},
		});
		const address = await ready(server);
		expect(readdirSync(server.folder)).toContain('flag.db');
		const refused = await client(address);
		await expect(refused.request('gc-status', {})).rejects.toThrow();
		expect(await (await client(address)).request('get-db-usage', {})).toHaveProperty(
			'invoke-error',
		);
	});

	it('outlives the login of whoever started it without a terminal', async () => {
		const server = run(['-b', '127.0.0.1:0']);
		const address = await ready(server);
		server.child.kill('SIGHUP');
		const connected = await client(address);
		expect(await connected.request('report', reportOf('a', 'x'))).toHaveProperty('unihash');
		server.child.kill('SIGTERM');
		expect(await server.exit).toBe(0);
	});

	it('replaces the socket of a server that was killed, and no other', async () => {
		const first = run(['-l', 'INFO']);
		await ready(first);
		const second = run(['-d', 'other.db'], { folder: first.folder });
		expect(await second.exit).toBe(1);
		expect(second.errors).toMatch(/EADDRINUSE/);
		first.child.kill('SIGKILL');
		await first.exit;
		const third = run([], { folder: first.folder });
		expect(await (await client(await ready(third))).request('ping', {})).toEqual({ alive: true });
	});

	it('loses no report that was answered when it is killed', async () => {
		const server = run(['-b', '127.0.0.1:0']);
		const connected = await client(await ready(server));
		let answered = 0;
		const reports = Array.from({ length: 500 }, (_, index) =>
			connected.request('report', reportOf(`${index}`, `${index}`)).then(
				() => {
					answered++;
					if (answered === 100) server.child.kill('SIGKILL');
				},
				() => {},
			),
		);
		await Promise.all(reports);
		const store = openSqliteStore(join(server.folder, 'hashserv.db'));
		expect(answered).toBeGreaterThanOrEqual(100);
		for (let index = 0; index < answered; index++) {
			expect(await store.unihash(METHOD, hash(`task ${index}`))).toBe(hash(`task ${index}`));
		}
		await store.close();
	});

	it.skipIf(process.platform !== 'linux')(
		'turns clients away with a word where it may open no more files',
		async () => {
			const server = run(['-b', '127.0.0.1:0'], { prelude: 'ulimit -n 64' });
			const address = await ready(server);
			const clients = await Promise.all(Array.from({ length: 40 }, () => client(address)));
			const answers = await Promise.allSettled(clients.map((each) => each.request('ping', {})));
			const answered = answers.filter(({ status }) => status === 'fulfilled').length;
			expect(answered).toBeGreaterThan(10);
			await expect.poll(() => server.errors).toMatch(/turned away: .*ulimit -n/);
			clients[0]?.close();
			await expect
				.poll(async () => (await client(address)).request('ping', {}).catch(() => null))
				.toEqual({ alive: true });
		},
	);

	it('fails reports when the disk is full, and goes on answering', async () => {
		// A file size limit is the nearest to a full disk that needs no disk.
		const server = run(['-b', '127.0.0.1:0'], { prelude: "trap '' XFSZ; ulimit -f 400" });
		const address = await ready(server);
		await (await client(address)).request('report', reportOf('first', 'first'));
		let failure: unknown;
		for (let index = 0; failure === undefined && index < 50; index++) {
			const report = { ...reportOf(`${index}`, `${index}`), outhash_siginfo: 'x'.repeat(30_000) };
			const answer = (await client(address)).request('report', report);
			failure = await answer.then(() => undefined, String);
		}
		expect(failure).toMatch(/closed the connection/);
		expect(server.errors).toMatch(/^ERROR: .*hashserv\.db/m);
		const get = { method: METHOD, taskhash: hash('task first') };
		expect(await (await client(address)).request('get', get)).toMatchObject({
			unihash: hash('task first'),
		});
		expect(server.child.exitCode).toBeNull();
	});

	it('goes on when nobody reads any more what it prints', async () => {
		const server = run(['-b', '127.0.0.1:0', '-l', 'DEBUG', '--status-file', 'status.json']);
		const address = await ready(server);
		server.child.stderr?.destroy();
		const get = { method: METHOD, taskhash: hash('task') };
		for (let times = 0; times < 3; times++) {
			const connected = await client(address);
			expect(await connected.request('get', get)).toBeNull();
			connected.close();
		}
		server.child.kill('SIGTERM');
		expect(await server.exit).toBe(0);
		expect(readdirSync(server.folder)).toEqual(['hashserv.db']);
	});

	it('starts though nobody waits for the line that it prints then', async () => {
		const server = run(['-b', 'unix://./s.sock', '--status-file', 'status.json']);
		server.child.stdout?.destroy();
		const status = join(server.folder, 'status.json');
		await expect.poll(() => existsSync(status), { interval: 5 }).toBe(true);
		const connected = await client(`unix://${join(server.folder, 's.sock')}`);
		expect(await connected.request('ping', {})).toEqual({ alive: true });
		connected.close();
		server.child.kill('SIGTERM');
		expect(await server.exit).toBe(0);
		expect(readdirSync(server.folder)).toEqual(['hashserv.db']);
	});
});

describe('refusing', () => {
	const mistakes: [string[], RegExp][] = [
		[['--upstream', 'h'], /no port/],
		[['-u', 'h:1', '-r'], /do not go together/],
		[['--upstream-user', 'a'], /need --upstream/],
		[['-u', 'h:1', '--upstream-user', 'a'], /need each other/],
		[['-u', 'h:1', '--upstream-timeout', '0'], /--upstream-timeout/],
		[['--admin-user', 'a'], /--admin-user needs --admin-password/],
		[['--admin-password', 'a'], /--admin-password needs --admin-user/],
		[['--db-username', 'a'], /--db-username/],
		[['--db-password', 'a'], /--db-password/],
		[['--no-such-flag'], /no-such-flag/],
		[['stray'], /stray/],
		[['-b', 'localhost'], /no port/],
		[['-b', 'wss://127.0.0.1:0'], /--tls-cert/],
		[['--tls-cert', 'x'], /Unix socket/],
		[['-b', '127.0.0.1:0', '--tls-key', 'x'], /--tls-key needs --tls-cert/],
		[['-b', '127.0.0.1:0', '--tls-cert', 'x', '--tls-key', 'x'], /ENOENT/],
		[['--max-clients', '0'], /--max-clients 0/],
		[['-d', 'postgresql://h/d'], /only SQLite/],
		[['-l', 'LOUD'], /LOUD/],
		[['--anon-perms', '@all'], /@all/],
	];
	for (const [args, message] of mistakes) {
		it(args.join(' '), async () => {
			const server = run(args);
			expect(await server.exit).toBe(2);
			expect(server.errors).toMatch(message);
			expect(server.output).toBe('');
			expect(readdirSync(server.folder)).toEqual([]);
		});
	}

	it('a variable whose feature is missing', async () => {
		const server = run([], { env: { HASHSERVER_DB_USERNAME: 'a' } });
		expect(await server.exit).toBe(2);
		expect(server.errors).toMatch(/HASHSERVER_DB_USERNAME.*--db-username/);
	});

	it('a file that is no database', async () => {
		const folder = temporaryFolder();
		writeFileSync(join(folder, 'hashserv.db'), 'text');
		const server = run(['-b', '127.0.0.1:0'], { folder });
		expect(await server.exit).toBe(1);
		expect(server.errors).toMatch(/not a SQLite database/);
	});

	it('a database path at which something else is than a file', async () => {
		const folder = temporaryFolder();
		execFileSync('mkfifo', [join(folder, 'pipe')]);
		const socket = await startTestServer({ address: `unix://${join(folder, 'socket')}` });
		const others: [string, RegExp][] = [
			['pipe', /pipe: this is a named pipe .* Name a file;/],
			[socket.address.slice('unix://'.length), /this is a socket, .* Name a file;/],
			['/dev/null', /\/dev\/null: this is a device, .* Name a file;/],
			['.', /: this is a folder.* such as .*\/hashserv\.db/],
		];
		for (const [database, expected] of others) {
			const server = run(['-b', '127.0.0.1:0', '-d', database], { folder });
			expect(await server.exit, database).toBe(1);
			expect(server.errors).toMatch(expected);
		}
	});

	it('a port that is taken', async () => {
		const other = await startTestServer();
		const server = run(['-b', other.address]);
		expect(await server.exit).toBe(1);
		expect(server.errors).toMatch(/another program does.*EADDRINUSE.*choose another address/);
	});

	it('an address that this machine does not have, and a socket in no folder', async () => {
		const port = run(['-b', '192.0.2.1:8686']);
		const socket = run(['-b', 'unix://no/such/folder/s']);
		expect([await port.exit, await socket.exit]).toEqual([1, 1]);
		expect(port.errors).toMatch(/192\.0\.2\.1:8686: this machine has no such address/);
		expect(socket.errors).toMatch(/no\/such\/folder\/s: its folder is not there/);
	});

	it('a status file that cannot be written', async () => {
		const server = run(['-b', '127.0.0.1:0', '--status-file', 'no/such/folder/a.json']);
		expect(await server.exit).toBe(1);
		expect(server.errors).toMatch(/ENOENT.*no\/such\/folder/);
	});

	it('to run where Node.js has no SQLite, and says so', async () => {
		const server = run([], { node: ['--no-experimental-sqlite'] });
		expect(await server.exit).toBe(1);
		expect(server.errors).toMatch(/needs Node\.js 22\.13 or newer/);
	});

	it('nothing when only help is wanted', async () => {
		const server = run(['--help']);
		expect(await server.exit).toBe(0);
		expect(server.output).toMatch(/HASHSERVER_BIND, else unix:\/\/\.\/hashserve\.sock/);
	});
});

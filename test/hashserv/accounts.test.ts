/** Users, their permissions and their tokens: who may do what, and what is kept of a token. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Accounts } from '../../server/src/hashserv/accounts';
import { type Permission, parseAnonymousPermissions } from '../../server/src/hashserv/auth';
import type { HashClient } from '../../server/src/hashserv/client';
import { refusalOf } from '../../server/src/hashserv/refusal';
import { anonymousDefault } from '../../server/src/hashserv/server';
import { openSqliteStore } from '../../server/src/hashserv/store/sqlite';
import { parseAddress } from '../../server/src/hashserv/transport/address';
import {
	hash,
	METHOD,
	reportOf,
	startTestServer,
	type TestServer,
	temporaryFolder,
} from '../support/hashserv';

const ADMIN = { username: 'admin', password: 'secret' };
const ALL: readonly Permission[] = ['@all', '@db-admin', '@read', '@report', '@user-admin'];
const REFUSED = { 'invoke-error': { message: expect.any(String) } };

type Options = Parameters<typeof startTestServer>[0];

/** A server on which anonymous clients may do nothing. */
function closedServer(options: Options = {}): Promise<TestServer> {
	return startTestServer({
		anonymous: new Set(),
		admin: ADMIN,
		accountTimes: { failedLogin: 20, newToken: 0 },
		...options,
	});
}

async function login(server: TestServer, username: string, token: string): Promise<HashClient> {
	const client = await server.client();
	expect(await client.request('auth', { username, token })).toMatchObject({ result: true });
	return client;
}

const admin = (server: TestServer) => login(server, ADMIN.username, ADMIN.password);

interface NewUser {
	readonly username: string;
	readonly token: string;
}

async function newUser(
	server: TestServer,
	username: string,
	permissions: readonly string[],
): Promise<NewUser> {
	const answer = await (await admin(server)).request('new-user', { username, permissions });
	expect(answer).toHaveProperty('token');
	return answer as NewUser;
}

async function loggedIn(server: TestServer, ...permissions: Permission[]): Promise<HashClient> {
	const { username, token } = await newUser(server, `user ${permissions.join()}`, permissions);
	return login(server, username, token);
}

describe('logging in', () => {
	it('tells who one is, with every permission spelled out', async () => {
		const server = await closedServer();
		const client = await server.client();
		expect(await client.request('auth', { username: 'admin', token: 'secret' })).toEqual({
			result: true,
			username: 'admin',
			permissions: ALL,
		});
		expect(await client.request('get-user', {})).toEqual({ username: 'admin', permissions: ALL });
	});

	it.each([
		['a wrong token', { username: 'admin', token: 'Secret' }],
		['an unknown name', { username: 'nobody', token: 'secret' }],
		['the stored form', { username: 'admin', token: 'sha256::' }],
	])('refuses %s, slowly, with the same words, and serves others meanwhile', async (_, wrong) => {
		const failedLogin = 1_000;
		const server = await closedServer({ accountTimes: { failedLogin } });
		const other = await server.client();
		const client = await server.client();
		const started = performance.now();
		let isRefused = false;
		const refused = client.request('auth', wrong).finally(() => {
			isRefused = true;
		});
		expect(await other.request('ping', {})).toEqual({ alive: true });
		expect(isRefused).toBe(false);
		expect(await refused).toEqual({
			'invoke-error': { message: `Unable to authenticate as ${wrong.username}` },
		});
		expect(performance.now() - started).toBeGreaterThan(failedLogin - 10);
		await client.closed;
	});

	it.each([null, {}, { username: 'admin' }, { username: 1, token: 'secret' }])(
		'refuses %j',
		async (argument) => {
			const server = await closedServer();
			expect(await (await server.client()).request('auth', argument)).toEqual(REFUSED);
		},
	);

	it('comes before what is asked in the same breath', async () => {
		const server = await closedServer();
		const client = await server.client();
		const [, answer] = await Promise.all([
			client.request('auth', { username: 'admin', token: 'secret' }),
			client.request('get-all-users', {}),
		]);
		expect(answer).toEqual({ users: [{ username: 'admin', permissions: ALL }] });
	});

	it('does not survive a database with a token of an unknown kind', async () => {
		const server = await closedServer();
		const database = new DatabaseSync(server.database);
		for (const stored of ['md5:00:5ebe2294ecd0e0f08eab7690d2a6ee69', 'secret', 'sha256:00:']) {
			database.prepare('UPDATE users SET token = ?').run(stored);
			const answer = (await server.client()).request('auth', {
				username: 'admin',
				token: 'secret',
			});
			expect(await answer).toEqual(REFUSED);
		}
		database.close();
	});
});

describe('tokens', () => {
	it('are stored salted and hashed, the same token never twice in one form', async () => {
		const server = await closedServer();
		const { token } = await newUser(server, 'one', ['@read']);
		expect(token).toMatch(/^[A-Za-z0-9._]{64}$/);
		const database = new DatabaseSync(server.database);
		const rows = database.prepare('SELECT username, token, permissions FROM users').all();
		database.close();
		expect(rows.map((row) => ({ ...row }))).toEqual([
			{
				username: 'admin',
				token: expect.stringMatching(/^sha256:[0-9a-f]{16}:[0-9a-f]{64}$/),
				permissions: '@all',
			},
			{ username: 'one', token: expect.not.stringContaining(token), permissions: '@read' },
		]);
	});

	it('are replaced by their owner and by an administrator of accounts', async () => {
		const server = await closedServer();
		const first = await newUser(server, 'one', []);
		const own = await login(server, 'one', first.token);
		const second = (await own.request('refresh-token', {})) as NewUser;
		expect(second.username).toBe('one');
		const outdated = (await server.client()).request('auth', {
			username: 'one',
			token: first.token,
		});
		expect(await outdated).toEqual(REFUSED);
		const third = await (await admin(server)).request('refresh-token', { username: 'one' });
		await login(server, 'one', (third as NewUser).token);
		expect(await (await admin(server)).request('refresh-token', { username: 'nobody' })).toEqual(
			REFUSED,
		);
	});

	it('are made one after the other for the whole server', async () => {
		const store = openSqliteStore(join(temporaryFolder(), 'hashserv.db'));
		onTestFinished(() => store.close());
		const accounts = new Accounts(store.users, { newToken: 100 });
		const issued = [1, 2, 3, 4].map(() => accounts.issue().then(() => performance.now()));
		const [first, ...others] = await Promise.all(issued);
		let before = first!;
		for (const time of others) {
			// A timer counts from where its turn of the event loop began.
			expect(time - before).toBeGreaterThan(50);
			before = time;
		}
	});
});

const get = { method: METHOD, taskhash: hash('task a') };

/** A request of each command but those that anybody may make, and the permissions that it needs, as BitBake's server has it. */
const GUARDED: readonly [command: string, argument: unknown, needed: readonly Permission[]][] = [
	['get', get, ['@read']],
	['get-outhash', { ...get, outhash: hash('output x') }, ['@read']],
	['get-stream', null, ['@read']],
	['exists-stream', null, ['@read']],
	['get-stats', null, ['@read']],
	['report', reportOf('a', 'x'), ['@read']],
	['report-equiv', reportOf('a', 'x'), ['@read', '@report']],
	['backfill-wait', {}, ['@read']],
	['reset-stats', null, ['@db-admin']],
	['remove', { where: { method: METHOD } }, ['@db-admin']],
	['clean-unused', { max_age_seconds: 0 }, ['@db-admin']],
	['gc-mark', { mark: 'm', where: {} }, ['@db-admin']],
	['gc-mark-stream', null, ['@db-admin']],
	['gc-sweep', { mark: 'm' }, ['@db-admin']],
	['gc-status', {}, ['@db-admin']],
	['get-db-usage', {}, ['@db-admin']],
	['get-db-query-columns', {}, ['@db-admin']],
	['refresh-token', { username: 'admin' }, ['@user-admin']],
	['refresh-token', {}, ['@user-admin']],
	['set-user-perms', { username: 'admin', permissions: [] }, ['@user-admin']],
	['get-user', { username: 'admin' }, ['@user-admin']],
	['get-user', {}, ['@user-admin']],
	['get-all-users', {}, ['@user-admin']],
	['new-user', { username: 'x', permissions: [] }, ['@user-admin']],
	['delete-user', { username: 'admin' }, ['@user-admin']],
	['become-user', { username: 'admin' }, ['@user-admin']],
];

describe('permissions', () => {
	it('are needed for everything but a ping', async () => {
		const server = await closedServer();
		for (const [command, argument] of GUARDED) {
			const client = await server.client();
			expect(await client.request(command, argument), command).toEqual(REFUSED);
			await client.closed;
		}
		expect(await (await server.client()).request('ping', {})).toEqual({ alive: true });
	});

	it.each<Permission>(['@read', '@report', '@db-admin', '@user-admin'])(
		'keep from what needs %s, and from nothing else, where it is missing',
		async (missing) => {
			const others = ALL.filter((name) => name !== '@all' && name !== missing);
			const server = await closedServer({ anonymous: new Set(others) });
			for (const [command, argument, needed] of GUARDED) {
				const answer = await (await server.client()).request(command, argument);
				const refusal = refusalOf(answer) ?? '';
				expect(/is not allowed/.test(refusal), command).toBe(needed.includes(missing));
			}
		},
	);

	it('to read let a report be answered, and not stored', async () => {
		const server = await closedServer();
		const reader = await loggedIn(server, '@read');
		expect(await reader.request('report', reportOf('a', 'x'))).toMatchObject({
			unihash: hash('task a'),
		});
		expect(await reader.request('get', get)).toBeNull();
	});

	it('to report store it under one’s own name', async () => {
		const server = await closedServer();
		const client = await loggedIn(server, '@read', '@report');
		await client.request('report', { ...reportOf('a', 'x'), owner: 'somebody else' });
		expect(await client.request('get', { ...get, all: true })).toMatchObject({
			owner: 'user @read,@report',
		});
	});

	it('add to what anybody may', async () => {
		const server = await closedServer({ anonymous: new Set<Permission>(['@read']) });
		const client = await loggedIn(server, '@report');
		await client.request('report', reportOf('a', 'x'));
		expect(await (await server.client()).request('get', get)).toMatchObject({
			unihash: hash('task a'),
		});
	});

	it('can be changed, and are then listed', async () => {
		const server = await closedServer();
		await newUser(server, 'one', ['@read', '@none', '@read']);
		const client = await admin(server);
		expect(await client.request('get-user', { username: 'one' })).toEqual({
			username: 'one',
			permissions: ['@read'],
		});
		const change = { username: 'one', permissions: ['@report', '@db-admin'] };
		const changed = { username: 'one', permissions: ['@db-admin', '@report'] };
		expect(await client.request('set-user-perms', change)).toEqual(changed);
		expect(await client.request('get-all-users', {})).toEqual({
			users: [{ username: 'admin', permissions: ALL }, changed],
		});
		expect(await client.request('get-user', { username: 'nobody' })).toBeNull();
	});

	it.each([
		['new-user', { username: 'two', permissions: ['@everything'] }],
		['new-user', { username: 'two', permissions: '@read' }],
		['new-user', { username: 'two' }],
		['new-user', { username: '', permissions: [] }],
		['new-user', { username: 'admin', permissions: [] }],
		['set-user-perms', { username: 'nobody', permissions: [] }],
		['set-user-perms', { username: 'admin', permissions: [1] }],
		['delete-user', { username: 'nobody' }],
		['delete-user', { username: ['admin'] }],
		['become-user', { username: 'nobody' }],
		['become-user', {}],
	])('%s refuses %j', async (command, argument) => {
		const server = await closedServer();
		expect(await (await admin(server)).request(command, argument)).toEqual(REFUSED);
	});

	it('let users look at and delete themselves, and nobody else', async () => {
		const server = await closedServer();
		const { token } = await newUser(server, 'one', []);
		for (const command of ['get-user', 'delete-user', 'refresh-token', 'set-user-perms']) {
			const client = await login(server, 'one', token);
			const argument = { username: 'admin', permissions: [] };
			expect(await client.request(command, argument), command).toEqual(REFUSED);
		}
		const promoting = await login(server, 'one', token);
		const promotion = { username: 'one', permissions: ['@all'] };
		expect(await promoting.request('set-user-perms', promotion)).toEqual(REFUSED);
		const client = await login(server, 'one', token);
		expect(await client.request('get-user', { username: 'one' })).toEqual({
			username: 'one',
			permissions: [],
		});
		expect(await client.request('delete-user', {})).toEqual({ username: 'one' });
		expect(await (await admin(server)).request('get-user', { username: 'one' })).toBeNull();
	});

	it('are those of the user that an administrator becomes', async () => {
		const server = await closedServer();
		await newUser(server, 'one', ['@read']);
		const client = await admin(server);
		const one = { username: 'one', permissions: ['@read'] };
		expect(await client.request('become-user', { username: 'one' })).toEqual(one);
		expect(await client.request('get-user', {})).toEqual(one);
		expect(await client.request('become-user', { username: 'admin' })).toEqual(REFUSED);
	});

	it('of a read-only server leave accounts as they are', async () => {
		const server = await closedServer({ readOnly: true });
		expect(await (await admin(server)).request('get-all-users', {})).toHaveProperty('users');
		for (const command of ['refresh-token', 'set-user-perms', 'new-user', 'delete-user']) {
			await expect((await admin(server)).request(command, {}), command).rejects.toThrow();
		}
	});

	it('for anybody cannot be those over accounts', () => {
		for (const text of ['@all', '@user-admin', '@read,@everything']) {
			expect(() => parseAnonymousPermissions(text)).toThrow(/cannot have/);
		}
		expect([...parseAnonymousPermissions('@read, @none @db-admin')]).toEqual([
			'@read',
			'@db-admin',
		]);
	});
});

describe('the start', () => {
	it('makes the administrator, or gives it the new password', async () => {
		const database = `${temporaryFolder()}/hashserv.db`;
		await (await closedServer({ database })).close();
		const server = await closedServer({ database, admin: { ...ADMIN, password: 'other' } });
		await login(server, 'admin', 'other');
		const outdated = (await server.client()).request('auth', {
			username: 'admin',
			token: 'secret',
		});
		expect(await outdated).toEqual(REFUSED);
	});

	it('says what anybody may do', async () => {
		const server = await startTestServer();
		expect(server.logged).toContain(
			'info: clients that do not log in may: @db-admin @read @report',
		);
		expect((await closedServer()).logged).toContain(
			'info: clients that do not log in may: nothing (@none)',
		);
	});

	it.each([
		['127.0.0.1:0', true],
		['localhost:8686', true],
		['[::1]:8686', true],
		['unix://./hash.sock', true],
		['ws://127.0.0.1:8686', true],
		[':8686', false],
		['0.0.0.0:8686', false],
		['[::]:8686', false],
		['127.0.0.1.example.org:8686', false],
		['ws://:8686', false],
		['build-server:8686', false],
	])('on %s lets anybody report: %j', (address, mayReport) => {
		const permissions = anonymousDefault(parseAddress(address));
		expect(permissions.has('@read')).toBe(true);
		expect(permissions.has('@report')).toBe(mayReport);
		expect(permissions.has('@db-admin')).toBe(mayReport);
	});
});

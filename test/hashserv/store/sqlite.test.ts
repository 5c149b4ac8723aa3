import {
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	rmSync,
	truncateSync,
	writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { StoreError, type StoreErrorCode } from '../../../server/src/hashserv/errors';
import { openSqliteStore } from '../../../server/src/hashserv/store/sqlite';
import type { Store } from '../../../server/src/hashserv/store/store';
import { hash, METHOD, reportOf, startTestServer, temporaryFolder } from '../../support/hashserv';

function databasePath(): string {
	return join(temporaryFolder(), 'hashserv.db');
}

function open(path: string): Store {
	const store = openSqliteStore(path);
	onTestFinished(() => store.close().catch(() => {}));
	return store;
}

/** Runs SQL on a file as another program would. */
function sql(path: string, ...statements: string[]): void {
	const database = new DatabaseSync(path);
	for (const statement of statements) database.exec(statement);
	database.close();
}

function rows(path: string, query: string): unknown[] {
	const database = new DatabaseSync(path, { readOnly: true });
	try {
		return database
			.prepare(query)
			.all()
			.map((row) => ({ ...row }));
	} finally {
		database.close();
	}
}

async function filled(path: string): Promise<void> {
	const store = openSqliteStore(path);
	const reports = Array.from({ length: 200 }, (_, index) => reportOf(`${index}`, `${index}`));
	await Promise.all(reports.map((report) => store.report(report)));
	await store.close();
}

describe('files that are not ours', () => {
	/** Opening must fail with the code and leave the folder exactly as it was. */
	function expectRefused(path: string, code: StoreErrorCode, message: RegExp): void {
		const folder = dirname(path);
		const snapshot = () =>
			readdirSync(folder, { recursive: true, withFileTypes: true })
				.filter((entry) => entry.isFile())
				.map((entry) => [entry.name, readFileSync(join(entry.parentPath, entry.name), 'hex')]);
		const before = snapshot();
		let thrown: unknown;
		try {
			openSqliteStore(path);
		} catch (error) {
			thrown = error;
		}
		expect(thrown).toBeInstanceOf(StoreError);
		expect((thrown as StoreError).code).toBe(code);
		expect((thrown as StoreError).message).toMatch(message);
		expect((thrown as StoreError).message).toContain(basename(path));
		expect(snapshot()).toEqual(before);
	}

	it('a text file', () => {
		const path = databasePath();
		writeFileSync(path, 'MACHINE = "qemux86-64"\n'.repeat(100));
		expectRefused(path, 'not-a-database', /not a SQLite database/);
	});

	it('a short text file', () => {
		const path = databasePath();
		writeFileSync(path, 'x');
		expectRefused(path, 'not-a-database', /not a SQLite database/);
	});

	for (const mode of ['DELETE', 'WAL']) {
		it(`another program’s database in ${mode} mode`, () => {
			const path = databasePath();
			sql(path, `PRAGMA journal_mode = ${mode}`, 'CREATE TABLE PRMAIN_nohist (version TEXT)');
			expectRefused(path, 'foreign-database', /another program.*PRMAIN_nohist/);
		});
	}

	it('another program’s database that happens to have users and config', () => {
		const path = databasePath();
		sql(path, 'CREATE TABLE users (name TEXT)', 'CREATE TABLE config (name TEXT, value TEXT)');
		expectRefused(path, 'foreign-database', /users, config/);
	});

	it('a table of our name with other columns', () => {
		const path = databasePath();
		sql(path, 'CREATE TABLE unihashes_v3 (method TEXT, hash TEXT)');
		expectRefused(path, 'foreign-database', /no column taskhash, unihash, gc_mark/);
	});

	it('a database whose end is missing', async () => {
		const path = databasePath();
		await filled(path);
		truncateSync(path, 40_960);
		expectRefused(path, 'corrupt', /end is missing/);
	});

	it('a database cut off inside a page', async () => {
		const path = databasePath();
		await filled(path);
		truncateSync(path, readFileSync(path).length - 100);
		expectRefused(path, 'corrupt', /end is missing/);
	});

	it('a database with overwritten pages', async () => {
		const path = databasePath();
		await filled(path);
		const bytes = readFileSync(path);
		bytes.fill(0xaa, 8192, 32_768);
		writeFileSync(path, bytes);
		expectRefused(path, 'corrupt', /damaged/);
	});

	it('a folder', () => {
		const path = databasePath();
		mkdirSync(path);
		expectRefused(path, 'is-a-folder', /is a folder/);
	});

	it('a path in a folder that is not there', () => {
		const path = join(temporaryFolder(), 'absent', 'hashserv.db');
		expect(() => openSqliteStore(path)).toThrow(
			expect.objectContaining({ code: 'missing-folder' }),
		);
		expect(existsSync(dirname(path))).toBe(false);
	});

	it('a path below a file', () => {
		const file = databasePath();
		writeFileSync(file, '');
		expect(() => openSqliteStore(join(file, 'hashserv.db'))).toThrow(StoreError);
	});
});

describe('files that are ours', () => {
	it('gets the reference’s tables, indexes and journal', async () => {
		const path = databasePath();
		await open(path).close();
		const columns = (table: string) =>
			rows(path, `PRAGMA table_info(${table})`).map((row) => {
				const { name, type, notnull } = row as { name: string; type: string; notnull: number };
				return `${name} ${type}${notnull ? ' NOT NULL' : ''}`;
			});
		expect(columns('unihashes_v3')).toEqual([
			'id INTEGER',
			'method TEXT NOT NULL',
			'taskhash TEXT NOT NULL',
			'unihash TEXT NOT NULL',
			'gc_mark TEXT NOT NULL',
		]);
		expect(columns('outhashes_v2')).toEqual([
			'id INTEGER',
			'method TEXT NOT NULL',
			'taskhash TEXT NOT NULL',
			'outhash TEXT NOT NULL',
			'created DATETIME',
			...['owner', 'PN', 'PV', 'PR', 'task', 'outhash_siginfo'].map((name) => `${name} TEXT`),
		]);
		const indexes = rows(path, "SELECT name FROM sqlite_master WHERE type = 'index' ORDER BY name");
		expect(indexes.map((row) => (row as { name: string }).name)).toEqual([
			'config_lookup',
			'outhash_lookup_v3',
			'sqlite_autoindex_config_1',
			'sqlite_autoindex_outhashes_v2_1',
			'sqlite_autoindex_unihashes_v3_1',
			'sqlite_autoindex_users_1',
			'taskhash_lookup_v4',
			'unihash_lookup_v1',
		]);
		expect(rows(path, 'PRAGMA journal_mode')).toEqual([{ journal_mode: 'wal' }]);
	});

	it('takes an empty file', async () => {
		const path = databasePath();
		writeFileSync(path, '');
		expect(await open(path).unihash('m', 't')).toBeNull();
	});

	it('keeps what was stored, and leaves one file behind', async () => {
		const path = databasePath();
		await filled(path);
		expect(readdirSync(dirname(path))).toEqual(['hashserv.db']);
		expect(await open(path).unihash(METHOD, hash('task 7'))).toBe(hash('task 7'));
	});

	it('finishes the writes that wait when it closes', async () => {
		const path = databasePath();
		const store = openSqliteStore(path);
		const report = store.report(reportOf('a', 'x'));
		await store.close();
		expect(await report).toBe(hash('task a'));
		expect(await open(path).unihash(METHOD, hash('task a'))).toBe(hash('task a'));
	});

	it('migrates unihashes_v2', async () => {
		const path = databasePath();
		sql(
			path,
			`CREATE TABLE unihashes_v2 (id INTEGER PRIMARY KEY AUTOINCREMENT, method TEXT NOT NULL,
				taskhash TEXT NOT NULL, unihash TEXT NOT NULL, UNIQUE(method, taskhash))`,
			'CREATE INDEX taskhash_lookup_v3 ON unihashes_v2 (method, taskhash)',
			"INSERT INTO unihashes_v2 (method, taskhash, unihash) VALUES ('m', 't1', 'u1'), ('m', 't2', 'u2')",
		);
		const store = open(path);
		expect([await store.unihash('m', 't1'), await store.unihash('m', 't2')]).toEqual(['u1', 'u2']);
		expect(await store.gcStatus()).toEqual({ keep: 2, remove: 0, mark: null });
		await store.close();
		expect(
			rows(path, "SELECT name FROM sqlite_master WHERE name LIKE '%v2' AND type = 'table'"),
		).toEqual([{ name: 'outhashes_v2' }]);
		await open(path).close();
	});

	it('migrates tasks_v2, the oldest unihash first', async () => {
		const path = databasePath();
		sql(
			path,
			`CREATE TABLE tasks_v2 (id INTEGER PRIMARY KEY AUTOINCREMENT, method TEXT NOT NULL,
				outhash TEXT NOT NULL, taskhash TEXT NOT NULL, unihash TEXT NOT NULL, created DATETIME,
				owner TEXT, PN TEXT, PV TEXT, PR TEXT, task TEXT, outhash_siginfo TEXT,
				UNIQUE(method, outhash, taskhash))`,
			`INSERT INTO tasks_v2 (method, outhash, taskhash, unihash, created, PN) VALUES
				('m', 'o2', 't1', 'later', '2020-05-02 10:00:00.000001', 'a'),
				('m', 'o1', 't1', 'first', '2020-05-01 10:00:00.000001', 'a')`,
		);
		const store = open(path);
		expect(await store.unihash('m', 't1')).toBe('first');
		expect(await store.unifiedByOuthash('m', 'o2')).toMatchObject({ unihash: 'first', PN: 'a' });
	});

	it('puts rows with old local times before new ones', async () => {
		const path = databasePath();
		const store = open(path);
		await store.report(reportOf('new', 'x'));
		sql(
			path,
			`INSERT INTO outhashes_v2 (method, taskhash, outhash, created)
				VALUES ('${METHOD}', 'old', '${hash('output x')}', '2021-01-01 23:00:00.5')`,
			`INSERT INTO unihashes_v3 (method, taskhash, unihash, gc_mark) VALUES ('${METHOD}', 'old', 'u', '')`,
		);
		expect(await store.unifiedByOuthash(METHOD, hash('output x'))).toMatchObject({
			taskhash: 'old',
		});
		expect(await store.report(reportOf('third', 'x'))).toBe('u');
	});

	it('notices at once what another process commits', async () => {
		const path = databasePath();
		const [one, other] = [open(path), open(path)];
		expect(await one.unihash(METHOD, hash('task a'))).toBeNull();
		await other.report(reportOf('a', 'x'));
		expect(await one.unihash(METHOD, hash('task a'))).toBe(hash('task a'));
		expect(await one.report(reportOf('b', 'x'))).toBe(hash('task a'));
		await other.remove(new Map([['method', METHOD]]));
		expect(await one.unihash(METHOD, hash('task a'))).toBeNull();
		expect(await one.counts()).toEqual({ unihashes: 0, outhashes: 0 });
	});

	it('counts the rows', async () => {
		const store = open(databasePath());
		expect(await store.counts()).toEqual({ unihashes: 0, outhashes: 0 });
		await store.addUnihash('m', 't', 'u');
		// Counting is held back to a hundredth of the time, so it may take some tries.
		await expect.poll(() => store.counts()).toEqual({ unihashes: 1, outhashes: 0 });
	});
});

describe('a server on a file', () => {
	it('answers reports only when they are committed, and look-ups meanwhile', async () => {
		const server = await startTestServer();
		const [writer, reader] = [await server.client(), await server.client()];
		const other = new DatabaseSync(server.database);
		other.exec('BEGIN IMMEDIATE');
		let answered = false;
		const report = writer.request('report', reportOf('a', 'x')).then((answer) => {
			answered = true;
			return answer;
		});
		const get = { method: METHOD, taskhash: hash('task a') };
		for (let look = 0; look < 10; look++) expect(await reader.request('get', get)).toBeNull();
		expect(answered).toBe(false);
		other.exec('COMMIT');
		other.close();
		expect(await report).toMatchObject({ unihash: hash('task a') });
		expect(rows(server.database, 'SELECT unihash FROM unihashes_v3')).toHaveLength(1);
	});

	it('fails a report that the database refuses, and no other', async () => {
		const server = await startTestServer();
		sql(
			server.database,
			`CREATE TRIGGER poison BEFORE INSERT ON outhashes_v2 WHEN new.owner = 'poison'
				BEGIN SELECT raise(ABORT, 'poisoned'); END`,
		);
		const clients = await Promise.all(Array.from({ length: 9 }, () => server.client()));
		const answers = await Promise.allSettled(
			clients.map((client, index) =>
				client.request('report', {
					...reportOf(`${index}`, `${index}`),
					owner: index === 4 ? 'poison' : 'builder',
				}),
			),
		);
		expect(answers.map(({ status }) => status)).toEqual(
			clients.map((_, index) => (index === 4 ? 'rejected' : 'fulfilled')),
		);
		expect(rows(server.database, 'SELECT 1 FROM unihashes_v3')).toHaveLength(8);
		expect(server.logged.join('\n')).toMatch(/error: .*poisoned/);
	});

	it('disconnects a build when it fails, which goes on without it, and tells people why', async () => {
		const server = await startTestServer();
		sql(
			server.database,
			`CREATE TRIGGER poison BEFORE INSERT ON unihashes_v3 BEGIN SELECT raise(ABORT, 'poisoned'); END`,
			`CREATE TRIGGER venom BEFORE INSERT ON config BEGIN SELECT raise(ABORT, 'poisoned'); END`,
		);
		// A build that reads an invoke-error fails, whatever its release.
		for (const command of ['report', 'report-equiv']) {
			const client = await server.client();
			await expect(client.request(command, reportOf('a', 'x')), command).rejects.toThrow(/closed/);
		}
		const told = { 'invoke-error': { message: expect.stringMatching(/poisoned/) } };
		const argument = { mark: 'm', where: {} };
		expect(await (await server.client()).request('gc-mark', argument)).toEqual(told);
		const stream = await server.client();
		await stream.request('gc-mark-stream', null);
		expect(JSON.parse(await stream.line(JSON.stringify(argument)))).toEqual(told);
	});

	it.skipIf(process.platform === 'win32')(
		'takes no report for a file that is not there any more, or another one',
		async () => {
			const path = databasePath();
			const store = openSqliteStore(path);
			await store.report(reportOf('a', 'x'));
			rmSync(path);
			await expect(store.report(reportOf('b', 'y'))).rejects.toMatchObject({
				code: 'replaced',
				message: expect.stringMatching(/hashserv\.db: the file was removed or replaced/),
			});
			// Whatever else it is: a copy that was put back while the server runs.
			writeFileSync(path, '');
			await expect(store.report(reportOf('b', 'y'))).rejects.toMatchObject({ code: 'replaced' });
			expect(await store.unihash(METHOD, hash('task a'))).toBe(hash('task a'));
			await store.close();
		},
	);

	it('commits what is outstanding when it closes, and leaves one file behind', async () => {
		const server = await startTestServer();
		const clients = await Promise.all(Array.from({ length: 20 }, () => server.client()));
		await Promise.all(clients.map((client) => client.request('ping', {})));
		const answers = Promise.allSettled(
			clients.map((client, index) => client.request('report', reportOf(`${index}`, `${index}`))),
		);
		// The first report is being committed; the others are on their way.
		await expect.poll(() => server.stats.reports, { interval: 1 }).toBeGreaterThan(0);
		await server.close();
		const answered = (await answers).filter(({ status }) => status === 'fulfilled');
		expect(answered.length).toBeGreaterThan(0);
		expect(readdirSync(dirname(server.database))).toEqual(['hashserv.db']);
		const stored = rows(server.database, 'SELECT 1 FROM unihashes_v3').length;
		expect(stored).toBeGreaterThanOrEqual(answered.length);
	});
});

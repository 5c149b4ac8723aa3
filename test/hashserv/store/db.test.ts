/** `hashequiv db`, through the bundle of the command line. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeAll, describe, expect, it } from 'vitest';
import { openSqliteStore } from '../../../server/src/hashserv/store/sqlite';
import { bundleProduct, type Run, runNode } from '../../support/bundles';
import { hash, METHOD, reportOf, temporaryFolder } from '../../support/hashserv';

let script: string;
beforeAll(async () => {
	script = join(await bundleProduct({ hashequiv: 'server/src/cli.ts' }), 'hashequiv.js');
});

function db(folder: string, ...args: string[]): Promise<Run> {
	return runNode(script, ['db', ...args], folder);
}

type Reported = readonly [task: string, output: string, unihash?: string];

/** A database of these reports, in their order. */
async function filled(folder: string, name: string, reports: readonly Reported[]): Promise<string> {
	const path = join(folder, name);
	const store = openSqliteStore(path);
	for (const [task, output, unihash] of reports) {
		await store.report(reportOf(task, output, hash(unihash ?? `unihash ${task}`)));
	}
	await store.close();
	return path;
}

/** Makes every report of a database so many years older. */
function age(path: string, year: string): void {
	const database = new DatabaseSync(path);
	database.exec(`UPDATE outhashes_v2 SET created = '${year}' || substr(created, 5)`);
	database.close();
}

function rows(path: string, sql: string): unknown[] {
	const database = new DatabaseSync(path, { readOnly: true });
	const found = database.prepare(sql).all();
	database.close();
	return found.map((row) => ({ ...row }));
}

const CONTENTS = `SELECT u.method, u.taskhash, u.unihash, o.outhash, o.created, o.owner, o.PN, o.outhash_siginfo
	FROM unihashes_v3 u LEFT JOIN outhashes_v2 o USING (method, taskhash)
	ORDER BY u.method, u.taskhash, o.outhash`;

function unihashOf(path: string, task: string): unknown {
	const [row] = rows(
		path,
		`SELECT unihash FROM unihashes_v3 WHERE taskhash = '${hash(`task ${task}`)}'`,
	);
	return (row as { unihash: string } | undefined)?.unihash;
}

describe('info', () => {
	it('tells the rows and times, of the file named by default', async () => {
		const folder = temporaryFolder();
		await filled(folder, 'hashserv.db', [
			['a', 'x'],
			['b', 'y'],
		]);
		const { code, stdout } = await db(folder, 'info');
		expect(code).toBe(0);
		expect(stdout).toMatch(/unihashes_v3 +2 rows\n/);
		expect(stdout).toMatch(/first report +20\d\d-/);
		expect(stdout).toMatch(/gc mark +none\n/);
		expect(readdirSync(folder)).toEqual(['hashserv.db']);
	});

	it('knows older files, and leaves them as they are', async () => {
		const folder = temporaryFolder();
		const path = join(folder, 'old.db');
		const database = new DatabaseSync(path);
		database.exec('CREATE TABLE unihashes_v2 (method TEXT, taskhash TEXT, unihash TEXT)');
		database.close();
		const before = readFileSync(path);
		const { code, stdout } = await db(folder, '-d', 'old.db', 'info');
		expect(code).toBe(0);
		expect(stdout).toMatch(/older BitBake/);
		expect(readFileSync(path)).toEqual(before);
	});
});

describe('check', () => {
	it('finds a good file good', async () => {
		const folder = temporaryFolder();
		await filled(folder, 'hashserv.db', [['a', 'x']]);
		expect(await db(folder, 'check')).toMatchObject({
			code: 0,
			stdout: expect.stringContaining('no damage found'),
		});
	});

	it('finds an index that lacks a row', async () => {
		const folder = temporaryFolder();
		const path = await filled(folder, 'hashserv.db', [['a', 'x']]);
		const database = new DatabaseSync(path);
		const { rootpage } = database
			.prepare("SELECT rootpage FROM sqlite_master WHERE name = 'unihash_lookup_v1'")
			.get() as { rootpage: number };
		database.exec('PRAGMA journal_mode = DELETE');
		database.close();
		const bytes = readFileSync(path);
		// An index page without cells.
		bytes.writeUInt16BE(0, (rootpage - 1) * 4096 + 3);
		writeFileSync(path, bytes);
		const { code, stderr } = await db(folder, 'check');
		expect(code).toBe(1);
		expect(stderr).toMatch(/damaged/);
	});
});

describe('backup', () => {
	it('copies what is committed while a server writes', async () => {
		const folder = temporaryFolder();
		const path = join(folder, 'hashserv.db');
		const store = openSqliteStore(path);
		await store.report(reportOf('before', 'x'));
		let stop = false;
		const writing = (async () => {
			for (let index = 0; !stop; index++) await store.report(reportOf(`${index}`, `${index}`));
		})();
		const { code } = await db(folder, 'backup', 'copy.db');
		stop = true;
		await writing;
		await store.close();
		expect(code).toBe(0);
		const copy = join(folder, 'copy.db');
		expect(rows(copy, 'PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
		expect(unihashOf(copy, 'before')).toBe(hash('task before'));
		const [counts] = rows(
			copy,
			'SELECT (SELECT count(*) FROM unihashes_v3) AS u, (SELECT count(*) FROM outhashes_v2) AS o',
		);
		expect((counts as { u: number; o: number }).u).toBe((counts as { u: number; o: number }).o);
		const served = openSqliteStore(copy);
		expect(await served.unihash(METHOD, hash('task before'))).toBe(hash('task before'));
		await served.close();
	});

	it.each(['backup', 'export'])('overwrites nothing with %s', async (command) => {
		const folder = temporaryFolder();
		await filled(folder, 'hashserv.db', [['a', 'x']]);
		writeFileSync(join(folder, 'copy.db'), 'precious');
		const { code, stderr } = await db(folder, command, 'copy.db');
		expect(code).toBe(1);
		expect(stderr).toMatch(/^hashequiv db: \S+copy\.db exists already\. Choose another name/);
		expect(readFileSync(join(folder, 'copy.db'), 'utf8')).toBe('precious');
		expect(readdirSync(folder).sort()).toEqual(['copy.db', 'hashserv.db']);
	});

	it('leaves nothing behind when it cannot write', async () => {
		const folder = temporaryFolder();
		await filled(folder, 'hashserv.db', [['a', 'x']]);
		const { code, stderr } = await db(folder, 'backup', 'absent/copy.db');
		expect(code).toBe(1);
		expect(stderr).toMatch(/^hashequiv db: /);
		expect(readdirSync(folder)).toEqual(['hashserv.db']);
	});
});

describe('merge', () => {
	async function both(folder: string): Promise<{ ours: string; other: string }> {
		const ours = await filled(folder, 'hashserv.db', [
			['same', 'same', 'u'],
			['younger here', 'p', 'ours 1'],
			['equal output, older here', 'q', 'ours 2'],
			['only here', 'r', 'ours 3'],
		]);
		const other = await filled(folder, 'other.db', [
			['same', 'same', 'u'],
			['younger here', 'p', 'theirs 1'],
			['another task', 'q', 'theirs 2'],
			['only there', 's', 'theirs 3'],
		]);
		return { ours, other };
	}

	it('brings in what is new; of two unihashes the older one wins', async () => {
		const folder = temporaryFolder();
		const { ours, other } = await both(folder);
		const database = new DatabaseSync(other);
		// Theirs was first for one task, ours for one output.
		database.exec(`UPDATE outhashes_v2 SET created = '2020' || substr(created, 5)
			WHERE outhash = '${hash('output p')}'`);
		database.close();
		const before = readFileSync(other);
		const dry = await db(folder, 'merge', '--dry-run', 'other.db');
		expect(unihashOf(ours, 'only there')).toBeUndefined();
		const { code, stdout } = await db(folder, 'merge', 'other.db');
		expect(code).toBe(0);
		expect(stdout).toBe(
			[
				'4 tasks read, 2 new outputs',
				'  2 added, 1 of them with the unihash of an older equal output',
				'  1 given the older unihash, 0 kept theirs, 1 were the same',
				'',
			].join('\n'),
		);
		expect(dry.stdout).toBe(`Nothing was written. It would be:\n${stdout}`);
		expect(unihashOf(ours, 'younger here')).toBe(hash('theirs 1'));
		expect(unihashOf(ours, 'another task')).toBe(hash('ours 2'));
		expect(unihashOf(ours, 'only there')).toBe(hash('theirs 3'));
		expect(unihashOf(ours, 'only here')).toBe(hash('ours 3'));
		expect(readFileSync(other)).toEqual(before);
		expect(readdirSync(folder).filter((name) => name.startsWith('other'))).toEqual(['other.db']);
		// A second time there is nothing left to do.
		expect((await db(folder, 'merge', 'other.db')).stdout).toMatch(/0 new outputs\n {2}0 added/);
	});

	it('keeps what is older here', async () => {
		const folder = temporaryFolder();
		const { ours } = await both(folder);
		age(ours, '2019');
		const { stdout } = await db(folder, 'merge', 'other.db');
		expect(stdout).toMatch(/0 given the older unihash, 1 kept theirs/);
		expect(unihashOf(ours, 'younger here')).toBe(hash('ours 1'));
	});

	it('is noticed by a server that has looked the task up before', async () => {
		const folder = temporaryFolder();
		const { ours, other } = await both(folder);
		age(other, '2019');
		const store = openSqliteStore(ours);
		const look = () => store.unihash(METHOD, hash('task younger here'));
		expect(await look()).toBe(hash('ours 1'));
		expect((await db(folder, 'merge', 'other.db')).code).toBe(0);
		expect(await look()).toBe(hash('theirs 1'));
		await store.close();
	});

	it('takes an older BitBake’s file, and leaves it as it is', async () => {
		const folder = temporaryFolder();
		const ours = await filled(folder, 'hashserv.db', [['a', 'x']]);
		const old = new DatabaseSync(join(folder, 'old.db'));
		old.exec(`CREATE TABLE unihashes_v2 (id INTEGER PRIMARY KEY AUTOINCREMENT, method TEXT NOT NULL,
			taskhash TEXT NOT NULL, unihash TEXT NOT NULL, UNIQUE(method, taskhash));
			INSERT INTO unihashes_v2 (method, taskhash, unihash) VALUES ('m', '${hash('task old')}', 'u')`);
		old.close();
		const before = readFileSync(join(folder, 'old.db'));
		expect((await db(folder, 'merge', 'old.db')).stdout).toMatch(/1 added/);
		expect(unihashOf(ours, 'old')).toBe('u');
		expect(readFileSync(join(folder, 'old.db'))).toEqual(before);
	});

	it('takes the one table of BitBake 1.44 to 1.50', async () => {
		const folder = temporaryFolder();
		const ours = await filled(folder, 'hashserv.db', [['a', 'x']]);
		const old = new DatabaseSync(join(folder, 'old.db'));
		old.exec(`CREATE TABLE tasks_v2 (id INTEGER PRIMARY KEY AUTOINCREMENT, method TEXT NOT NULL,
			outhash TEXT NOT NULL, taskhash TEXT NOT NULL, unihash TEXT NOT NULL, created DATETIME,
			owner TEXT, PN TEXT, PV TEXT, PR TEXT, task TEXT, outhash_siginfo TEXT,
			UNIQUE(method, outhash, taskhash));
			INSERT INTO tasks_v2 (method, outhash, taskhash, unihash, created, PN) VALUES
				('m', 'o2', '${hash('task old')}', 'later', '2020-05-02 10:00:00.000001', 'a'),
				('m', 'o3', '${hash('task other')}', 'other', '2020-05-03 10:00:00.000001', 'a'),
				('m', 'o1', '${hash('task old')}', 'first', '2020-05-01 10:00:00.000001', 'a')`);
		old.close();
		const { stdout } = await db(folder, '-d', 'old.db', 'info');
		expect(stdout).toMatch(/first report +2020-05-01/);
		expect(stdout).toMatch(/last report +2020-05-03/);
		expect((await db(folder, 'merge', 'old.db')).stdout).toMatch(/2 tasks read, 3 new outputs/);
		expect(unihashOf(ours, 'old')).toBe('first');
		expect(unihashOf(ours, 'other')).toBe('other');
	});

	it('refuses what is no hash equivalence database, and changes neither', async () => {
		const folder = temporaryFolder();
		const ours = await filled(folder, 'hashserv.db', [['a', 'x']]);
		const before = readFileSync(ours);
		writeFileSync(join(folder, 'text.db'), 'no database\n'.repeat(100));
		const foreign = new DatabaseSync(join(folder, 'foreign.db'));
		foreign.exec('CREATE TABLE PRMAIN_nohist (version TEXT)');
		foreign.close();
		mkdirSync(join(folder, 'folder.db'));
		execFileSync('mkfifo', [join(folder, 'pipe.db')]);
		for (const [name, message] of [
			['text.db', /not a SQLite database/],
			['foreign.db', /another program/],
			['folder.db', /a folder/],
			['pipe.db', /a named pipe/],
			['absent.db', /no such file/],
		] as const) {
			const { code, stderr, stdout } = await db(folder, 'merge', name);
			expect([name, code, stdout]).toEqual([name, 1, '']);
			expect(stderr).toMatch(message);
			expect(stderr).not.toMatch(/\n.*\n/);
		}
		expect(readFileSync(ours)).toEqual(before);
		expect((await db(folder, 'merge', 'hashserv.db')).code).toBe(2);
	});
});

describe('export and import', () => {
	it('give the same database again', async () => {
		const folder = temporaryFolder();
		const ours = await filled(folder, 'hashserv.db', [
			['a', 'x'],
			['b', 'x'],
			['a', 'y'],
			['c', 'z €\n"'],
		]);
		const store = openSqliteStore(ours);
		await store.addUnihash(METHOD, hash('task without output'), hash('u'));
		await store.close();
		expect(await db(folder, 'export', 'tasks.jsonl')).toMatchObject({
			code: 0,
			stdout: expect.stringContaining('4 tasks exported'),
		});
		const lines = readFileSync(join(folder, 'tasks.jsonl'), 'utf8').trimEnd().split('\n');
		expect(lines.map((line) => JSON.parse(line).outputs.length)).toEqual([2, 1, 1, 0]);
		expect((await db(folder, 'export')).stdout.trimEnd().split('\n')).toEqual(lines);
		expect(await db(folder, '-d', 'copy.db', 'import', 'tasks.jsonl')).toMatchObject({
			code: 0,
			stdout: expect.stringContaining('4 added, 0 of them'),
		});
		expect(rows(join(folder, 'copy.db'), CONTENTS)).toEqual(rows(ours, CONTENTS));
		expect((await db(folder, 'import', 'tasks.jsonl')).stdout).toMatch(/0 added/);
	});

	it('keep outputs whose unihash was removed', async () => {
		const folder = temporaryFolder();
		const ours = await filled(folder, 'hashserv.db', [['a', 'x']]);
		const database = new DatabaseSync(ours);
		database.exec('DELETE FROM unihashes_v3');
		database.close();
		await db(folder, 'export', 'tasks.jsonl');
		await db(folder, '-d', 'copy.db', 'import', 'tasks.jsonl');
		const all = 'SELECT method, taskhash, outhash, created FROM outhashes_v2';
		expect(rows(join(folder, 'copy.db'), all)).toEqual(rows(ours, all));
		expect(rows(join(folder, 'copy.db'), 'SELECT * FROM unihashes_v3')).toEqual([]);
	});

	it('names the line that is wrong', async () => {
		const folder = temporaryFolder();
		const good = JSON.stringify({ method: 'm', taskhash: 't', unihash: 'u', outputs: [] });
		for (const [bad, message] of [
			['{', /line 2: it is not JSON/],
			['[]', /line 2: it is not an object/],
			['{"method": 1}', /"method" must be a string/],
			['{"method": "m", "taskhash": "t", "outputs": [{}]}', /no "outhash"/],
			['{"method": "m", "taskhash": "t", "outputs": [{"outhash": "o", "PN": 1}]}', /"PN"/],
		] as const) {
			writeFileSync(join(folder, 'bad.jsonl'), `${good}\n${bad}\n`);
			const { code, stderr } = await db(folder, 'import', 'bad.jsonl');
			expect(code).toBe(1);
			expect(stderr).toMatch(message);
		}
	});

	it('wait for nobody at a pipe', async () => {
		const folder = temporaryFolder();
		execFileSync('mkfifo', [join(folder, 'hashserv.db')]);
		for (const command of ['info', 'check', 'export']) {
			const { code, stderr } = await db(folder, command);
			expect(code, command).toBe(1);
			expect(stderr).toMatch(/hashserv\.db: this is a named pipe/);
		}
	});

	it('makes no file of a database that is not there, and no database of a file', async () => {
		const folder = temporaryFolder();
		expect(await db(folder, 'export', 'tasks.jsonl')).toMatchObject({ code: 1 });
		expect(await db(folder, 'import', 'absent.jsonl')).toMatchObject({ code: 1 });
		expect(readdirSync(folder)).toEqual([]);
	});
});

it('says that a file to import is not there', async () => {
	const { code, stderr } = await db(temporaryFolder(), 'import', 'absent.json');
	expect(code).toBe(1);
	expect(stderr).toMatch(/^hashequiv db: There is no \S+absent\.json, or no folder for it\.\n$/);
});

describe('wrong usage', () => {
	for (const args of [
		[],
		['fly'],
		['info', 'extra'],
		['backup'],
		['backup', 'a', 'b'],
		['merge'],
		['info', '--dry-run'],
		['--no-such-option', 'info'],
	]) {
		it(`db ${args.join(' ')}`, async () => {
			const folder = temporaryFolder();
			const { code, stderr } = await db(folder, ...args);
			expect(code).toBe(2);
			expect(stderr).toMatch(/^hashequiv db: .*\nTry: hashequiv db --help\n$/);
			expect(existsSync(join(folder, 'hashserv.db'))).toBe(false);
		});
	}
});

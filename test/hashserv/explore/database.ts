/** Databases to look into, filled row by row. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openSqliteStore } from '../../../server/src/hashserv/store/sqlite';
import { temporaryFolder } from '../../support/hashserv';

export interface Row {
	readonly method: string;
	readonly taskhash: string;
	readonly unihash: string;
	/** Absent when nothing was reported for the taskhash. */
	readonly outhash?: string;
	readonly PN?: string;
	readonly task?: string;
	readonly siginfo?: string;
}

/** A database with exactly these rows, made by the product and filled beside it; gone after the test. */
export async function databaseOf(rows: Iterable<Row>, folder = temporaryFolder()): Promise<string> {
	const path = join(folder, 'hashserv.db');
	await openSqliteStore(path).close();
	const database = new DatabaseSync(path);
	database.exec('PRAGMA synchronous = OFF; BEGIN');
	const unihash = database.prepare(
		"INSERT OR IGNORE INTO unihashes_v3 (method, taskhash, unihash, gc_mark) VALUES (?, ?, ?, '')",
	);
	const outhash = database.prepare(
		`INSERT OR IGNORE INTO outhashes_v2 (method, taskhash, outhash, created, PN, task, outhash_siginfo)
		VALUES (?, ?, ?, '2026-01-01T00:00:00.000000+00:00', ?, ?, ?)`,
	);
	for (const row of rows) {
		unihash.run(row.method, row.taskhash, row.unihash);
		if (row.outhash === undefined) continue;
		const { PN = null, task = null, siginfo = null } = row;
		outhash.run(row.method, row.taskhash, row.outhash, PN, task, siginfo);
	}
	database.exec('COMMIT');
	database.close();
	return path;
}

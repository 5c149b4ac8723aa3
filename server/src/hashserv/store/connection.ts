import type { DatabaseSync } from 'node:sqlite';
import { schemaStatements } from './schema';
import type { Sqlite } from './sqlite-module';

/**
 * A connection with our settings.
 * @param lockTimeout milliseconds a statement blocks for another process's lock
 */
export function openConnection(sqlite: Sqlite, path: string, lockTimeout: number): DatabaseSync {
	const database = new sqlite.DatabaseSync(path);
	try {
		database.exec(`PRAGMA busy_timeout = ${lockTimeout}`);
		database.exec('PRAGMA journal_mode = WAL');
		// As the reference: a power failure may lose the last reports, never the file.
		database.exec('PRAGMA synchronous = NORMAL');
		return database;
	} catch (error) {
		database.close();
		throw error;
	}
}

/** Makes the tables and indexes, or brings older ones up to date. */
export function updateSchema(database: DatabaseSync): void {
	database.exec('BEGIN IMMEDIATE');
	try {
		const rows = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
		const existing = new Set(rows.map((row) => String(row.name)));
		for (const sql of schemaStatements(existing)) database.exec(sql);
		database.exec('COMMIT');
	} catch (error) {
		database.exec('ROLLBACK');
		throw error;
	}
}

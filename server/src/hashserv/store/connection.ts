import type { DatabaseSync } from 'node:sqlite';
import { schemaStatements } from './schema';
import type { Sqlite } from './sqlite-module';

/**
 * Pages of log that are moved into the database at once: 64 MiB. A report
 * touches pages all over its indexes, so the longer the log, the more reports share
 * a page that is moved, and a sync. SQLite's own 1,000 pages halve the reports per second.
 */
const LOG_PAGES = 16_384;

/** Memory for pages, of each connection: the upper parts of all indexes of some million rows. */
const CACHE_KIB = 16_384;

/**
 * A connection with our settings.
 * @param lockTimeout milliseconds a statement blocks for another process's lock
 */
export function openConnection(sqlite: Sqlite, path: string, lockTimeout: number): DatabaseSync {
	const database = new sqlite.DatabaseSync(path);
	try {
		database.exec(`PRAGMA busy_timeout = ${lockTimeout}`);
		database.exec('PRAGMA journal_mode = WAL');
		// As the reference. What is committed survives the process whatever happens
		// to it; a power failure may lose the last reports, never the file.
		database.exec('PRAGMA synchronous = NORMAL');
		database.exec(`PRAGMA wal_autocheckpoint = ${LOG_PAGES}`);
		database.exec(`PRAGMA cache_size = -${CACHE_KIB}`);
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

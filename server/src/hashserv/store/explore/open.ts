import type { DatabaseSync } from 'node:sqlite';
import { loadSqlite, storeError } from '../sqlite-module';

/** Milliseconds that a look waits while somebody recovers the log. */
const LOCK_TIMEOUT = 1_000;

/**
 * Opens the database of a server that may be running, for looking alone.
 * Readers of a log do not hold the server up, and it does not hold them up.
 * @throws StoreError when the file cannot be read
 */
export function openForLooking(path: string): DatabaseSync {
	try {
		const database = new (loadSqlite().DatabaseSync)(path, { readOnly: true });
		database.exec(`PRAGMA busy_timeout = ${LOCK_TIMEOUT}`);
		return database;
	} catch (error) {
		throw storeError(error, path);
	}
}

/** A database that somebody else writes to, so that a server waits for it. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Makes a database and locks it until it is closed. A server waits for that for five seconds of its own time. */
export async function lockDatabase(file: string): Promise<DatabaseSync> {
	await mkdir(path.dirname(file), { recursive: true });
	const database = new DatabaseSync(file);
	database.exec('PRAGMA journal_mode = WAL; CREATE TABLE tasks_v1 (id); BEGIN IMMEDIATE');
	return database;
}

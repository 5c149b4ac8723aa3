/** What the command line does with database files, beside serving them. */
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { StoreError } from '../../errors';
import { openConnection, updateSchema } from '../connection';
import { inspectDatabase, openForReading } from '../inspect';
import { OUTHASHES, OWN_TABLES, UNIHASHES } from '../schema';
import { loadSqlite, storeError } from '../sqlite-module';
import { countRows } from '../sqlite-write';
import { type MergeCounts, mergeTasks } from './merge';
import { type Task, tasksOf } from './tasks';

/** Milliseconds to wait for a server that writes to the same file. */
const LOCK_TIMEOUT = 10_000;

export interface DatabaseInfo {
	readonly path: string;
	/** Bytes of the file and its log. */
	readonly size: number;
	/** Rows by table. */
	readonly rows: Readonly<Record<string, number>>;
	/** Times of the first and last report, as stored; null when there is none. */
	readonly oldest: string | null;
	readonly newest: string | null;
	/** The mark of a garbage collection that has begun, or null. */
	readonly gcMark: string | null;
	/** True for the tables of an older BitBake, which `serve` brings up to date. */
	readonly isOld: boolean;
}

/** @throws StoreError when the file cannot be read or is none of ours */
export function databaseInfo(file: string): DatabaseInfo {
	return reading(file, (database, path) => {
		const tables = tableNames(database);
		const reports = [OUTHASHES.name, 'tasks_v2'].find((name) => tables.includes(name));
		const { oldest, newest } =
			reports === undefined
				? {}
				: (database
						.prepare(`SELECT min(created) AS oldest, max(created) AS newest FROM ${reports}`)
						.get() ?? {});
		const mark = tables.includes('config')
			? database.prepare("SELECT value FROM config WHERE name = 'gc-mark'").get()?.value
			: null;
		return {
			path,
			size: sizeOf(path) + sizeOf(`${path}-wal`),
			rows: Object.fromEntries(tables.map((name) => [name, countRows(database, name)])),
			oldest: textOrNull(oldest),
			newest: textOrNull(newest),
			gcMark: textOrNull(mark),
			isOld: tables.some(
				(name) => OWN_TABLES.has(name) && name !== UNIHASHES.name && name !== OUTHASHES.name,
			),
		};
	});
}

/** What is wrong with a file; empty when nothing is. */
export function checkDatabase(file: string): string[] {
	return reading(file, (database) => {
		const problems = database
			.prepare('PRAGMA integrity_check(20)')
			.all()
			.map((row) => String(row.integrity_check));
		return problems.filter((problem) => problem !== 'ok');
	});
}

/**
 * Copies a database while servers use it: the copy is what was committed at
 * one moment, and appears whole or not at all.
 */
export function backupDatabase(file: string, target: string): void {
	const copy = resolve(target);
	if (existsSync(copy)) {
		throw new StoreError('unwritable', `${copy} exists already. Choose another name or remove it.`);
	}
	const partial = `${copy}.partial`;
	rmSync(partial, { force: true });
	try {
		reading(file, (database) => database.prepare('VACUUM INTO ?').run(partial));
		const descriptor = openSync(partial, 'r+');
		fsyncSync(descriptor);
		closeSync(descriptor);
		renameSync(partial, copy);
	} catch (error) {
		rmSync(partial, { force: true });
		throw error;
	}
}

/** Every task of a database. The file is open until the last one is taken, or `return` is called. */
export function* readTasks(file: string): Generator<Task> {
	const path = resolve(file);
	const database = openForReading(loadSqlite(), path);
	try {
		yield* tasksOf(database);
	} catch (error) {
		throw storeError(error, path);
	} finally {
		database.close();
	}
}

/** Brings tasks into a database, which is made when it does not exist. */
export async function writeTasks(
	file: string,
	tasks: Iterable<Task> | AsyncIterable<Task>,
): Promise<MergeCounts> {
	const sqlite = loadSqlite();
	const path = resolve(file);
	inspectDatabase(sqlite, path);
	try {
		const database = openConnection(sqlite, path, LOCK_TIMEOUT);
		try {
			updateSchema(database);
			return await mergeTasks(database, tasks, yieldLock);
		} finally {
			database.close();
		}
	} catch (error) {
		throw storeError(error, path);
	}
}

/** Lets a server that waits for the lock have it: it tries again every 50 ms at the latest. */
function yieldLock(): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, 1));
}

function reading<T>(file: string, read: (database: DatabaseSync, path: string) => T): T {
	const path = resolve(file);
	const database = openForReading(loadSqlite(), path);
	try {
		return read(database, path);
	} catch (error) {
		throw storeError(error, path);
	} finally {
		database.close();
	}
}

function tableNames(database: DatabaseSync): string[] {
	return database
		.prepare(
			"SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
		)
		.all()
		.map((row) => String(row.name));
}

function sizeOf(path: string): number {
	return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

function textOrNull(value: unknown): string | null {
	return value === undefined || value === null ? null : String(value);
}

import {
	accessSync,
	closeSync,
	constants,
	openSync,
	readSync,
	type Stats,
	statSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import * as l10n from '@vscode/l10n';
import { messageOf, StoreError } from '../errors';
import { requireDatabaseFile } from './database-file';
import { columnNames, OUTHASHES, OWN_TABLES, UNIHASHES } from './schema';
import { type Sqlite, storeError } from './sqlite-module';

const MAGIC = 'SQLite format 3\0';
/** Bytes up to which every page is checked before the file is used; about a second. */
const FULL_CHECK_LIMIT = 64 * 1024 * 1024;

/**
 * Makes sure that a path is free for a new database or holds one of ours.
 * A file that is anything else is left exactly as it is.
 * @throws StoreError that names what is wrong
 */
export function inspectDatabase(sqlite: Sqlite, path: string): void {
	requireDatabaseFile(path);
	const stats = statOf(path);
	if (stats !== null) {
		readHeader(path);
		checkAccess(path, constants.W_OK, 'unwritable', l10n.t('it cannot be written'));
	}
	checkFolder(path);
	if (stats === null || stats.size === 0) return;
	openForReading(sqlite, path).close();
}

/**
 * Opens a database of ours for reading, whatever its age, and leaves it as it is.
 * @throws StoreError that names what is wrong
 */
export function openForReading(sqlite: Sqlite, path: string): DatabaseSync {
	requireDatabaseFile(path);
	const stats = statOf(path);
	if (stats === null)
		throw new StoreError('unreadable', l10n.t`Database ${path}: there is no such file.`);
	const header = readHeader(path);
	if (header.toString('latin1', 0, MAGIC.length) !== MAGIC) {
		throw new StoreError(
			'not-a-database',
			l10n.t`Database ${path}: it is not a SQLite database. Choose another file.`,
		);
	}
	// Beside a write-ahead log the main file alone may be behind.
	const hasLog = (statOf(`${path}-wal`)?.size ?? 0) > 0;
	if (!hasLog) checkSize(path, header, stats.size);
	try {
		const database = openUntouched(sqlite, path, hasLog);
		try {
			checkContents(database, path, stats.size);
			return database;
		} catch (error) {
			database.close();
			throw error;
		}
	} catch (error) {
		throw storeError(error, path);
	}
}

function checkContents(database: DatabaseSync, path: string, size: number): void {
	const tables = database
		.prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
		.all()
		.map((row) => String(row.name));
	if (tables.length > 0 && !tables.some((name) => OWN_TABLES.has(name))) {
		throw new StoreError(
			'foreign-database',
			l10n.t`Database ${path}: it belongs to another program (its tables: ${tables.slice(0, 5).join(', ')}). Choose another file.`,
		);
	}
	for (const table of [UNIHASHES, OUTHASHES]) {
		if (!tables.includes(table.name)) continue;
		const names = database.prepare(`PRAGMA table_info(${table.name})`).all();
		const missing = columnNames(table).filter((name) => !names.some((row) => row.name === name));
		if (missing.length > 0) {
			throw new StoreError(
				'foreign-database',
				l10n.t`Database ${path}: table ${table.name} has no column ${missing.join(', ')}. Choose another file.`,
			);
		}
	}
	if (size > FULL_CHECK_LIMIT) return;
	const [verdict] = database.prepare('PRAGMA quick_check(1)').all();
	if (verdict !== undefined && verdict.quick_check !== 'ok') {
		throw new StoreError(
			'corrupt',
			l10n.t`Database ${path}: it is damaged (${String(verdict.quick_check)}).`,
		);
	}
}

/**
 * Opens without leaving a trace: `immutable` keeps SQLite from making a log
 * and its index beside the file.
 */
function openUntouched(sqlite: Sqlite, path: string, hasLog: boolean): DatabaseSync {
	if (hasLog) return new sqlite.DatabaseSync(path, { readOnly: true });
	const url = pathToFileURL(path);
	url.searchParams.set('immutable', '1');
	try {
		return new sqlite.DatabaseSync(url, { readOnly: true });
	} catch (error) {
		// Node.js takes addresses from 22.15 on. Before, a trace is left: an empty log.
		if (!(error instanceof TypeError)) throw error;
		return new sqlite.DatabaseSync(path, { readOnly: true });
	}
}

/** The header says how many pages there are, if the last writer kept it up to date (sqlite.org/fileformat.html). */
function checkSize(path: string, header: Buffer, size: number): void {
	const pageSize = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16);
	const isCurrent = header.readUInt32BE(24) === header.readUInt32BE(92);
	const expected = isCurrent ? header.readUInt32BE(28) * pageSize : pageSize;
	if (size < expected || size % pageSize !== 0) {
		throw new StoreError(
			'corrupt',
			l10n.t`Database ${path}: its end is missing (${size} bytes, expected ${expected}).`,
		);
	}
}

function readHeader(path: string): Buffer {
	const header = Buffer.alloc(100);
	try {
		const file = openSync(path, 'r');
		try {
			readSync(file, header, 0, header.length, 0);
		} finally {
			closeSync(file);
		}
	} catch (error) {
		throw new StoreError(
			'unreadable',
			l10n.t`Database ${path}: it cannot be read (${messageOf(error)}).`,
		);
	}
	return header;
}

function checkFolder(path: string): void {
	const folder = dirname(path);
	if (!statOf(folder)?.isDirectory()) {
		throw new StoreError('missing-folder', l10n.t`Database ${path}: there is no folder ${folder}.`);
	}
	// SQLite keeps its log beside the file.
	checkAccess(
		folder,
		constants.W_OK,
		'unwritable',
		l10n.t`its folder ${folder} cannot be written`,
		path,
	);
}

function checkAccess(
	path: string,
	mode: number,
	code: 'unwritable',
	meaning: string,
	database = path,
): void {
	try {
		accessSync(path, mode);
	} catch (error) {
		throw new StoreError(code, l10n.t`Database ${database}: ${meaning} (${messageOf(error)}).`);
	}
}

function statOf(path: string): Stats | null {
	try {
		return statSync(path);
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
		throw new StoreError(
			'unreadable',
			l10n.t`Database ${path}: it cannot be read (${messageOf(error)}).`,
		);
	}
}

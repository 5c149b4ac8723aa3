import { resolve } from 'node:path';
import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite';
import { monotonic } from '../../shared/monotonic';
import { openConnection, updateSchema } from './connection';
import { createdClock, createdText } from './created';
import { fileIdentity } from './file-identity';
import { GroupCommit } from './group-commit';
import { IdleCheckpoint } from './idle-checkpoint';
import { inspectDatabase } from './inspect';
import { type IdRange, piecemeal } from './piecemeal';
import { columnNames, OUTHASHES, QUERY_COLUMNS, type Table, UNIHASHES } from './schema';
import { unihashLookUps } from './sqlite-look-ups';
import { isBusy, loadSqlite, storeError } from './sqlite-module';
import { sqliteUsers } from './sqlite-users';
import { countRows, hashWriter, isNarrow } from './sqlite-write';
import { attempt, statement } from './statements';
import type { Condition, OuthashRow, RowCounts, Store, UnifiedRow } from './store';

/**
 * Milliseconds a statement blocks the loop for another process's lock. Writes
 * have a patience of their own (GroupCommit) that does not block; look-ups
 * are only ever locked out for moments, while a log is recovered.
 */
const WRITE_LOCK_TIMEOUT = 20;
const READ_LOCK_TIMEOUT = 5_000;

export interface SqliteOptions {
	/** Told when the unihashes of the file are in memory: how many, and the milliseconds that took. */
	readonly warmedUp?: (unihashes: number, milliseconds: number) => void;
}

/**
 * Opens `hashserv.db`, making or updating its tables.
 *
 * Two connections: look-ups read what is committed while the writes of a turn
 * are in their transaction, so no answer can rest on rows that a failed
 * commit takes back.
 * @throws StoreError when this Node.js has no SQLite or the file cannot be used
 */
export function openSqliteStore(file: string, options: SqliteOptions = {}): Store {
	const sqlite = loadSqlite();
	const path = resolve(file);
	inspectDatabase(sqlite, path);
	try {
		const writer = openConnection(sqlite, path, READ_LOCK_TIMEOUT);
		try {
			updateSchema(writer);
			writer.exec(`PRAGMA busy_timeout = ${WRITE_LOCK_TIMEOUT}`);
			const reader = openConnection(sqlite, path, READ_LOCK_TIMEOUT);
			reader.exec('PRAGMA query_only = ON');
			return makeStore(path, reader, writer, options);
		} catch (error) {
			writer.close();
			throw error;
		}
	} catch (error) {
		throw storeError(error, path);
	}
}

function makeStore(
	path: string,
	reader: DatabaseSync,
	writer: DatabaseSync,
	{ warmedUp }: SqliteOptions,
): Store {
	const unified = reader.prepare(`${JOIN} WHERE o.method = ? AND o.taskhash = ? ${OLDEST}`);
	const unifiedByOuthash = reader.prepare(`${JOIN} WHERE o.method = ? AND o.outhash = ? ${OLDEST}`);
	const outhash = reader.prepare(
		`SELECT ${OUTHASH_COLUMNS} FROM outhashes_v2 o WHERE o.method = ? AND o.outhash = ? ${OLDEST}`,
	);
	const exists = reader.prepare('SELECT 1 FROM unihashes_v3 WHERE unihash = ? LIMIT 1');
	const gcKeep = reader.prepare(`SELECT count(*) AS rows FROM unihashes_v3 WHERE ${HAS_MARK}`);
	const gcRemove = reader.prepare(
		`SELECT count(*) AS rows FROM unihashes_v3 WHERE NOT ${HAS_MARK}`,
	);
	const currentMark = reader.prepare("SELECT value FROM config WHERE name = 'gc-mark'");
	const tableNames = reader.prepare(
		"SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
	);

	const explain = (error: unknown): unknown => storeError(error, path);
	const clock = createdClock();
	const write = hashWriter(writer);
	const counts = rowCounter(reader);
	const checkpoint = statement(writer, 'PRAGMA wal_checkpoint(PASSIVE)');
	const idle = new IdleCheckpoint(() => attempt(checkpoint));
	const requireSameFile = fileIdentity(path);
	const begin = statement(writer, 'BEGIN IMMEDIATE');
	const commit = statement(writer, 'COMMIT');
	const commits = new GroupCommit({
		begin: () => {
			requireSameFile();
			begin();
		},
		commit: () => {
			commit();
			idle.postpone();
		},
		rollback: statement(writer, 'ROLLBACK'),
		isBusy,
		explain,
	});

	const unihashes = unihashLookUps({ reader, writer, explain, warmedUp });
	const { read } = unihashes;

	function lastId(table: string): number {
		return read(() => Number(reader.prepare(`SELECT max(id) AS id FROM ${table}`).get()?.id ?? 0));
	}

	/**
	 * Changes the rows that match: in one transaction where an index finds
	 * them, else in pieces, between which other clients are answered.
	 */
	async function inPieces(
		tables: readonly Table[],
		condition: Condition,
		change: (table: Table, range?: IdRange) => number,
	): Promise<number> {
		if (tables.every((table) => isNarrow(table, condition))) {
			return commits.run(() => tables.reduce((count, table) => count + change(table), 0));
		}
		let count = 0;
		for (const table of tables) {
			const piece = (range: IdRange) => commits.run(() => change(table, range));
			count += (await piecemeal(lastId(table.name), piece)) ?? 0;
		}
		return count;
	}

	return {
		users: sqliteUsers({ reader, writer, read, write: (change) => commits.run(change) }),

		remembered: unihashes.remembered,
		unihash: unihashes.find,
		unified: (method, taskhash) => read(() => unifiedRow(unified.get(method, taskhash))),
		unifiedByOuthash: (method, hash) => read(() => unifiedRow(unifiedByOuthash.get(method, hash))),
		outhash: (method, hash) => read(() => outhashRow(outhash.get(method, hash))),
		unihashExists: (hash) => read(() => exists.get(hash) !== undefined),

		report: (report) => {
			const created = createdText(clock());
			return commits.run(() => write.report(report, created));
		},
		addUnihash: (method, taskhash, hash) =>
			commits.run(() => write.addUnihash(method, taskhash, hash)),
		adopt: (row) => {
			const created = row.created ?? createdText(clock());
			return commits.run(() => write.adopt(row, created));
		},
		remove: (condition) =>
			inPieces(HASH_TABLES, condition, (table, range) => {
				unihashes.forget();
				return write.remove(table, condition, range);
			}),
		cleanUnused: (maxAgeSeconds) => {
			const oldest = createdText(Math.max(0, clock() - Math.round(maxAgeSeconds * 1e6)));
			const clean = (range: IdRange) => commits.run(() => write.cleanUnused(oldest, range));
			return piecemeal(lastId(OUTHASHES.name), clean).then((count) => count ?? 0);
		},
		gcMark: (mark, condition) =>
			inPieces([UNIHASHES], condition, (_, range) => write.gcMark(mark, condition, range)),
		gcSweep: async (mark) => {
			const count = await piecemeal(lastId(UNIHASHES.name), (range) =>
				commits.run(() => {
					unihashes.forget();
					return write.gcSweep(mark, range);
				}),
			);
			await commits.run(() => write.gcForget(mark));
			return count;
		},
		gcStatus: () =>
			read(() => ({
				keep: countOf(gcKeep),
				remove: countOf(gcRemove),
				mark: textOrNull(currentMark.get()?.value),
			})),

		usage: () =>
			read(() => {
				const names = tableNames.all().map((row) => String(row.name));
				return Object.fromEntries(names.map((name) => [name, countRows(reader, name)]));
			}),
		queryColumns: () => QUERY_COLUMNS,
		counts: () => read(counts),

		close: async () => {
			await commits.drain();
			idle.stop();
			unihashes.stop();
			reader.close();
			// What cannot be moved now, as on a full disk, stays in the log, where the next start finds it.
			attempt(() => writer.exec('PRAGMA wal_checkpoint(TRUNCATE)'));
			writer.close();
		},
	};
}

const HASH_TABLES = [OUTHASHES, UNIHASHES];
const OUTHASH_COLUMNS = ['id', ...columnNames(OUTHASHES)].map((name) => `o.${name}`).join(', ');
const JOIN = `SELECT ${OUTHASH_COLUMNS}, u.unihash, u.gc_mark FROM outhashes_v2 o
	INNER JOIN unihashes_v3 u ON u.method = o.method AND u.taskhash = o.taskhash`;
const OLDEST = 'ORDER BY o.created, o.id LIMIT 1';
const HAS_MARK = "gc_mark = coalesce((SELECT value FROM config WHERE name = 'gc-mark'), '')";

/**
 * Row counts that cost little: counting reads a whole index, so it is done
 * again only when something was committed, and then no more than a hundredth
 * of the time goes into it.
 */
function rowCounter(reader: DatabaseSync): () => RowCounts {
	const version = reader.prepare('PRAGMA data_version');
	let counted: RowCounts | null = null;
	let countedVersion: SQLOutputValue | undefined;
	let next = 0;
	return () => {
		const now = monotonic();
		const current = version.get()?.data_version;
		if (counted !== null && (current === countedVersion || now < next)) return counted;
		counted = {
			unihashes: countRows(reader, UNIHASHES.name),
			outhashes: countRows(reader, OUTHASHES.name),
		};
		countedVersion = current;
		const end = monotonic();
		next = end + 100 * (end - now);
		return counted;
	};
}

function countOf(prepared: StatementSync): number {
	return Number(prepared.get()?.rows ?? 0);
}

type Row = Record<string, SQLOutputValue>;

/** Our own column lists make these rows, so the names are known; the values may be anything a file holds. */
function outhashRow(row: Row | undefined): OuthashRow | null {
	return row === undefined ? null : (row as unknown as OuthashRow);
}

function unifiedRow(row: Row | undefined): UnifiedRow | null {
	return row === undefined ? null : (row as unknown as UnifiedRow);
}

function textOrNull(value: SQLOutputValue | undefined): string | null {
	return value === undefined || value === null ? null : String(value);
}

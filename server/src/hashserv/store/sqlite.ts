import { resolve } from 'node:path';
import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite';
import { openConnection, updateSchema } from './connection';
import { createdClock, createdText } from './created';
import { GroupCommit } from './group-commit';
import { IdleCheckpoint } from './idle-checkpoint';
import { inspectDatabase } from './inspect';
import { type IdRange, piecemeal } from './piecemeal';
import { columnNames, OUTHASHES, QUERY_COLUMNS, UNIHASHES } from './schema';
import { isBusy, loadSqlite, storeError } from './sqlite-module';
import { sqliteUsers } from './sqlite-users';
import { countRows, hashWriter } from './sqlite-write';
import type { OuthashRow, RowCounts, Store, UnifiedRow } from './store';
import { Turn } from './turn';
import { type Mapping, UnihashMemory } from './unihash-memory';
import { WarmUp } from './warm-up';

/**
 * Milliseconds a statement blocks the loop for another process's lock. Writes
 * have a patience of their own (GroupCommit) that does not block; look-ups
 * are only ever locked out for moments, while a log is recovered.
 */
const WRITE_LOCK_TIMEOUT = 20;
const READ_LOCK_TIMEOUT = 5_000;

/** Unihashes in memory: 140 MB at most, in proportion when there are fewer. */
const REMEMBERED = 1_000_000;

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
	const mapping = reader.prepare(
		'SELECT unihash FROM unihashes_v3 WHERE method = ? AND taskhash = ?',
	);
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

	const clock = createdClock();
	const write = hashWriter(writer);
	const endRead = statement(reader, 'COMMIT');
	const counts = rowCounter(reader);
	const checkpoint = statement(writer, 'PRAGMA wal_checkpoint(PASSIVE)');
	const idle = new IdleCheckpoint(() => attempt(checkpoint));
	const commit = statement(writer, 'COMMIT');
	const commits = new GroupCommit({
		begin: statement(writer, 'BEGIN IMMEDIATE'),
		commit: () => {
			commit();
			idle.postpone();
		},
		rollback: statement(writer, 'ROLLBACK'),
		isBusy,
		explain: (error) => storeError(error, path),
	});

	// Rows are added and deleted, never changed, so what was found stays true
	// until somebody deletes. Deletions of our own clear the table; those of
	// other processes show in the writer's data_version, which its own commits
	// leave as it is.
	const known = new UnihashMemory(REMEMBERED);
	const newest = reader.prepare(
		'SELECT id, method, taskhash, unihash FROM unihashes_v3 WHERE id < ? ORDER BY id DESC LIMIT ?',
	);
	const warmUp = new WarmUp({
		read: (below, rows) => attempt(() => read(() => newest.all(below, rows).map(mappingRow))),
		remember: (mapping) => {
			known.add(mapping);
			return !known.isFull;
		},
		done: (milliseconds) => {
			if (known.size > 0) warmedUp?.(known.size, milliseconds);
		},
	});
	const forget = (): void => {
		known.clear();
		warmUp.restart();
	};
	const foreignCommits = writer.prepare('PRAGMA data_version');
	const version = (): SQLOutputValue | undefined =>
		attempt(() => foreignCommits.get()?.data_version);
	let seenVersion = version();
	const turn = new Turn({
		enter: () => {
			const current = version();
			if (current === undefined || current !== seenVersion) forget();
			seenVersion = current;
		},
		begin: statement(reader, 'BEGIN'),
		end: () => attempt(endRead),
	});

	function findUnihash(method: string, taskhash: string): string | null {
		turn.enter();
		const remembered = known.get(method, taskhash);
		if (remembered !== undefined) return remembered;
		return read(() => {
			const row = mapping.get(method, taskhash);
			if (row === undefined) return null;
			const unihash = String(row.unihash);
			known.add({ method, taskhash, unihash });
			return unihash;
		});
	}

	function lastId(table: string): number {
		return read(() => Number(reader.prepare(`SELECT max(id) AS id FROM ${table}`).get()?.id ?? 0));
	}

	function read<T>(lookUp: () => T): T {
		try {
			turn.begin();
			return lookUp();
		} catch (error) {
			throw storeError(error, path);
		}
	}

	return {
		users: sqliteUsers({ reader, writer, read, write: (change) => commits.run(change) }),

		remembered: {
			longestLine: known.longestLine,
			answer: (lines, output) => {
				turn.enter();
				return known.answer(lines, output);
			},
		},
		unihash: findUnihash,
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
			commits.run(() => {
				forget();
				return write.remove(condition);
			}),
		cleanUnused: (maxAgeSeconds) => {
			const oldest = createdText(Math.max(0, clock() - Math.round(maxAgeSeconds * 1e6)));
			const clean = (range: IdRange) => commits.run(() => write.cleanUnused(oldest, range));
			return piecemeal(lastId(OUTHASHES.name), clean).then((count) => count ?? 0);
		},
		gcMark: (mark, condition) => commits.run(() => write.gcMark(mark, condition)),
		gcSweep: async (mark) => {
			const count = await piecemeal(lastId(UNIHASHES.name), (range) =>
				commits.run(() => {
					forget();
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
			warmUp.stop();
			reader.close();
			try {
				writer.exec('PRAGMA wal_checkpoint(TRUNCATE)');
			} finally {
				writer.close();
			}
		},
	};
}

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
		const now = performance.now();
		const current = version.get()?.data_version;
		if (counted !== null && (current === countedVersion || now < next)) return counted;
		counted = {
			unihashes: countRows(reader, UNIHASHES.name),
			outhashes: countRows(reader, OUTHASHES.name),
		};
		countedVersion = current;
		const end = performance.now();
		next = end + 100 * (end - now);
		return counted;
	};
}

function statement(database: DatabaseSync, sql: string): () => void {
	const prepared = database.prepare(sql);
	return () => {
		prepared.run();
	};
}

/** What a step gives, or undefined when it fails: for steps that something else makes up for. */
function attempt<T>(step: () => T): T | undefined {
	try {
		return step();
	} catch {
		return undefined;
	}
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

function mappingRow({ id, method, taskhash, unihash }: Row): Mapping & { readonly id: number } {
	return {
		id: Number(id),
		method: String(method),
		taskhash: String(taskhash),
		unihash: String(unihash),
	};
}

function textOrNull(value: SQLOutputValue | undefined): string | null {
	return value === undefined || value === null ? null : String(value);
}

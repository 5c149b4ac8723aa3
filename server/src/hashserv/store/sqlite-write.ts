import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { IdRange } from './piecemeal';
import { columnNames, isIndexed, OUTHASHES, type Table, UNIHASHES } from './schema';
import type { AdoptedRow, Condition, Report } from './store';

/** The writes, to be run inside a transaction that somebody else begins and commits. */
export interface HashWriter {
	report(report: Report, created: string): string;
	addUnihash(method: string, taskhash: string, unihash: string): string;
	adopt(row: AdoptedRow, created: string): void;
	/** @param range all ids when absent */
	remove(table: Table, condition: Condition, range?: IdRange): number;
	cleanUnused(oldest: string, range: IdRange): number;
	gcMark(mark: string, condition: Condition, range?: IdRange): number;
	/** Null when the mark is not current. */
	gcSweep(mark: string, range: IdRange): number | null;
	/** Ends a collection, unless another one has begun. */
	gcForget(mark: string): void;
}

/** Prepares the writes on a connection. */
export function hashWriter(database: DatabaseSync): HashWriter {
	const columns = columnNames(OUTHASHES);
	const insertOuthash = database.prepare(
		`INSERT OR IGNORE INTO outhashes_v2 (${columns.join(', ')})
		VALUES (${columns.map(() => '?').join(', ')})`,
	);
	const equivalent = database.prepare(
		`SELECT u.unihash FROM outhashes_v2 o
		INNER JOIN unihashes_v3 u ON u.method = o.method AND u.taskhash = o.taskhash
		WHERE o.method = ? AND o.outhash = ? AND o.taskhash != ?
		ORDER BY o.created, o.id LIMIT 1`,
	);
	const insertUnihash = database.prepare(
		`INSERT OR IGNORE INTO unihashes_v3 (method, taskhash, unihash, gc_mark)
		VALUES (?, ?, ?, coalesce((SELECT value FROM config WHERE name = 'gc-mark'), ''))`,
	);
	const storedUnihash = database.prepare(
		'SELECT unihash FROM unihashes_v3 WHERE method = ? AND taskhash = ?',
	);
	const cleanUnused = database.prepare(
		`DELETE FROM outhashes_v2 WHERE id > ? AND id <= ? AND created < ? AND NOT EXISTS (
			SELECT 1 FROM unihashes_v3 u
			WHERE u.method = outhashes_v2.method AND u.taskhash = outhashes_v2.taskhash)`,
	);
	const setMark = database.prepare(
		`INSERT INTO config (name, value) VALUES ('gc-mark', ?)
		ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
	);
	const currentMark = database.prepare("SELECT value FROM config WHERE name = 'gc-mark'");
	const sweep = database.prepare(
		'DELETE FROM unihashes_v3 WHERE id > ? AND id <= ? AND gc_mark != ?',
	);
	const prepared = statementCache(database);

	function addUnihash(method: string, taskhash: string, unihash: string): string {
		if (insertUnihash.run(method, taskhash, unihash).changes === 1) return unihash;
		const row = storedUnihash.get(method, taskhash);
		return row === undefined ? unihash : String(row.unihash);
	}

	function isCurrent(mark: string): boolean {
		return mark !== '' && currentMark.get()?.value === mark;
	}

	return {
		report: (report, created) => {
			const { method, taskhash, outhash } = report;
			const inserted = insertOuthash.run(
				method,
				taskhash,
				outhash,
				created,
				report.owner,
				report.PN,
				report.PV,
				report.PR,
				report.task,
				report.outhash_siginfo,
			);
			if (inserted.changes === 0) {
				// Nothing new, so nothing to store: answer what is known.
				const row = storedUnihash.get(method, taskhash);
				return row === undefined ? report.unihash : String(row.unihash);
			}
			const row = equivalent.get(method, outhash, taskhash);
			return addUnihash(method, taskhash, row === undefined ? report.unihash : String(row.unihash));
		},

		addUnihash,

		adopt: (row, created) => {
			const { method, taskhash } = row;
			addUnihash(method, taskhash, row.unihash);
			insertOuthash.run(
				method,
				taskhash,
				row.outhash,
				created,
				row.owner,
				row.PN,
				row.PV,
				row.PR,
				row.task,
				row.outhash_siginfo,
			);
		},

		remove: (table, condition, range) => {
			const where = clause(table, condition, range);
			if (where === null) return 0;
			const sql = `DELETE FROM ${table.name} WHERE ${where.sql}`;
			return Number(prepared(sql).run(...where.values).changes);
		},

		cleanUnused: (oldest, range) => Number(cleanUnused.run(...range, oldest).changes),

		gcMark: (mark, condition, range) => {
			setMark.run(mark);
			const where = clause(UNIHASHES, condition, range);
			if (where === null) return 0;
			const sql = `UPDATE unihashes_v3 SET gc_mark = ? WHERE ${where.sql}`;
			return Number(prepared(sql).run(mark, ...where.values).changes);
		},

		gcSweep: (mark, range) => {
			if (!isCurrent(mark)) return null;
			return Number(sweep.run(...range, mark).changes);
		},

		gcForget: (mark) => {
			if (isCurrent(mark)) setMark.run(null);
		},
	};
}

/** Rows of a table, whose name is quoted because it may be anybody's. */
export function countRows(database: DatabaseSync, table: string): number {
	const sql = `SELECT count(*) AS rows FROM "${table.replaceAll('"', '""')}"`;
	return Number(database.prepare(sql).get()?.rows ?? 0);
}

/** True when an index finds the rows of a table that match a condition, or none can match. */
export function isNarrow(table: Table, condition: Condition): boolean {
	const named = columnsIn(table, condition);
	return named.length === 0 || isIndexed(table, named);
}

/** The part of a condition that a table can answer, or null when that is nothing: nothing then matches. */
function clause(
	table: Table,
	condition: Condition,
	range: IdRange | undefined,
): { sql: string; values: (string | number)[] } | null {
	const named = columnsIn(table, condition);
	if (named.length === 0) return null;
	const values = named.map((column) => condition.get(column) ?? '');
	const ranged = range === undefined ? '' : 'id > ? AND id <= ? AND ';
	// With the plus, the range of ids is what SQLite looks rows up by.
	const plus = range === undefined ? '' : '+';
	return {
		sql: ranged + named.map((column) => `${plus}${column} = ?`).join(' AND '),
		values: [...(range ?? []), ...values],
	};
}

function columnsIn(table: Table, condition: Condition): string[] {
	return columnNames(table).filter((column) => condition.has(column));
}

/** Statements by their text: conditions name few different sets of columns. */
function statementCache(database: DatabaseSync): (sql: string) => StatementSync {
	const statements = new Map<string, StatementSync>();
	return (sql) => {
		let found = statements.get(sql);
		if (found === undefined) {
			found = database.prepare(sql);
			statements.set(sql, found);
		}
		return found;
	};
}

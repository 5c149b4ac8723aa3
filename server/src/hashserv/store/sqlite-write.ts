import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { IdRange } from './piecemeal';
import { columnNames, OUTHASHES, UNIHASHES } from './schema';
import type { AdoptedRow, Condition, Report } from './store';

/** The writes, to be run inside a transaction that somebody else begins and commits. */
export interface HashWriter {
	report(report: Report, created: string): string;
	addUnihash(method: string, taskhash: string, unihash: string): string;
	adopt(row: AdoptedRow, created: string): void;
	remove(condition: Condition): number;
	cleanUnused(oldest: string, range: IdRange): number;
	gcMark(mark: string, condition: Condition): number;
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

		remove: (condition) => {
			let count = 0;
			for (const table of [OUTHASHES, UNIHASHES]) {
				const where = clause(columnNames(table), condition);
				if (where === null) continue;
				const sql = `DELETE FROM ${table.name} WHERE ${where.sql}`;
				count += Number(prepared(sql).run(...where.values).changes);
			}
			return count;
		},

		cleanUnused: (oldest, range) => Number(cleanUnused.run(...range, oldest).changes),

		gcMark: (mark, condition) => {
			setMark.run(mark);
			const where = clause(columnNames(UNIHASHES), condition);
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

/** The part of a condition that a table can answer, or null when that is nothing: nothing then matches. */
function clause(
	columns: readonly string[],
	condition: Condition,
): { sql: string; values: string[] } | null {
	const named = columns.filter((column) => condition.has(column));
	if (named.length === 0) return null;
	return {
		sql: named.map((column) => `${column} = ?`).join(' AND '),
		values: named.map((column) => condition.get(column) ?? ''),
	};
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

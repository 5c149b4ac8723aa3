import type { DatabaseSync } from 'node:sqlite';
import type { ClassKey, ClassPage, ReportRow, RowCount } from '../../../shared/explore';

/** Rows of a page. */
const MOST_ROWS = 200;

/** The row that a page ended with, by its ids in the two tables. */
export type ClassCursor = readonly [unihashId: number, outhashId: number];

interface ClassReader {
	page(key: ClassKey, cursor: ClassCursor | null, most?: number): ClassPage;
	/** Rows of both tables, of the whole class or of one taskhash in it. */
	count(key: ClassKey, taskhash?: string): RowCount;
	/** Taskhashes of the class after one of them, in the order of the index; empty at the end. */
	taskhashes(key: ClassKey, most: number): string[];
	/** The listing of an output; null when none was reported. */
	output(method: string, taskhash: string, outhash: string): string | null;
}

/** Prepares the look at one class: every taskhash, and what was reported for it. */
export function classReader(database: DatabaseSync): ClassReader {
	// The plus keeps the planner from walking all rows of a method.
	const rows = database.prepare(
		`SELECT u.id AS unihashId, o.id AS outhashId, u.taskhash, o.outhash, o.created, o.owner,
			o.PN, o.PV, o.PR, o.task, o.outhash_siginfo IS NOT NULL AS hasOutput
		FROM unihashes_v3 u
		LEFT JOIN outhashes_v2 o ON o.method = u.method AND o.taskhash = u.taskhash
		WHERE u.unihash = ?1 AND +u.method = ?2 AND u.id >= ?3
			AND (u.id > ?3 OR ifnull(o.id, 0) > ?4)
		ORDER BY u.id, o.id LIMIT ?5`,
	);
	const counts = database.prepare(
		`SELECT count(*) AS taskhashes, ifnull(sum((
			SELECT count(*) FROM outhashes_v2 o
			WHERE o.method = u.method AND o.taskhash = u.taskhash)), 0) AS reports
		FROM unihashes_v3 u WHERE u.unihash = ?1 AND +u.method = ?2
			AND (?3 IS NULL OR u.taskhash = ?3)`,
	);
	const names = database.prepare(
		'SELECT taskhash FROM unihashes_v3 WHERE unihash = ? AND +method = ? ORDER BY id LIMIT ?',
	);
	const output = database.prepare(
		`SELECT outhash_siginfo FROM outhashes_v2
		WHERE method = ? AND taskhash = ? AND outhash = ?`,
	);
	return {
		page: ({ method, unihash }, cursor, most = MOST_ROWS) => {
			const [unihashId, outhashId] = cursor ?? [0, 0];
			const found = rows.all(unihash, method, unihashId, outhashId, most);
			const last = found.length < most ? undefined : found.at(-1);
			return {
				rows: found.map(({ unihashId: _, outhashId: __, hasOutput, ...row }) => ({
					...(row as unknown as Omit<ReportRow, 'hasOutput'>),
					hasOutput: hasOutput === 1,
				})),
				cursor:
					last === undefined ? null : JSON.stringify([last.unihashId, Number(last.outhashId ?? 0)]),
				isWhole: true,
			};
		},
		count: ({ method, unihash }, taskhash) => {
			const row = counts.get(unihash, method, taskhash ?? null);
			const taskhashes = Number(row?.taskhashes ?? 0);
			return { taskhashes, rows: taskhashes + Number(row?.reports ?? 0) };
		},
		taskhashes: ({ method, unihash }, most) =>
			names.all(unihash, method, most).map(({ taskhash }) => String(taskhash)),
		output: (method, taskhash, outhash) => {
			const text = output.get(method, taskhash, outhash)?.outhash_siginfo;
			return typeof text === 'string' ? text : null;
		},
	};
}

import type { DatabaseSync } from 'node:sqlite';
import type { ClassKey, ClassSummary } from '../../../shared/explore';

/** Taskhashes of a class that are counted. */
const MOST_COUNTED = 1_000;

/** What describes a class: one of its reports. */
export type Description = Pick<ClassSummary, 'PN' | 'PV' | 'task'>;

/** Makes a function that describes a class in a line; a report that is at hand saves looking for one. */
export function summarizer(
	database: DatabaseSync,
): (key: ClassKey, description?: Description) => ClassSummary {
	// The plus keeps the planner from walking all rows of a method.
	const count = database.prepare(
		`SELECT count(*) AS taskhashes FROM (
			SELECT 1 FROM unihashes_v3 WHERE unihash = ? AND +method = ? LIMIT ${MOST_COUNTED})`,
	);
	const describe = database.prepare(
		`SELECT o.PN, o.PV, o.task FROM unihashes_v3 u
		INNER JOIN outhashes_v2 o ON o.method = u.method AND o.taskhash = u.taskhash
		WHERE u.unihash = ? AND +u.method = ? LIMIT 1`,
	);
	return ({ method, unihash }, description) => {
		const {
			PN = null,
			PV = null,
			task = null,
		} = description ?? (describe.get(unihash, method) as unknown as Description | undefined) ?? {};
		const number = Number(count.get(unihash, method)?.taskhashes ?? 0);
		return {
			method,
			unihash,
			PN,
			PV,
			task,
			taskhashes: { number, isExact: number < MOST_COUNTED },
		};
	};
}

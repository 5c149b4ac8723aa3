import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { SearchPage } from '../../../shared/explore';
import { methodLister } from './methods';
import { PageBuilder, type PageLimits } from './page';
import { summarizer } from './summary';

/** Where a page ended: in which of the walks, and behind which hash. */
export interface HashCursor {
	readonly walk: number;
	readonly after: string;
}

/** All hashes that begin alike, in order, in one index. */
interface Walk {
	/** The next hash above one and below another; null at the end. */
	next(above: string, below: string): string | null;
	/** The classes that a hash belongs to. */
	classes(hash: string): { method: string; unihash: string }[];
}

/** Rows with one outhash that are looked at: nearly always they are in one class. */
const MOST_ROWS = 100;

/**
 * Finds classes by what their unihash, a taskhash or an outhash begins with.
 * Goes from one different hash to the next in the indexes that the database
 * has, so a page's time does not depend on the database's size.
 */
export function hashSearcher(
	database: DatabaseSync,
): (prefix: string, cursor: HashCursor | null, limits?: PageLimits) => SearchPage {
	const methods = methodLister(database);
	const summary = summarizer(database);
	const nextUnihash = database.prepare(
		'SELECT min(unihash) AS hash FROM unihashes_v3 WHERE unihash > ? AND unihash < ?',
	);
	// The plus keeps the planner from walking all rows of a method.
	const hasMethod = database.prepare(
		'SELECT 1 FROM unihashes_v3 WHERE unihash = ? AND +method = ? LIMIT 1',
	);
	const nextTaskhash = database.prepare(
		`SELECT min(taskhash) AS hash FROM unihashes_v3
		WHERE method = ? AND taskhash > ? AND taskhash < ?`,
	);
	const ofTaskhash = database.prepare(
		'SELECT unihash FROM unihashes_v3 WHERE method = ? AND taskhash = ?',
	);
	const nextOuthash = database.prepare(
		`SELECT min(outhash) AS hash FROM outhashes_v2
		WHERE method = ? AND outhash > ? AND outhash < ?`,
	);
	const ofOuthash = database.prepare(
		`SELECT DISTINCT unihash FROM (
			SELECT u.unihash FROM outhashes_v2 o
			INNER JOIN unihashes_v3 u ON u.method = o.method AND u.taskhash = o.taskhash
			WHERE o.method = ? AND o.outhash = ? LIMIT ${MOST_ROWS})`,
	);

	function walks(): Walk[] {
		const known = methods();
		const classesOf = (method: string, rows: readonly Record<string, unknown>[]) =>
			rows.map((row) => ({ method, unihash: String(row.unihash) }));
		return [
			{
				next: (above, below) => hashOf(nextUnihash.get(above, below)),
				classes: (unihash) =>
					known
						.filter((method) => hasMethod.get(unihash, method) !== undefined)
						.map((method) => ({ method, unihash })),
			},
			...known.map((method) => ({
				next: (above: string, below: string) => hashOf(nextTaskhash.get(method, above, below)),
				classes: (hash: string) => classesOf(method, ofTaskhash.all(method, hash)),
			})),
			...known.map((method) => ({
				next: (above: string, below: string) => hashOf(nextOuthash.get(method, above, below)),
				classes: (hash: string) => classesOf(method, ofOuthash.all(method, hash)),
			})),
		];
	}

	return (prefix, cursor, limits) => {
		const page = new PageBuilder(limits);
		const all = walks();
		const below = endOf(prefix);
		let after = cursor?.after ?? beforeAll(prefix);
		for (let index = cursor?.walk ?? 0; index < all.length; index++) {
			const walk = all[index]!;
			for (let hash = walk.next(after, below); hash !== null; hash = walk.next(after, below)) {
				if (page.isFull) return page.page({ walk: index, after }, index / all.length);
				for (const key of walk.classes(hash)) page.add(key, () => summary(key));
				after = hash;
			}
			after = beforeAll(prefix);
		}
		return page.page(null, 1);
	};
}

/** Above everything that begins with the hexadecimal digits: `g` follows `f`. */
function endOf(prefix: string): string {
	return `${prefix}g`;
}

/** Just below everything that begins with the digits, also below those alone. */
function beforeAll(prefix: string): string {
	const last = prefix.charCodeAt(prefix.length - 1);
	return `${prefix.slice(0, -1)}${String.fromCharCode(last - 1)}\uffff`;
}

function hashOf(row: Record<string, SQLInputValue> | undefined): string | null {
	return typeof row?.hash === 'string' ? row.hash : null;
}

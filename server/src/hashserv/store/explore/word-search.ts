import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { SearchPage } from '../../../shared/explore';
import type { Wanted, WordPlace } from '../../../shared/searchText';
import { PageBuilder, type PageLimits } from './page';
import { type Description, summarizer } from './summary';

type Words = Extract<Wanted, { kind: 'words' }>['words'];

/** Rows of one statement: some milliseconds, also where they have to be read from disk. */
const STEP = 1_000;

const CONDITIONS: Readonly<Record<WordPlace, string>> = {
	recipe: 'instr(lower(o.PN), ?) > 0',
	task: 'instr(lower(o.task), ?) > 0',
	either: "instr(lower(ifnull(o.PN, '') || ' ' || ifnull(o.task, '')), ?) > 0",
};

/**
 * Finds classes by the words of their reports, the latest report first. No
 * index helps here, and one that only we need would cost every report; so it
 * walks down the ids, a page's time each time it is called.
 */
export function wordSearcher(
	database: DatabaseSync,
): (words: Words, cursor: number | null, limits?: PageLimits) => SearchPage {
	const summary = summarizer(database);
	const newest = database.prepare('SELECT max(id) AS id FROM outhashes_v2');
	// The id at which a step ends; null for the last one.
	const stepEnd = database.prepare(
		`SELECT id FROM outhashes_v2 WHERE id <= ? ORDER BY id DESC LIMIT 1 OFFSET ${STEP}`,
	);
	return (words, cursor, limits) => {
		const found = database.prepare(
			`SELECT o.id, o.method, o.PN, o.PV, o.task, u.unihash FROM outhashes_v2 o
			INNER JOIN unihashes_v3 u ON u.method = o.method AND u.taskhash = o.taskhash
			WHERE o.id <= ? AND o.id > ?
			${words.map((word) => `AND ${CONDITIONS[word.in]}`).join(' ')}
			ORDER BY o.id DESC`,
		);
		const page = new PageBuilder(limits);
		const last = Number(newest.get()?.id ?? 0);
		const texts = words.map(({ text }) => text);
		let from: number = cursor ?? last;
		while (from > 0) {
			const end = Number(stepEnd.get(from)?.id ?? 0);
			for (const row of found.iterate(from, end, ...texts)) {
				const key = { method: String(row.method), unihash: String(row.unihash) };
				page.add(key, () => summary(key, describe(row)));
				if (page.isFull) return page.page(Number(row.id) - 1, 1 - Number(row.id) / last);
			}
			from = end;
			if (page.isFull) break;
		}
		return page.page(from > 0 ? from : null, last === 0 ? 1 : 1 - from / last);
	};
}

function describe({ PN, PV, task }: Record<string, SQLOutputValue>): Description {
	return { PN: textOrNull(PN), PV: textOrNull(PV), task: textOrNull(task) };
}

function textOrNull(value: SQLOutputValue | undefined): string | null {
	return value === undefined || value === null ? null : String(value);
}

import type {
	ClassPage,
	ClassParams,
	ClassSummary,
	OutputParams,
	ReportRow,
	SearchPage,
	SearchParams,
} from '../../shared/explore';
import { readSearch } from '../../shared/searchText';
import type { Remotes } from './remotes';

/** What builds of every release report with, unless a layer has a method of its own. */
const METHOD = 'oe.sstatesig.OEOuthashBasic';

/** A row as the protocol tells it. */
type Row = Readonly<Record<string, unknown>>;

/** Looks equivalences up by the protocol: exact hashes alone, and one report of each. */
export function remoteClasses(remotes: Remotes) {
	async function ask(address: string, command: string, argument: unknown): Promise<Row | null> {
		const { answer } = await remotes.request(address, command, argument);
		return typeof answer === 'object' && answer !== null ? (answer as Row) : null;
	}

	const byTaskhash = (address: string, method: string, taskhash: string) =>
		ask(address, 'get', { method, taskhash, all: true });
	const byOuthash = (address: string, method: string, outhash: string, taskhash: string) =>
		ask(address, 'get-outhash', { method, outhash, taskhash });

	return {
		search: async (address: string, { text, field }: SearchParams): Promise<SearchPage> => {
			const wanted = readSearch(text, field);
			const page = (classes: readonly ClassSummary[]): SearchPage => ({
				classes,
				cursor: null,
				searched: 1,
				isExactOnly: true,
			});
			if (wanted.kind !== 'hash') return page([]);
			const hash = wanted.prefix;
			const row =
				(await byTaskhash(address, METHOD, hash)) ?? (await byOuthash(address, METHOD, hash, hash));
			return page(row === null ? [] : [summaryOf(row)]);
		},

		page: async (
			address: string,
			{ method, unihash, taskhash }: ClassParams,
		): Promise<ClassPage> => {
			const row = await byTaskhash(address, method, taskhash ?? unihash);
			return { rows: row === null ? [] : [reportOf(row)], cursor: null, isWhole: false };
		},

		output: async (
			address: string,
			{ method, outhash, taskhash }: OutputParams,
		): Promise<string | null> => {
			const row = await byOuthash(address, method, outhash, taskhash);
			return textOf(row?.outhash_siginfo);
		},
	};
}

/**
 * Removes all rows of a taskhash, through the server, which has to know.
 * Both columns are in both tables: a table passes over the columns that it
 * does not have, and would lose far more rows.
 * @returns how many rows there were
 */
export async function removeTaskhash(
	remotes: Remotes,
	address: string,
	method: string,
	taskhash: string,
): Promise<number> {
	const { answer } = await remotes.request(address, 'remove', { where: { method, taskhash } });
	return Number(Object(answer).count ?? 0);
}

function summaryOf(row: Row): ClassSummary {
	return {
		method: String(row.method),
		unihash: String(row.unihash),
		PN: textOf(row.PN),
		PV: textOf(row.PV),
		task: textOf(row.task),
		taskhashes: { number: 1, isExact: false },
		taskhash: String(row.taskhash),
	};
}

function reportOf(row: Row): ReportRow {
	return {
		taskhash: String(row.taskhash),
		outhash: textOf(row.outhash),
		created: textOf(row.created),
		owner: textOf(row.owner),
		PN: textOf(row.PN),
		PV: textOf(row.PV),
		PR: textOf(row.PR),
		task: textOf(row.task),
		hasOutput: textOf(row.outhash_siginfo) !== null,
	};
}

function textOf(value: unknown): string | null {
	return typeof value === 'string' ? value : null;
}

import type { LineAnswerer } from '../wire/answerer';
import type { UserStore } from './users';

/**
 * What the hash equivalence server needs of a database. SQLite answers look-ups
 * at once, a database across the network cannot: so a method returns its
 * value or a promise of it, and callers look before they wait.
 */
export type Awaitable<T> = T | Promise<T>;

/** One row of the outhash table. The names are the columns'. */
export interface OuthashRow {
	readonly id: number;
	readonly method: string;
	readonly taskhash: string;
	readonly outhash: string;
	/** UTC, such as `2026-11-20T10:42:01.430348+00:00`. */
	readonly created: string | null;
	readonly owner: string | null;
	readonly PN: string | null;
	readonly PV: string | null;
	readonly PR: string | null;
	readonly task: string | null;
	readonly outhash_siginfo: string | null;
}

/** An outhash row joined with the unihash of its taskhash. */
export interface UnifiedRow extends OuthashRow {
	readonly unihash: string;
	readonly gc_mark: string;
}

/** What a client reports about a task it ran. */
export interface Report {
	readonly method: string;
	readonly taskhash: string;
	readonly outhash: string;
	/** Used when nothing equivalent is known. */
	readonly unihash: string;
	readonly owner: string | null;
	readonly PN: string | null;
	readonly PV: string | null;
	readonly PR: string | null;
	readonly task: string | null;
	readonly outhash_siginfo: string | null;
}

/** What another server knows of an output, to be stored here as well. */
export interface AdoptedRow extends Report {
	/** In the form of the `created` column; null for now. */
	readonly created: string | null;
}

/** Columns and the values they must have. Columns that a table does not have are passed over. */
export type Condition = ReadonlyMap<string, string>;

export interface GcStatus {
	readonly keep: number;
	readonly remove: number;
	readonly mark: string | null;
}

export interface RowCounts {
	readonly unihashes: number;
	readonly outhashes: number;
}

/**
 * Writing methods resolve when their transaction is committed, and reject
 * with a StoreError when it is not. Reading methods see committed rows only.
 */
export interface Store {
	/** The accounts that clients log in to. */
	readonly users: UserStore;

	/** Answers lines `METHOD TASKHASH` by unihashes that are in memory; absent where none are kept. */
	readonly remembered?: LineAnswerer;
	/** The unihash of a taskhash, or null. */
	unihash(method: string, taskhash: string): Awaitable<string | null>;
	/** The oldest outhash row of a taskhash with its unihash, or null. */
	unified(method: string, taskhash: string): Awaitable<UnifiedRow | null>;
	/** The oldest row with an outhash whose taskhash has a unihash, or null. */
	unifiedByOuthash(method: string, outhash: string): Awaitable<UnifiedRow | null>;
	/** The oldest row with an outhash, or null. */
	outhash(method: string, outhash: string): Awaitable<OuthashRow | null>;
	/** True when some taskhash has this unihash. */
	unihashExists(unihash: string): Awaitable<boolean>;

	/**
	 * Stores a report and returns the unihash to use, in one transaction: two
	 * reports of the same output at once end with one unihash.
	 */
	report(report: Report): Awaitable<string>;
	/** Gives a taskhash a unihash unless it has one; returns the one it has. */
	addUnihash(method: string, taskhash: string, unihash: string): Awaitable<string>;
	/** Stores another server's row: its unihash unless the taskhash has one, its outhash unless it is known. */
	adopt(row: AdoptedRow): Awaitable<void>;
	/** Deletes the matching rows of both tables; returns how many. */
	remove(condition: Condition): Awaitable<number>;
	/** Deletes outhash rows without a unihash that are older than the age; returns how many. */
	cleanUnused(maxAgeSeconds: number): Awaitable<number>;

	/** Makes `mark` the current mark and gives it to the matching unihash rows; returns how many. */
	gcMark(mark: string, condition: Condition): Awaitable<number>;
	/** Deletes unihash rows without the current mark and forgets it; null when `mark` is not current. */
	gcSweep(mark: string): Awaitable<number | null>;
	gcStatus(): Awaitable<GcStatus>;

	/** Rows of every table, by name. */
	usage(): Awaitable<Readonly<Record<string, number>>>;
	/** The columns that a condition may name. */
	queryColumns(): readonly string[];
	/** Rows of the two hash tables: cheap, and so perhaps some seconds old. */
	counts(): Awaitable<RowCounts>;

	/** Finishes the writes that wait, then closes. */
	close(): Promise<void>;
}

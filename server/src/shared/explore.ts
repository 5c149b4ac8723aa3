/** What the view of equivalences asks the language server. */
import { request } from './protocol';

export const SEARCH_CLASSES = request<SearchParams, SearchPage>('hashequiv/searchClasses');
export const GET_CLASS = request<ClassParams, ClassPage>('hashequiv/getClass');
export const GET_OUTPUT = request<OutputParams, OutputText>('hashequiv/getOutput');
export const COUNT_ROWS = request<RowsParams, RowCount>('hashequiv/countRows');
export const REMOVE_ROWS = request<RowsParams, Removed>('hashequiv/removeRows');

/** Which server is asked. */
export interface Target {
	/** In any form of BB_HASHSERVE; absent for this window's. */
	readonly address?: string;
}

export interface SearchParams extends Target {
	readonly text: string;
	readonly field: SearchField;
	/** Where the page before ended. */
	readonly cursor?: string;
}

/** What the text of a search is compared with. */
export type SearchField = 'anything' | 'recipe' | 'task' | 'hash';

/** Tasks that count as one: all taskhashes with one unihash. */
export interface ClassKey {
	readonly method: string;
	readonly unihash: string;
}

export interface ClassSummary extends ClassKey {
	/** Of one of its reports; null when nothing was reported. */
	readonly PN: string | null;
	readonly PV: string | null;
	readonly task: string | null;
	readonly taskhashes: Count;
	/** The one by which it was found, where the server cannot list a class. */
	readonly taskhash?: string;
}

/** A number that is not counted further than the limit. */
export interface Count {
	readonly number: number;
	/** False when there are at least so many. */
	readonly isExact: boolean;
}

/**
 * A part of what was found. A page may be empty and have a next one: a search
 * goes through a large database in steps, so that each takes a moment.
 */
export interface SearchPage {
	readonly classes: readonly ClassSummary[];
	/** Null at the end. */
	readonly cursor: string | null;
	/** Share of the database that has been searched, 0 to 1. */
	readonly searched: number;
	/** True where the server knows exact hashes only. */
	readonly isExactOnly: boolean;
}

export interface ClassParams extends Target, ClassKey, Pick<ClassSummary, 'taskhash'> {
	readonly cursor?: string;
}

/** One taskhash and one output of it. */
export interface ReportRow {
	readonly taskhash: string;
	/** Null, like all that follows, when no output was reported for the taskhash. */
	readonly outhash: string | null;
	/** UTC, such as `2026-11-20T10:42:01.430348+00:00`. */
	readonly created: string | null;
	readonly owner: string | null;
	readonly PN: string | null;
	readonly PV: string | null;
	readonly PR: string | null;
	readonly task: string | null;
	/** True when the listing of the output was reported, too. */
	readonly hasOutput: boolean;
}

export interface ClassPage {
	readonly rows: readonly ReportRow[];
	readonly cursor: string | null;
	/** False where the server tells one report of many. */
	readonly isWhole: boolean;
}

export interface OutputParams extends Target {
	readonly method: string;
	readonly taskhash: string;
	readonly outhash: string;
}

export interface OutputText {
	/** What BitBake hashed; null when it is not known. */
	readonly text: string | null;
}

/** All rows of a class, or those of one taskhash in it. */
export interface RowsParams extends Target, ClassKey {
	readonly taskhash?: string;
}

export interface RowCount {
	/** Null where the server cannot be asked. */
	readonly taskhashes: number | null;
	/** Rows of both tables. */
	readonly rows: number | null;
}

export interface Removed {
	readonly rows: number;
}

/** What a build ran instead of taking it from shared state, and what is known of the hashes of that. */
import type { SstateSummary } from './insight';
import { longRequest } from './protocol';

export const READ_RAN = longRequest<ReadRanParams, RanTasks, ReadRanProgress>('hashequiv/readRan');
export const GET_TASK_HASHES = longRequest<TaskHashParams, TaskHashes, never>(
	'hashequiv/taskHashes',
);

export interface ReadRanParams {
	/** URI of a console log. */
	readonly log: string;
}

export interface ReadRanProgress {
	/** Whole percents of the log that have been read. */
	readonly percent: number;
}

/** The tasks that one run of BitBake ran, as its console log tells them. */
export interface RanTasks {
	/**
	 * First those with tasks that shared state should have had, in the order in
	 * which these began: a recipe can have been caused by one before it, not by
	 * one behind it. The log does not tell by which.
	 */
	readonly recipes: readonly RanRecipe[];
	/** Null where the run looked for nothing in shared state. */
	readonly summary: SstateSummary | null;
	/** False while BitBake runs, and where it ended without a word. */
	readonly isFinished: boolean;
	/** False when there were more tasks than are told here. */
	readonly isWhole: boolean;
}

export interface RanRecipe {
	/** As BitBake calls it, such as `virtual:native:/layers/meta/zlib_1.3.bb`. */
	readonly id: string;
	/** PN, as far as the name of the file tells it. */
	readonly name: string;
	/** Path of its file. */
	readonly file: string;
	/** Empty for the default one. */
	readonly multiconfig: string;
	/** In the order in which they began. */
	readonly tasks: readonly RanTask[];
}

export interface RanTask {
	/** Such as `do_compile`. */
	readonly name: string;
	/** Of the log, from 1: where it began. */
	readonly line: number;
	/** True when shared state holds the output of such tasks, so that this one ran because it was not found. */
	readonly isShared: boolean;
	/** Why it ran, where the log says so. */
	readonly cause?: RanCause;
	/** True when it did not succeed. */
	readonly hasFailed?: boolean;
	/** By which its output was looked for in vain; only a log with debug messages names it. */
	readonly missedHash?: string;
	/** Which the server gave it once its output was known, because an earlier task made the same. */
	readonly newUnihash?: string;
}

export type RanCause =
	/** It was asked for: `bitbake -f` or `-C`. */
	| 'forced'
	/** Its output was found, but could not be fetched or unpacked. */
	| 'setsceneFailed';

export interface TaskHashParams extends ReadRanParams {
	readonly buildUri: string;
	/** PN, for the folder of its stamps. */
	readonly recipe: string;
	readonly tasks: readonly Pick<RanTask, 'name' | 'missedHash'>[];
}

export interface TaskHashes {
	/** The hash server that is asked, as the build names it; null when the build names none that can be. */
	readonly server: string | null;
	/** Null when the configuration does not tell where it is. */
	readonly sstateDir: string | null;
	/** When the build began, milliseconds since the epoch; null when the log's name does not tell. */
	readonly startedAt: number | null;
	/** One for each task that was asked for, in that order. */
	readonly tasks: readonly TaskHash[];
}

/** What is known of one task of a build. */
export interface TaskHash {
	/** What the build made of its inputs; null where no signature of that build is left. */
	readonly taskhash: string | null;
	/** What stood for it in the end; null likewise. */
	readonly unihash: string | null;
	readonly known: ServerKnowledge;
	/** Its object in SSTATE_DIR now; null when there is none. */
	readonly object: { readonly path: string; readonly writtenAt: number } | null;
}

export type ServerKnowledge =
	| {
			readonly kind: 'known';
			readonly unihash: string;
			/** Milliseconds since the epoch, by the server's clock; null when it does not tell. */
			readonly firstReportedAt: number | null;
	  }
	| { readonly kind: 'unknown' }
	/** Why nobody was asked: there is no hash to ask for, or no server. */
	| { readonly kind: 'notAsked' }
	| { readonly kind: 'failed'; readonly message: string };

/** What is known of the builds that ran: plain data, it travels as JSON. */

/** What BitBake said of shared state in one of its runs. Counts of tasks. */
export interface SstateSummary {
	/** Tasks whose output was looked for in shared state. */
	readonly wanted: number;
	/** Of those: found, wherever it was. */
	readonly found: number;
	/** Found in SSTATE_DIR; null up to Yocto 3.2, which does not tell where. */
	readonly local: number | null;
	/** Found on a mirror; null likewise. */
	readonly mirrors: number | null;
	/** Not found: these tasks run. */
	readonly missed: number;
	/** Tasks whose output the build directory still had, so that none was looked for. */
	readonly current: number;
}

/** One run of BitBake. */
export interface BuildRun extends SstateSummary {
	/** Path of its console log. */
	readonly log: string;
	/** Milliseconds since the epoch. */
	readonly startedAt: number;
}

/** The last runs for one machine. */
export interface MachineBuilds {
	readonly machine: string;
	/** The newest first. */
	readonly runs: readonly BuildRun[];
	/** Whole percents of what was wanted that the newest run that wanted anything found; null without one. */
	readonly matchRate: number | null;
	/** The same of the run before that one. */
	readonly previousRate: number | null;
	/** True when so much was missed that somebody should look into it. */
	readonly isLow: boolean;
}

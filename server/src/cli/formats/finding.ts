import type { Severity } from '../../text/problem';

/** One finding as the command line reports it; positions are 1-based. */
export interface ReportedFinding {
	/** As it was named on the command line. */
	readonly file: string;
	readonly code: string;
	readonly severity: Severity;
	readonly line: number;
	readonly column: number;
	readonly endLine: number;
	readonly endColumn: number;
	readonly message: string;
}

/** Turns all findings of a run into what is printed. */
export type Format = (findings: readonly ReportedFinding[]) => string;

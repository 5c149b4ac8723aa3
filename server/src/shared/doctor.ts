/** What the Doctor reports: plain data with a stable shape, described in docs/doctor.md. */
import { longRequest } from './protocol';

/**
 * `problem`: the build fails or gets nothing from shared state. `warning`: it
 * gets less, or will fail some day. `info`: worth knowing. `skipped`: not
 * looked at, and the summary says why.
 */
export type CheckStatus = 'ok' | 'info' | 'warning' | 'problem' | 'skipped';

/** What one check found. */
export interface CheckResult {
	/** The same in every version, such as `sstate-mirror`. */
	readonly id: string;
	readonly title: string;
	readonly status: CheckStatus;
	/** What was found. */
	readonly summary: string;
	/** More of it, line by line. */
	readonly details?: readonly string[];
	/** What that means for the build. */
	readonly meaning?: string;
	/** What to do. */
	readonly fix?: string;
	/** Where to do it. */
	readonly place?: Place;
	/** Milliseconds. */
	readonly durationMs: number;
}

export interface Place {
	/** Absolute path. */
	readonly file: string;
	/** 1-based. */
	readonly line: number;
}

/** All that the Doctor found out about one build. */
export interface DoctorReport {
	/** Of this shape. */
	readonly version: 1;
	/** Such as `hashequiv 0.1.0`. */
	readonly tool: string;
	/** Absolute path. */
	readonly buildDirectory: string;
	/** ISO 8601, UTC. */
	readonly time: string;
	/** Checks by what came of them. */
	readonly counts: Readonly<Record<CheckStatus, number>>;
	/** Always the same checks in the same order. */
	readonly checks: readonly CheckResult[];
}

export interface DoctorProgress {
	readonly done: number;
	readonly total: number;
	/** Title of the check that just ended. */
	readonly title: string;
}

/** What an editor gets. */
export interface DoctorResult {
	readonly report: DoctorReport;
	/** The same for a ticket. */
	readonly markdown: string;
}

export const RUN_DOCTOR = longRequest<DoctorParams, DoctorResult, DoctorProgress>(
	'hashequiv/runDoctor',
);

export interface DoctorParams {
	readonly buildUri: string;
}

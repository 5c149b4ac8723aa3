import type { DoctorProgress, DoctorResult } from '../../../server/src/shared/doctor';

/** What the Doctor's page knows. */
export interface DoctorState extends Kept {
	/** Path of the build directory, to be shown. */
	readonly directory: string | undefined;
	readonly run: Run;
}

/** What outlives a reload of the window. */
export interface Kept {
	/** The build that is examined; undefined when a page came back without one. */
	readonly buildUri: string | undefined;
	/** The last report on it; null before there is one. */
	readonly shown: ShownReport | null;
}

/** A report and what was so while it was made. */
export interface ShownReport extends DoctorResult {
	/** Names of configuration files with changes that were not on the disk. */
	readonly unsaved: readonly string[];
}

/** What became of the examination that was asked for last. */
export type Run =
	| { readonly kind: 'none' | 'done' | 'cancelled' }
	| { readonly kind: 'running'; readonly progress: DoctorProgress | null }
	| { readonly kind: 'failed'; readonly message: string };

/** Reads what a page had kept. A report of another version of this extension is not shown: its shape may differ. */
export function keptIn(saved: unknown): Kept {
	const { buildUri, shown } = Object(saved) as Readonly<Record<string, unknown>>;
	return {
		buildUri: typeof buildUri === 'string' ? buildUri : undefined,
		shown: isReport(shown) ? shown : null,
	};
}

function isReport(value: unknown): value is ShownReport {
	const { report, markdown, unsaved } = Object(value) as Partial<ShownReport>;
	return (
		report?.version === 1 &&
		!Number.isNaN(Date.parse(report.time)) &&
		Array.isArray(report.checks) &&
		typeof markdown === 'string' &&
		Array.isArray(unsaved)
	);
}

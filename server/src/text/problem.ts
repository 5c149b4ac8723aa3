import type { Fix } from './edit';
import type { Span } from './span';

export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** Another place that takes part in a finding. */
export interface RelatedPlace {
	/** Path of the file. */
	readonly file: string;
	/** 1-based line. */
	readonly line: number;
	readonly message: string;
}

/** Something wrong with a configuration file. */
export interface Problem {
	/** Stable, kebab-case; a page of that name documents it. */
	readonly code: string;
	readonly severity: Severity;
	/** What is wrong, what BitBake does about it, what to do. */
	readonly message: string;
	/** What to underline. */
	readonly span: Span;
	/** The line BitBake reports: 1-based, the last physical line of the statement. */
	readonly line: number;
	readonly fixes?: readonly Fix[];
	readonly related?: readonly RelatedPlace[];
}

import type { Fix } from '../../text/edit';
import type { Span } from '../../text/span';
import type { Dialect } from '../dialect';
import type { LogicalLine } from '../logicalLine';
import type { Assignment } from '../statement';

/** A line that BitBake rejects, for finding out why. */
export interface RejectedLine {
	readonly line: LogicalLine;
	readonly source: string;
	readonly dialect: Dialect;
	/** What new lines are made with. */
	readonly lineEnd: string;
}

/** Why a line is rejected, and what its writer meant. */
export interface Cause {
	/** One sentence or two for people: what is wrong, what to do. */
	readonly explanation: string;
	/** The offending part; the whole line when it is not given. */
	readonly span?: Span;
	readonly fixes?: readonly Fix[];
	/** The statement that was meant, when there is no doubt. */
	readonly recovered?: Assignment;
}

/** Recognises one cause; undefined when it is another. */
export type CauseFinder = (rejected: RejectedLine) => Cause | undefined;

import type { ParsedFile } from '../syntax/parse';
import type { Assignment } from '../syntax/statement';
import type { Span } from '../text/span';
import type { RuleContext } from './rule';

/** A place in a file that is reported on. */
export interface Anchor {
	readonly file: ParsedFile;
	readonly span: Span;
	readonly line: number;
	/** The assignment there, if the place is one. */
	readonly assignment: Assignment | undefined;
}

/** The last assignment to a variable, its variants included, in the files that are reported on. */
export function assignmentOf(context: RuleContext, name: string): Anchor | undefined {
	const origin = context.data.origin(name);
	const entries = origin ? [origin, ...[...context.data.history(name)].reverse()] : [];
	for (const { file: path, statement, applied } of entries) {
		const file = context.files.get(path);
		if (!file || !applied || statement?.kind !== 'assignment') continue;
		return { file, span: statement.nameSpan, line: statement.line, assignment: statement };
	}
	return undefined;
}

/** The value of the assignment, for marking; the name where the value is empty. */
export function valueSpan({ assignment, span }: Anchor): Span {
	if (!assignment) return span;
	const { value, valueSpan } = assignment;
	const start = value.search(/\S/);
	if (start < 0) return span;
	return start === 0 ? valueSpan : assignment.spanInValue(start, value.trimEnd().length);
}

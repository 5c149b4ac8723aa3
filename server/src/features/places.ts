import { dirname } from '../evaluation/path';
import { type Span, touches } from '../text/span';
import { splitWords } from '../text/whitespace';
import { DEFAULTS_FILE } from '../yocto/defaults';
import { assignmentAt, baseName, referenceAt, type View } from './view';

/** A place in a file of the build. */
export interface Place {
	readonly file: string;
	/** The part to show, when the file took part in the evaluation. */
	readonly span: Span | undefined;
	/** 1-based, for files without a span. */
	readonly line: number;
}

/** The variable that the offset is at: in a name, or in a reference to one. */
function variableAt(view: View, offset: number): string | undefined {
	const assignment = assignmentAt(view.file, offset);
	if (assignment && touches(assignment.nameSpan, offset)) return baseName(assignment.name);
	return referenceAt(view.file, offset)?.name;
}

/** Where the variable at the offset gets its value from, or the file that the offset names. */
export function definition(view: View, offset: number): Place[] {
	const included = includeAt(view, offset);
	if (included) return included;
	const name = variableAt(view, offset);
	const origin = name === undefined ? undefined : view.build.evaluation.data.origin(name);
	return origin && origin.file !== DEFAULTS_FILE
		? [{ file: origin.file, span: spanOf(origin.statement), line: origin.line }]
		: [];
}

/** Everything done in the build to the variable at the offset, its variants and operations included. */
export function assignments(view: View, offset: number): Place[] {
	const name = variableAt(view, offset);
	if (name === undefined) return [];
	const { data } = view.build.evaluation;
	const names = data.names().filter((other) => other === name || other.startsWith(`${name}:`));
	return [...new Set([name, ...names])]
		.flatMap((each) => data.history(each))
		.filter(({ file }) => file !== DEFAULTS_FILE)
		.map(({ file, line, statement }) => ({ file, line, span: spanOf(statement) }));
}

function spanOf(statement: { nameSpan?: Span; span: Span } | undefined): Span | undefined {
	return statement?.nameSpan ?? statement?.span;
}

function includeAt({ file, build }: View, offset: number): Place[] | undefined {
	const include = file.statements.find(
		(statement) => statement.kind === 'include' && touches(statement.targetSpan, offset),
	);
	if (include?.kind !== 'include') return undefined;
	const { evaluation } = build;
	return splitWords(evaluation.data.expand(include.target).value).flatMap((name) => {
		const found = evaluation.find(name, dirname(file.path));
		return found === undefined ? [] : [{ file: found, span: undefined, line: 1 }];
	});
}

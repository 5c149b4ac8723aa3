import {
	type Diagnostic,
	DiagnosticSeverity,
	DiagnosticTag,
	type TextEdit as LspTextEdit,
	type Position,
	type Range,
} from 'vscode-languageserver/node';
import type { TextEdit } from '../text/edit';
import type { LineIndex } from '../text/lineIndex';
import type { Problem, Severity } from '../text/problem';
import type { Span } from '../text/span';
import type { Abilities } from './abilities';
import { uriOf } from './uris';

/** The name under which our findings appear beside those of other tools. */
const SOURCE = 'hash equivalence';

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
	error: DiagnosticSeverity.Error,
	warning: DiagnosticSeverity.Warning,
	information: DiagnosticSeverity.Information,
	hint: DiagnosticSeverity.Hint,
};

/** How editors show some findings beside the underline: faded, or struck through. */
const TAGS: Readonly<Record<string, DiagnosticTag>> = {
	'never-takes-effect': DiagnosticTag.Unnecessary,
	'renamed-variable': DiagnosticTag.Deprecated,
	'old-override-syntax': DiagnosticTag.Deprecated,
	'retired-public-server': DiagnosticTag.Deprecated,
};

export function toRange(span: Span, index: LineIndex): Range {
	return { start: index.positionAt(span.start), end: index.positionAt(span.end) };
}

export function toEdit(edit: TextEdit, index: LineIndex): LspTextEdit {
	return { range: toRange(edit.span, index), newText: edit.newText };
}

export function toDiagnostic(problem: Problem, index: LineIndex, can: Abilities): Diagnostic {
	const tag = TAGS[problem.code];
	return {
		range: toRange(problem.span, index),
		severity: SEVERITIES[problem.severity],
		code: problem.code,
		source: SOURCE,
		message: problem.message,
		...(tag !== undefined && can.diagnosticTags.has(tag) ? { tags: [tag] } : {}),
		...(can.relatedInformation && problem.related && problem.related.length > 0
			? {
					relatedInformation: problem.related.map(({ file, line, message }) => ({
						location: { uri: uriOf(file), range: wholeLine(line) },
						message,
					})),
				}
			: {}),
	};
}

/** The start of a 1-based line; where the line ends is not known without its text. */
function wholeLine(line: number): Range {
	const start: Position = { line: Math.max(0, line - 1), character: 0 };
	return { start, end: start };
}

import * as l10n from '@vscode/l10n';
import type { ParsedFile } from '../syntax/parse';
import type { Assignment } from '../syntax/statement';
import { type Fix, lineEndOf } from '../text/edit';
import type { Span } from '../text/span';
import { skipSpace, trimmedEnd } from '../text/whitespace';
import type { Rule } from './rule';

/** In a continued value a line that starts with # is one more piece of the value. */
export const commentInValue: Rule = {
	code: 'comment-in-value',
	severity: 'warning',
	summary: 'A line that starts with # is part of a continued value.',
	*check({ files }) {
		for (const file of files.values()) {
			for (const statement of file.statements) {
				if (statement.kind !== 'assignment' || statement.recovered) continue;
				for (let line = statement.firstLine + 1; line <= statement.line; line++) {
					const span = contentOf(file, line);
					const { start, end } = statement.valueSpan;
					if (span.start < start || span.start >= end || !isComment(file, span)) continue;
					const fix = moveAbove(file, statement, line, span);
					yield {
						file: file.path,
						span,
						line,
						message: l10n.t`This line is no comment: the line above ends in a backslash, so BitBake takes it, with the #, as part of the value of ${statement.name}. Put comments above the assignment.`,
						...(fix ? { fixes: [fix] } : {}),
					};
				}
			}
		}
	},
};

/**
 * Starts with #; but `##OEROOT##` is a place that a template leaves to be filled, and who
 * ends the line with `\n` writes a text for another program, whose comment it is.
 */
function isComment({ text }: ParsedFile, { start, end }: Span): boolean {
	return text[start] === '#' && !/^##[A-Z]+##|\\n\s*\\?$/.test(text.slice(start, end));
}

/** A line, counted from 1, without the blanks at its ends. */
function contentOf({ text, index }: ParsedFile, line: number): Span {
	const next = index.startOf(line);
	const start = skipSpace(text, index.startOf(line - 1), next);
	return { start, end: trimmedEnd(text, start, next) };
}

/** Undefined where the line also ends the value, so that it cannot simply go. */
function moveAbove(
	{ text, index }: ParsedFile,
	{ firstLine }: Assignment,
	line: number,
	span: Span,
): Fix | undefined {
	const words = text.slice(span.start, span.end);
	if (!words.endsWith('\\')) return undefined;
	const start = index.startOf(firstLine - 1);
	return {
		title: l10n.t('Move the comment above the assignment'),
		edits: [
			{ span: { start, end: start }, newText: words.slice(0, -1).trimEnd() + lineEndOf(text) },
			{ span: { start: index.startOf(line - 1), end: index.startOf(line) }, newText: '' },
		],
		preferred: true,
	};
}

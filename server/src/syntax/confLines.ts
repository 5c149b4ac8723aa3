import * as l10n from '@vscode/l10n';
import type { LineIndex } from '../text/lineIndex';
import type { Problem } from '../text/problem';
import type { Span } from '../text/span';
import { trimmedEnd } from '../text/whitespace';
import { LogicalLine } from './logicalLine';

/** A comment line: `#` in column 0. */
export interface Comment {
	/** Without the line end. */
	readonly span: Span;
	/** 1-based. */
	readonly line: number;
}

/** A `#` line in the middle of a continued value, which a .conf file takes as part of the value. */
export interface SwallowedComment {
	readonly span: Span;
	readonly line: number;
}

export interface ConfLines {
	readonly items: readonly LogicalLine[];
	readonly comments: readonly Comment[];
	readonly swallowed: readonly SwallowedComment[];
	readonly problems: readonly Problem[];
}

const BACKSLASH = 0x5c;
const HASH = 0x23;

/** Splits a .conf file into logical lines the way BitBake's configuration reader does. */
export function splitConfLines(source: string, index: LineIndex): ConfLines {
	const items: LogicalLine[] = [];
	const comments: Comment[] = [];
	const swallowed: SwallowedComment[] = [];
	const problems: Problem[] = [];

	// A last line without characters is no line to Python's readline.
	const lineCount =
		index.startOf(index.lineCount - 1) === source.length ? index.lineCount - 1 : index.lineCount;
	const trimmed = (line: number): Span => {
		const start = index.startOf(line);
		return { start, end: trimmedEnd(source, start, index.startOf(line + 1)) };
	};

	for (let line = 0; line < lineCount; line++) {
		const first = trimmed(line);
		if (first.end === first.start) continue;
		if (source.charCodeAt(first.end - 1) !== BACKSLASH) {
			if (source.charCodeAt(first.start) === HASH) comments.push({ span: first, line: line + 1 });
			else items.push(LogicalLine.single(source, first.start, first.end, line + 1));
			continue;
		}
		const firstLine = line;
		let isComment = source.charCodeAt(first.start) === HASH;
		let isEmpty = true;
		const builder = LogicalLine.builder(line + 1);
		let pending = first;
		let end = first.end;
		let confusing: Span | undefined;
		while (pending.end > pending.start && source.charCodeAt(pending.end - 1) === BACKSLASH) {
			const content = { start: pending.start, end: pending.end - 1 };
			// At the end of the file the missing line counts, as a read that finds nothing does in BitBake.
			const next = line + 1 < lineCount ? trimmed(line + 1) : { start: end, end };
			line++;
			const nextIsComment = next.end > next.start && source.charCodeAt(next.start) === HASH;
			if (isComment && !nextIsComment) confusing ??= { start: content.end, end: pending.end };
			if (!isComment && nextIsComment) swallowed.push({ span: next, line: line + 1 });
			if (next.end === next.start) {
				pending = content;
				continue;
			}
			builder.add(source, content.start, content.end);
			// A backslash alone leaves it to the next line whether this is a comment.
			isEmpty &&= content.end === content.start;
			if (isEmpty) isComment = nextIsComment;
			pending = next;
			end = next.end;
		}
		builder.add(source, pending.start, pending.end);
		const lastLine = line + 1;
		const logical = builder.build({ start: first.start, end }, lastLine);

		if (confusing) problems.push(confusingComment(first, firstLine, lastLine, confusing));
		else if (isComment)
			addComments(comments, index, source, firstLine, Math.min(line, lineCount - 1));
		else if (logical.text === '') problems.push(loneBackslash(first, lastLine));
		else if (logical.text.charCodeAt(0) !== HASH) items.push(logical);
	}
	return { items, comments, swallowed, problems };
}

function addComments(
	comments: Comment[],
	index: LineIndex,
	source: string,
	from: number,
	to: number,
): void {
	for (let line = from; line <= to; line++) {
		const start = index.startOf(line);
		comments.push({
			span: { start, end: trimmedEnd(source, start, index.startOf(line + 1)) },
			line: line + 1,
		});
	}
}

/** `backslash` is that of the last line that is a comment. */
function confusingComment(
	first: Span,
	firstLine: number,
	lastLine: number,
	backslash: Span,
): Problem {
	return {
		code: 'confusing-comment',
		severity: 'error',
		span: first,
		line: lastLine,
		message: l10n.t`There is a confusing multiline, partially commented expression starting on line ${firstLine + 1}: the comment ends in a backslash and the line below is not a comment. BitBake stops here. Remove the backslash, or comment out the line below too.`,
		fixes: [
			{
				title: l10n.t('Remove the backslash at the end of the comment'),
				edits: [{ span: backslash, newText: '' }],
				preferred: true,
			},
		],
	};
}

function loneBackslash(first: Span, lastLine: number): Problem {
	return {
		code: 'unparsed-line',
		severity: 'error',
		span: first,
		line: lastLine,
		message: l10n.t(
			'A line that holds only a backslash continues nothing: BitBake itself fails on it with an IndexError and reads none of this file. Remove the line.',
		),
		fixes: [
			{
				title: l10n.t('Remove the backslash'),
				edits: [{ span: first, newText: '' }],
				preferred: true,
			},
		],
	};
}

import * as l10n from '@vscode/l10n';
import { trimmedEnd } from '../../text/whitespace';
import { buildAssignment, readHead } from '../assignment';
import type { CauseFinder } from './cause';

/** Title of the fix that takes the comment away. */
export const REMOVE_COMMENT = l10n.t('Remove the comment');

/**
 * `NAME = "value" # comment`. Comments stand on lines of their own in BitBake,
 * so the fix moves this one above the statement.
 */
export const commentAfterValue: CauseFinder = ({ line, source, dialect, lineEnd }) => {
	const { text } = line;
	const head = readHead(text, dialect, (at) => text[at] === '"' || text[at] === "'");
	if (!head) return undefined;
	const quote = text[head.valueStart]!;
	const hash = commentBehindQuote(text, quote, head.valueStart);
	if (hash < 0) return undefined;

	const valueEnd = text.lastIndexOf(quote, hash);
	if (valueEnd === head.valueStart) return undefined;
	const comment = line.sourceSpan(hash, text.length);
	const afterValue = line.sourceOffset(valueEnd) + 1;
	const words = source.slice(comment.start, comment.end);
	const start = line.span.start;
	return {
		explanation: l10n.t(
			'A comment may not follow a value: comments stand on lines of their own, with # as the first character. Move it to its own line.',
		),
		span: comment,
		recovered: buildAssignment(line, head, valueEnd, true),
		fixes: [
			{
				title: l10n.t('Move the comment to its own line above'),
				preferred: true,
				edits: [
					{ span: { start, end: start }, newText: words + lineEnd },
					{ span: { start: afterValue, end: line.span.end }, newText: '' },
				],
			},
			{
				title: REMOVE_COMMENT,
				edits: [{ span: { start: afterValue, end: line.span.end }, newText: '' }],
			},
		],
	};
};

/** Offset of a `#` that stands behind a closing quote and blanks, or -1. */
function commentBehindQuote(text: string, quote: string, open: number): number {
	for (let hash = text.indexOf('#', open + 1); hash >= 0; hash = text.indexOf('#', hash + 1)) {
		const before = trimmedEnd(text, open + 1, hash);
		if (text[before - 1] === quote && before - 1 > open) return hash;
	}
	return -1;
}

import { applyEdits, type TextEdit } from '../text/edit';
import type { ParsedFile } from './parse';
import { REMOVE_COMMENT } from './unparsed/commentAfterValue';

/**
 * The text without comments: comment lines go, comments behind values go, and
 * of the blank lines around them one is kept. Statements are not touched.
 * Undefined when the file has other errors, because then what is a comment is
 * a guess.
 */
export function stripComments(file: ParsedFile): string | undefined {
	const { text, index, comments, problems } = file;
	const edits: TextEdit[] = [];
	for (const { line } of comments) {
		edits.push({ span: { start: index.startOf(line - 1), end: index.startOf(line) }, newText: '' });
	}
	for (const { severity, fixes } of problems) {
		if (severity !== 'error') continue;
		const removal = fixes?.find(({ title }) => title === REMOVE_COMMENT);
		if (!removal) return undefined;
		edits.push(...removal.edits);
	}
	return edits.length === 0 ? text : squeeze(applyEdits(text, edits));
}

const LEADING_BLANK_LINES = /^(?:[ \t]*(?:\r\n|\n|\r))+/;
const BLANK_LINES = /((?:\r\n|\n|\r)[ \t]*)(?:(?:\r\n|\n|\r)[ \t]*)+(?=\r\n|\n|\r)/g;

/** At most one blank line between statements. A blank line ends a continued value, so none lies inside one. */
function squeeze(text: string): string {
	return text.replace(LEADING_BLANK_LINES, '').replace(BLANK_LINES, '$1');
}

import {
	EndOfLine,
	l10n,
	Range,
	Selection,
	type TextDocument,
	Uri,
	WorkspaceEdit,
	window,
	workspace,
} from 'vscode';
import type { UseServerResult } from '../../../server/src/shared/messages';

/** Makes one undoable edit in an open editor and shows it. Whether to save it stays with the user. */
export async function applyAndReveal({ uri, edits }: UseServerResult): Promise<void> {
	const document = await workspace.openTextDocument(Uri.parse(uri, true));
	const replacements = edits
		.map(({ range: { start, end }, newText }) => ({
			range: new Range(start.line, start.character, end.line, end.character),
			newText,
		}))
		.sort((left, right) => left.range.start.compareTo(right.range.start));
	const change = new WorkspaceEdit();
	for (const { range, newText } of replacements) {
		change.replace(document.uri, range, newText);
	}

	const editor = await window.showTextDocument(document, { preview: false });
	if (!(await workspace.applyEdit(change))) {
		throw new Error(l10n.t('{0} could not be changed.', document.fileName));
	}
	const first = replacements[0];
	if (first !== undefined) {
		const shown = insertedRange(document, first);
		editor.selection = new Selection(shown.end, shown.end);
		editor.revealRange(shown);
	}
}

/** Where the first replacement's text now is, without the blank lines around it. */
function insertedRange(
	document: TextDocument,
	{ range, newText }: { readonly range: Range; readonly newText: string },
): Range {
	const lineEnd = document.eol === EndOfLine.CRLF ? '\r\n' : '\n';
	const text = newText.replace(/\r?\n/g, lineEnd);
	const blanks = text.length - text.trimStart().length;
	// Nothing before the first replacement changed, so its start is still good.
	const start = document.offsetAt(range.start);
	return new Range(
		document.positionAt(start + blanks),
		document.positionAt(start + text.trimEnd().length),
	);
}

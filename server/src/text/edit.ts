import type { Span } from './span';

/** Replaces a span of one text. */
export interface TextEdit {
	readonly span: Span;
	readonly newText: string;
}

/** A repair that a finding offers: edits in the finding's own file. */
export interface Fix {
	/** What choosing it does, as a menu entry: starts with a verb, no full stop. */
	readonly title: string;
	readonly edits: readonly TextEdit[];
	/** Something to do that is no edit; the editor's client knows how. */
	readonly command?: 'start-and-use-server';
	/** True when it is the one obvious repair, which "fix all" may apply without asking. */
	readonly preferred?: boolean;
}

/** The text with all edits applied. Edits must not overlap; equal starts are applied in order. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
	const ordered = edits.map((edit, order) => ({ edit, order }));
	ordered.sort((a, b) => a.edit.span.start - b.edit.span.start || a.order - b.order);
	let result = '';
	let at = 0;
	for (const { edit } of ordered) {
		if (edit.span.start < at) throw new RangeError('overlapping edits');
		result += text.slice(at, edit.span.start) + edit.newText;
		at = edit.span.end;
	}
	return result + text.slice(at);
}

/** The line end a text uses: that of its first line, `\n` when it has only one. */
export function lineEndOf(text: string): string {
	return /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
}

import { lineEndOf } from '../../text/edit';
import type { Span } from '../../text/span';
import type { View } from '../view';

export interface Suggestion {
	readonly label: string;
	readonly kind:
		| 'variable'
		| 'value'
		| 'operator'
		| 'override'
		| 'flag'
		| 'token'
		| 'file'
		| 'folder'
		| 'class'
		| 'task';
	/** One line beside the label. */
	readonly detail: string;
	/** Markdown. */
	readonly documentation?: string;
	/** What the suggestion replaces. */
	readonly span: Span;
	/** A snippet when `isSnippet` says so. */
	readonly insert: string;
	readonly isSnippet?: boolean;
	/** What is inserted where snippets are not known; the label when absent. */
	readonly plain?: string;
	/** What typed text is compared with; the label when absent. */
	readonly filter?: string;
	/** Position in the list. */
	readonly order: number;
	readonly isDeprecated?: boolean;
	/** There is more to choose where the cursor is then: files in a folder, values between the quotes. */
	readonly goesOn?: boolean;
}

/** The line around the cursor. */
export interface TypedLine {
	/** Offset of its first character. */
	readonly start: number;
	readonly typed: string;
	/** What stands behind the cursor. */
	readonly rest: string;
}

/** The physical line at the offset; undefined for one that belongs to a value above it. */
export function typedLine({ file: { text, index } }: View, offset: number): TypedLine | undefined {
	const start = index.startOf(index.lineAt(offset));
	if (/\\[ \t]*(\r\n|\n|\r)$/.test(text.slice(Math.max(0, start - 200), start))) return undefined;
	const [rest = ''] = /^[^\r\n]*/.exec(text.slice(offset, offset + 2000)) ?? [];
	return { start, typed: text.slice(start, offset), rest };
}

/** Text as a snippet that inserts it as it is. */
export function asSnippet(text: string): string {
	return text.replace(/[\\$}]/g, '\\$&');
}

/** The line end for what is inserted into a file. */
export function lineEnd({ file }: View): string {
	return lineEndOf(file.text);
}

import type { ParsedFile } from '../syntax/parse';
import type { Span } from '../text/span';

/** An entry of a file's outline. */
export interface OutlineEntry {
	readonly name: string;
	/** Operator and value, shortened. */
	readonly detail: string;
	readonly kind: 'variable' | 'file';
	readonly span: Span;
	readonly nameSpan: Span;
}

/** The outline of a file: its assignments and the files it includes, in order. */
export function symbols({ statements }: ParsedFile): OutlineEntry[] {
	return statements.flatMap((statement): OutlineEntry[] => {
		if (statement.kind === 'assignment') {
			const { name, flag, operator, value, span, nameSpan } = statement;
			return [
				{
					name: flag === undefined ? name : `${name}[${flag}]`,
					detail: `${operator} ${shorten(value)}`,
					kind: 'variable',
					span,
					nameSpan,
				},
			];
		}
		if (statement.kind === 'include') {
			const { target, verb, span, targetSpan } = statement;
			return [{ name: target, detail: verb, kind: 'file', span, nameSpan: targetSpan }];
		}
		return [];
	});
}

function shorten(value: string): string {
	const oneLine = value.replace(/\s+/g, ' ').trim();
	return oneLine.length > 60 ? `${oneLine.slice(0, 60)}…` : oneLine;
}

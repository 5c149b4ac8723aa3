import type { ParsedFile } from '../syntax/parse';

/** Lines that fold into their first one; zero-based, both ends included. */
export interface Fold {
	readonly startLine: number;
	readonly endLine: number;
	readonly kind: 'value' | 'comment';
}

/** Values over several lines, and runs of comment lines. */
export function folds({ statements, comments, index }: ParsedFile): Fold[] {
	const result: Fold[] = [];
	for (const { span, firstLine } of statements) {
		const endLine = index.lineAt(span.end);
		if (endLine > firstLine - 1) result.push({ startLine: firstLine - 1, endLine, kind: 'value' });
	}
	let start: number | undefined;
	for (const [i, { line }] of comments.entries()) {
		start ??= line;
		if (comments[i + 1]?.line === line + 1) continue;
		if (line > start) result.push({ startLine: start - 1, endLine: line - 1, kind: 'comment' });
		start = undefined;
	}
	return result.sort((a, b) => a.startLine - b.startLine);
}

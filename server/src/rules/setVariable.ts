import type { ParsedFile } from '../syntax/parse';
import { type Fix, lineEndOf, type TextEdit } from '../text/edit';
import { assignmentOf } from './anchor';
import type { RuleContext } from './rule';

/** Offered where a hash equivalence server is what is missing. */
export const START_SERVER: Fix = {
	title: 'Start the hash server of this editor and use it',
	edits: [],
	command: 'start-and-use-server',
};

/**
 * Edits that give a variable a plain value in a file: the value of the
 * assignment that decides is replaced if it stands in that file, else a line
 * is added, behind `after` or above CONF_VERSION, where local.conf ends.
 */
export function setVariable(
	context: RuleContext,
	file: ParsedFile,
	name: string,
	value: string,
	after?: number,
): TextEdit[] {
	const present = assignmentOf(context, name);
	const { assignment } = present ?? {};
	if (assignment && present?.file === file && !assignment.name.includes(':')) {
		if (
			assignment.operator === '=' ||
			assignment.operator === ':=' ||
			assignment.operator === '?='
		) {
			return [{ span: assignment.valueSpan, newText: value }];
		}
	}
	return [insertLine(file, `${name} = "${value}"`, after)];
}

/** An edit that adds a line behind the statement that ends at `after`, or at the file's usual end. */
export function insertLine(file: ParsedFile, line: string, after?: number): TextEdit {
	const { text } = file;
	const lineEnd = lineEndOf(text);
	if (after !== undefined) {
		return { span: { start: after, end: after }, newText: lineEnd + line };
	}
	const at = endOfSettings(file);
	const needsBreak = at > 0 && !/[\r\n]$/.test(text.slice(0, at));
	return { span: { start: at, end: at }, newText: (needsBreak ? lineEnd : '') + line + lineEnd };
}

/** Where new settings go: above CONF_VERSION with its comment, else the end of the file. */
export function endOfSettings({ text, statements, comments, index }: ParsedFile): number {
	const version = statements.find(
		(statement) => statement.kind === 'assignment' && statement.name === 'CONF_VERSION',
	);
	if (!version) return text.length;
	const commented = new Set(comments.map(({ line }) => line));
	let line = version.firstLine;
	while (commented.has(line - 1)) line--;
	return index.startOf(line - 1);
}

import * as l10n from '@vscode/l10n';
import type { ParsedFile } from '../syntax/parse';
import { type Fix, lineEndOf, type TextEdit } from '../text/edit';
import type { Anchor } from './anchor';
import type { RuleContext } from './rule';

/** Offered where a hash equivalence server is what is missing. */
export const START_SERVER: Fix = {
	title: l10n.t('Start the hash server of this editor and use it'),
	edits: [],
	command: 'start-and-use-server',
};

/**
 * Edits that give a variable a plain value in a file: the value of the
 * assignment that decides is replaced if it stands in that file, else a line
 * is added, behind `after` or above CONF_VERSION, where local.conf ends. None
 * where no edit of this file wins: an append, an override or a later file
 * would have the last word.
 */
export function setVariable(
	context: RuleContext,
	file: ParsedFile,
	name: string,
	value: string,
	after?: number,
): TextEdit[] {
	const { data } = context;
	const variant = data.activeVariant(name);
	if ([name, variant].some((each) => each !== undefined && hasOperations(context, each))) return [];
	const origin = data.origin(name);
	const statement = origin?.file === file.path ? origin.statement : undefined;
	if (statement?.kind === 'assignment' && ['=', ':=', '?='].includes(statement.operator)) {
		return [{ span: statement.valueSpan, newText: value }];
	}
	if (variant !== undefined || isSetLater(context, file, name)) return [];
	return [insertLine(file, `${name} = "${value}"`, after)];
}

/** Edits that give a variable a plain value where an anchor is, or right behind it. */
export function setAt(
	context: RuleContext,
	{ file, assignment }: Anchor,
	name: string,
	value: string,
): TextEdit[] {
	return setVariable(context, file, name, value, assignment?.span.end);
}

function hasOperations({ data }: RuleContext, name: string): boolean {
	const { append, prepend, remove } = data.stored(name) ?? {};
	return [append, prepend, remove].some((operations) => operations && operations.length > 0);
}

/** True when a file that is read behind this one changes the variable, whatever it was before. */
function isSetLater({ data, readOrder }: RuleContext, file: ParsedFile, name: string): boolean {
	const here = readOrder.indexOf(file.path);
	return data
		.history(name)
		.some(
			({ file: path, operator, flag, applied }) =>
				applied &&
				flag === undefined &&
				operator !== '?=' &&
				operator !== '??=' &&
				readOrder.indexOf(path) > here,
		);
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

import type { Dialect } from './dialect';
import type { LogicalLine } from './logicalLine';
import type { Registration, Statement } from './statement';

const KEYWORD = /^(EXPORT_FUNCTIONS|addtask|deltask|addhandler|inherit_defer|inherit)\s+(.+)/s;

/** The statements that only .inc and .bbclass files may hold; undefined for all others. */
export function parseRecipeStatement(line: LogicalLine, dialect: Dialect): Statement | undefined {
	const [, keyword, rest = ''] = KEYWORD.exec(line.text) ?? [];
	if (keyword === undefined) return undefined;
	const place = { span: line.span, firstLine: line.firstLine, line: line.lastLine };
	const register = (
		kind: Registration['kind'],
		names: string | undefined,
	): Statement | undefined => (names === undefined ? undefined : { kind, ...place, names });
	switch (keyword) {
		case 'EXPORT_FUNCTIONS':
			return register('exportFunctions', rest);
		case 'addtask':
			return register('addtask', addedTasks(rest, dialect));
		case 'deltask':
			return register(
				'deltask',
				dialect.deletesSeveralTasks ? uncommented(rest, dialect) : firstWord(rest),
			);
		case 'addhandler':
			return register('addhandler', rest);
		case 'inherit_defer':
			return dialect.inheritDefer
				? { kind: 'inherit', ...place, classes: rest, isDeferred: true }
				: undefined;
		default:
			return { kind: 'inherit', ...place, classes: rest, isDeferred: false };
	}
}

/** The tasks in front of `before` and `after`, which order them and set no more than BitBake's own list. */
function addedTasks(text: string, dialect: Dialect): string | undefined {
	if (!dialect.addsSeveralTasks) return firstWord(text);
	return uncommented(text, dialect)?.split(' before ')[0]?.split(' after ')[0];
}

function firstWord(text: string): string | undefined {
	return /^\w+/.exec(text)?.[0];
}

function uncommented(text: string, dialect: Dialect): string | undefined {
	if (!dialect.addsSeveralTasks) return text;
	return /^[^#\n]+/.exec(text)?.[0];
}

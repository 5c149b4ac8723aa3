import type { Span } from '../text/span';
import { skipSpace, splitWords } from '../text/whitespace';
import type { Dialect } from './dialect';
import type { LogicalLine } from './logicalLine';
import type { Statement } from './statement';

/** Where a file stands in the reading of a build decides about two statements. */
export interface Placement {
	/** bblayers.conf, layer.conf and bitbake.conf themselves, not what they include: `addpylib` is allowed. */
	readonly isBaseConfiguration: boolean;
}

const NAME = /^[a-zA-Z0-9\-_+.${}/~]+$/;
const NAME_AND_FLAG = /^([a-zA-Z0-9\-_+.${}/~]+)\[([^\]]*)\]$/;
const OLD_FLAG = /^[a-zA-Z0-9\-_+.]+$/;
const NEW_FLAG = /^[a-zA-Z0-9\-_+.][a-zA-Z0-9\-_+.@]+$/;

/** The statement in a line that is no assignment, or undefined when BitBake would not know it either. */
export function parseDirective(
	line: LogicalLine,
	dialect: Dialect,
	placement: Placement,
): Statement | undefined {
	const place = { span: line.span, firstLine: line.firstLine, line: line.lastLine };
	for (const verb of ['include', 'require', 'include_all'] as const) {
		const target = argument(line, verb);
		if (!target || (verb === 'include_all' && !dialect.includeAll)) continue;
		return { kind: 'include', ...place, verb, target: target.text, targetSpan: target.span };
	}

	const exported = argument(line, 'export');
	if (exported && NAME.test(exported.text)) {
		return { kind: 'export', ...place, name: exported.text, nameSpan: exported.span };
	}

	const unset = argument(line, 'unset');
	if (unset) {
		if (NAME.test(unset.text)) {
			return { kind: 'unset', ...place, name: unset.text, nameSpan: unset.span, flag: undefined };
		}
		const [, name, flag] = NAME_AND_FLAG.exec(unset.text) ?? [];
		if (name && flag && (dialect.atInFlags ? NEW_FLAG : OLD_FLAG).test(flag)) {
			return { kind: 'unset', ...place, name, nameSpan: unset.span, flag };
		}
	}

	const pylib = argument(line, 'addpylib');
	if (pylib && dialect.addpylib && placement.isBaseConfiguration && words(pylib.text) >= 2) {
		return { kind: 'ignored', ...place };
	}

	const fragments = argument(line, 'addfragments');
	if (fragments && dialect.addfragmentsWords > 0) {
		const parts = splitWords(fragments.text);
		if (parts.length >= dialect.addfragmentsWords) {
			return { kind: 'addfragments', ...place, words: parts };
		}
	}
	return undefined;
}

function words(text: string): number {
	return splitWords(text).length;
}

/** What stands behind a keyword and white space, if the line starts with them and anything is left. */
export function argument(
	line: LogicalLine,
	keyword: string,
): { text: string; span: Span } | undefined {
	const { text } = line;
	if (!text.startsWith(keyword)) return undefined;
	let start = skipSpace(text, keyword.length);
	if (start === keyword.length) return undefined;
	// Only blanks: Python's pattern gives the last one back to be the argument.
	if (start === text.length) start--;
	if (start === keyword.length) return undefined;
	return { text: text.slice(start), span: line.sourceSpan(start, text.length) };
}

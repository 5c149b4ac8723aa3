import * as l10n from '@vscode/l10n';
import type { Problem } from '../../text/problem';
import type { Assignment } from '../statement';
import type { CauseFinder, RejectedLine } from './cause';
import { commentAfterValue } from './commentAfterValue';
import {
	badName,
	byteOrderMark,
	conflictMarker,
	indented,
	indentedComment,
	recipeStatement,
} from './misplaced';
import { quotes } from './quotes';

/** The likely causes, most specific first; the first that recognises the line explains it. */
const CAUSES: readonly CauseFinder[] = [
	byteOrderMark,
	conflictMarker,
	indentedComment,
	indented,
	commentAfterValue,
	recipeStatement,
	quotes,
	badName,
];

/** The finding for a line that BitBake rejects, and the statement that was meant if there is no doubt. */
export function explainUnparsed(rejected: RejectedLine): {
	problem: Problem;
	recovered?: Assignment;
} {
	const { line } = rejected;
	let cause: ReturnType<CauseFinder>;
	for (const find of CAUSES) {
		cause = find(rejected);
		if (cause) break;
	}
	const shown = line.text.length > 40 ? `${line.text.slice(0, 40)}…` : line.text;
	const explanation =
		cause?.explanation ??
		l10n.t(
			'It is neither an assignment nor include, require, export or unset. Mend or remove the line.',
		);
	return {
		problem: {
			code: 'unparsed-line',
			severity: 'error',
			span: cause?.span ?? line.span,
			line: line.lastLine,
			message: l10n.t`unparsed line: '${shown}'. ${explanation} Until then BitBake reads nothing of this file.`,
			...(cause?.fixes ? { fixes: cause.fixes } : {}),
		},
		...(cause?.recovered ? { recovered: cause.recovered } : {}),
	};
}

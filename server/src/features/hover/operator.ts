import type { OperationKind } from '../../evaluation/operations';
import type { HistoryEntry } from '../../evaluation/variable';
import type { Assignment, Operator } from '../../syntax/statement';
import { DEFAULTS_FILE } from '../../yocto/defaults';
import { labelOf } from '../effectiveValue';
import { fileLink } from '../markdown';
import { describeOperation, describeOperator, type OperatorText } from '../names/operators';
import type { View } from '../view';

/** An assignment's operator: what it does, and what came of it here. */
export function describeOperatorOf(view: View, statement: Assignment): string {
	const { operator, flag } = statement;
	const { dialect } = view.build.evaluation.data;
	const text = describeOperator(operator, dialect, flag !== undefined);
	return join(operator, text, outcome(view, statement));
}

/** `append`, `prepend` or `remove` in a name. */
export function describeOperationOf(view: View, kind: OperationKind): string {
	const { dialect } = view.build.evaluation.data;
	return join(`${dialect.separator}${kind}`, describeOperation(kind, dialect), '');
}

function join(label: string, { summary, details }: OperatorText, here: string): string {
	return [`**\`${label}\`** — ${summary}`, details, here]
		.filter((part) => part !== '')
		.join('\n\n');
}

/** For `?=`, which line had given a value already. */
function outcome({ build }: View, statement: Assignment): string {
	const history = build.evaluation.data.history(statement.name);
	const at = history.findIndex((entry) => entry.statement === statement);
	if (statement.operator !== '?=' || statement.flag !== undefined || history[at]?.applied !== false)
		return '';
	const first = history.slice(0, at).findLast(givesValue);
	if (!first || first.file === DEFAULTS_FILE) return '';
	const place = `${labelOf(build, first.file)}:${first.line}`;
	return `**Nothing happens here:** ${statement.name} has a value from ${fileLink(place, first.file, first.line)}.`;
}

const GIVING: readonly string[] = ['=', '?=', ':=', '+=', '=+', '.=', '=.'] satisfies Operator[];

function givesValue({ applied, flag, operator }: HistoryEntry): boolean {
	return applied && flag === undefined && GIVING.includes(operator);
}

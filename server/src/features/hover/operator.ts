import * as l10n from '@vscode/l10n';
import type { OperationKind } from '../../evaluation/operations';
import { provenance, type Step } from '../../evaluation/provenance';
import type { Assignment } from '../../syntax/statement';
import { DEFAULTS_FILE } from '../../yocto/defaults';
import { labelOf } from '../effectiveValue';
import { fileLink } from '../markdown';
import { describeOperation, describeOperator, type OperatorText } from '../names/operators';
import { areOverridesKnown } from '../names/overrideState';
import { variableOf } from '../names/parts';
import type { View } from '../view';

/** An assignment's operator: what it does, and what came of it here. */
export function describeOperatorOf(view: View, statement: Assignment): string {
	const { operator, flag } = statement;
	const { dialect } = view.build.evaluation.data;
	const text = describeOperator(operator, dialect, flag !== undefined);
	return join(operator, text, outcome(view, statement));
}

/** `append`, `prepend` or `remove` in the name of an assignment. */
export function describeOperationOf(
	view: View,
	statement: Assignment,
	kind: OperationKind,
): string {
	const { dialect } = view.build.evaluation.data;
	const label = `${dialect.separator}${kind}`;
	return join(label, describeOperation(kind, dialect), outcome(view, statement));
}

function join(label: string, { summary, details }: OperatorText, here: string): string {
	return [`**\`${label}\`** — ${summary}`, details, here]
		.filter((part) => part !== '')
		.join('\n\n');
}

/** What became of the assignment in this build, as far as that is certain. */
function outcome(view: View, statement: Assignment): string {
	const { data } = view.build.evaluation;
	const variable = variableOf(statement, data);
	const step = provenance(data, variable).findLast(({ entry }) => entry.statement === statement);
	if (!step || statement.flag !== undefined) return '';
	return sentence(view, variable, step);
}

function sentence(view: View, variable: string, { fate, by }: Step): string {
	const place = by && placeOf(view, by);
	switch (fate) {
		case 'overwritten':
			return place ? l10n.t`**No effect here:** ${place} puts something else in its place.` : '';
		case 'not needed':
			return place ? l10n.t`**No effect here:** ${variable} has a value from ${place}.` : '';
		case 'overridden':
			return place && areOverridesKnown(view.build)
				? l10n.t`**No effect here:** ${place} is read in its place, because its override is active.`
				: '';
		case 'inactive':
			return areOverridesKnown(view.build)
				? l10n.t('**No effect here:** an override in it is not active.')
				: '';
		// Layers that are not known may have the last word.
		case 'wins':
			return areOverridesKnown(view.build) ? l10n.t`**Here:** it gives ${variable} its value.` : '';
		case 'contributes':
			return areOverridesKnown(view.build)
				? l10n.t`**Here:** it has a part in the value of ${variable}.`
				: '';
		default:
			return '';
	}
}

function placeOf({ build }: View, { file, line }: Step['entry']): string {
	const label = labelOf(build, file);
	return file === DEFAULTS_FILE ? label : fileLink(`${label}:${line}`, file, line);
}

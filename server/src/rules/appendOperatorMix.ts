import * as l10n from '@vscode/l10n';
import { operationOf } from '../evaluation/operations';
import type { Assignment } from '../syntax/statement';
import type { TextEdit } from '../text/edit';
import { sentences } from '../text/sentences';
import type { Rule } from './rule';

const MIXED = ['+=', '=+', '.=', '=.'];

/** `NAME:append +=`: BitBake does what `=` would do, and warns, from 2.0 on. */
export const appendOperatorMix: Rule = {
	code: 'append-operator-mix',
	severity: 'warning',
	summary: ':append, :prepend or :remove is combined with an operator that adds by itself.',
	*check({ data, files }) {
		if (!data.dialect.warnsOperatorMix) return;
		for (const file of files.values()) {
			for (const statement of file.statements) {
				if (statement.kind !== 'assignment' || statement.flag !== undefined) continue;
				const { name, operator } = statement;
				const operation = operationOf(name, data.dialect);
				if (!operation || !MIXED.includes(operator)) continue;
				const edits = plainAssignment(statement, operation.kind === 'remove');
				yield {
					file: file.path,
					span: statement.operatorSpan,
					line: statement.line,
					message: sentences(
						operation.kind === 'remove'
							? l10n.t`BitBake warns that “${name} ${operator} is not a recommended operator combination”: ${operation.label} removes by itself and goes with =.`
							: l10n.t`BitBake warns that “${name} ${operator} is not a recommended operator combination”: ${operation.label} adds by itself and goes with =.`,
						edits.length > 1 && blankToWrite(operator),
					),
					fixes: [{ title: l10n.t('Use ='), edits, preferred: true }],
				};
			}
		}
	},
};

function blankToWrite(operator: string): string {
	return operator === '+='
		? l10n.t('The blank that += puts in front of the value has to be written then.')
		: l10n.t('The blank that =+ puts behind the value has to be written then.');
}

/** With the blank that the operator would have put in written out. */
function plainAssignment(statement: Assignment, isRemove: boolean): TextEdit[] {
	const { operator, operatorSpan, valueSpan } = statement;
	const edits: TextEdit[] = [{ span: operatorSpan, newText: '=' }];
	const at = operator === '+=' ? valueSpan.start : operator === '=+' ? valueSpan.end : undefined;
	if (at !== undefined && !isRemove) edits.push({ span: { start: at, end: at }, newText: ' ' });
	return edits;
}

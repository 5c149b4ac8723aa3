import * as l10n from '@vscode/l10n';
import type { Assignment } from '../syntax/statement';
import type { TextEdit } from '../text/edit';
import { isSpace } from '../text/whitespace';
import type { Rule } from './rule';

/** BitBake warns of it from 2.16 on, once a line and in every build. */
export const operatorSpacing: Rule = {
	code: 'operator-spacing',
	severity: 'information',
	summary: 'There is no blank before or behind the operator.',
	*check({ data, files }) {
		if (!data.dialect.warnsSpacing) return;
		for (const file of files.values()) {
			for (const statement of file.statements) {
				if (statement.kind !== 'assignment' || statement.recovered) continue;
				const edits = missingBlanks(statement, file.text);
				if (edits.length === 0) continue;
				yield {
					file: file.path,
					span: statement.operatorSpan,
					line: statement.line,
					message: l10n.t`BitBake warns that this line “has a lack of whitespace around the assignment”. Put a blank before and behind ${statement.operator}.`,
					fixes: [
						{ title: l10n.t`Put blanks around ${statement.operator}`, edits, preferred: true },
					],
				};
			}
		}
	},
};

function missingBlanks({ operatorSpan }: Assignment, text: string): TextEdit[] {
	const { start, end } = operatorSpan;
	const isApart = (at: number): boolean =>
		// Behind a backslash the next line goes on, perhaps with a blank.
		isSpace(text.charCodeAt(at)) || text[at] === '\\';
	return [start, end].flatMap((at) =>
		isApart(at === start ? at - 1 : at) ? [] : [{ span: { start: at, end: at }, newText: ' ' }],
	);
}

import * as l10n from '@vscode/l10n';
import type { Assignment } from '../syntax/statement';
import type { TextEdit } from '../text/edit';
import { isFrom } from '../yocto/releases';
import { MIRROR_VARIABLES } from './mirrorMembers';
import type { Rule } from './rule';

/** Up to 2022 documents ended the pairs of a mirror list with it; a blank does as well. */
export const literalNewline: Rule = {
	code: 'literal-newline',
	severity: 'information',
	summary: 'A mirror list holds \\n, which is not needed any more.',
	*check({ data, release, files }) {
		if (!isFrom(release, '4.0')) return;
		for (const file of files.values()) {
			for (const statement of file.statements) {
				if (statement.kind !== 'assignment' || statement.flag !== undefined) continue;
				const name = MIRROR_VARIABLES.find((variable) => isOf(statement.name, variable));
				const at = statement.value.indexOf('\\n');
				if (!name || at < 0) continue;
				// An addition is put beside what others wrote, and may need a blank there.
				const isWhole =
					statement.name === name &&
					data.history(name).every(({ operator }) => APART.includes(operator));
				yield {
					file: file.path,
					span: statement.spanInValue(at, at + 2),
					line: statement.line,
					message: l10n.t`\\n is not needed between the pairs of ${name}: BitBake takes it for a blank, and the pairs are separated by blanks. It can go.`,
					fixes: [
						{ title: l10n.t('Remove \\n'), edits: removals(statement, isWhole), preferred: true },
					],
				};
			}
		}
	},
};

/** Operators whose values never touch another's. */
const APART = ['=', '?=', '??=', ':=', '+=', '=+'];

function isOf(name: string, variable: string): boolean {
	return name === variable || name.startsWith(`${variable}:`);
}

/** Takes out each `\n` with the blank in front of it; one that alone separates two words becomes a blank. */
function removals({ value, spanInValue }: Assignment, isWhole: boolean): TextEdit[] {
	const beyond = isWhole ? ' ' : 'x';
	return Array.from(value.matchAll(/ ?\\n/g), ({ 0: text, index }) => {
		const end = index + text.length;
		const isSeparator = /\S/.test(value[index - 1] ?? beyond) && /\S/.test(value[end] ?? beyond);
		return { span: spanInValue(index, end), newText: isSeparator ? ' ' : '' };
	});
}

import * as l10n from '@vscode/l10n';
import { isAbsolute } from '../evaluation/path';
import { sentences } from '../text/sentences';
import type { Rule } from './rule';

/** `include` may miss its file, which is often meant; `require` may not and is an error of its own. */
export const missingInclude: Rule = {
	code: 'missing-include',
	severity: 'information',
	summary: 'A file to include is not there. With require, BitBake stops.',
	*check({ files, isComplete, missingIncludes }) {
		for (const { file, statement, name } of missingIncludes) {
			// Without the layers nobody knows where BitBake would look.
			if (!files.has(file) || name.includes('${') || !(isComplete || isAbsolute(name))) continue;
			yield {
				file,
				span: statement.targetSpan,
				line: statement.line,
				message: sentences(
					isAbsolute(name)
						? l10n.t`There is no ${name}.`
						: l10n.t`There is no ${name} beside this file or in any folder of BBPATH.`,
					l10n.t(
						'BitBake passes over an include that it cannot find, without a message. Use require if the build cannot do without it.',
					),
				),
			};
		}
	},
};

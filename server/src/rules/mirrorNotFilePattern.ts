import * as l10n from '@vscode/l10n';
import { withoutPassword } from '../yocto/mirrors';
import { mirrorEntries } from './mirrorMembers';
import { faultOfPattern, matchesNoObject } from './mirrorPattern';
import type { Rule } from './rule';

/** Objects of shared state are asked for as `file://` with a relative path, whatever the mirror is. */
export const mirrorNotFilePattern: Rule = {
	code: 'mirror-not-file-pattern',
	severity: 'warning',
	summary: 'A pattern in SSTATE_MIRRORS can match no object of shared state.',
	*check(context) {
		for (const { pair, patternPlace } of mirrorEntries(context, ['SSTATE_MIRRORS'])) {
			const { pattern } = pair;
			if (faultOfPattern(pattern, context.release) || !matchesNoObject(pattern)) continue;
			yield {
				file: patternPlace.file.path,
				span: patternPlace.span,
				line: patternPlace.line,
				message: l10n.t`"${pattern}" matches no object of shared state: BitBake asks for them as file:// and a path without a slash in front, and only then turns to the mirror. So "${withoutPassword(pair.url)}" is never used. The usual pattern is file://.*`,
				...(patternPlace.isExact
					? {
							fixes: [
								{
									title: l10n.t('Change to file://.*'),
									edits: [{ span: patternPlace.span, newText: 'file://.*' }],
									preferred: true,
								},
							],
						}
					: {}),
			};
		}
	},
};

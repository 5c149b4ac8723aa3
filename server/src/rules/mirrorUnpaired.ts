import * as l10n from '@vscode/l10n';
import { sentences } from '../text/sentences';
import { parseMirrors } from '../yocto/mirrors';
import { assignmentOf, valueSpan } from './anchor';
import { effective } from './effective';
import type { Rule } from './rule';

const VARIABLES = ['SSTATE_MIRRORS', 'PREMIRRORS', 'MIRRORS'];

/** Mirror variables are pairs of a pattern and a URL; BitBake stops on an odd member. */
export const mirrorUnpaired: Rule = {
	code: 'mirror-unpaired',
	severity: 'error',
	summary: 'A mirror variable holds an odd number of members.',
	*check(context) {
		for (const name of VARIABLES) {
			const mirrors = effective(context, name);
			const anchor = assignmentOf(context, name);
			if (!mirrors?.value || !anchor) continue;
			const { leftover, memberCount } = parseMirrors(mirrors.value);
			if (leftover === undefined) continue;
			const isUrlAlone = memberCount === 1 && !leftover.includes('.*');
			const canPair =
				isUrlAlone && name === 'SSTATE_MIRRORS' && anchor.assignment?.value.trim() === leftover;
			const span = valueSpan(anchor);
			yield {
				file: anchor.file.path,
				span,
				line: anchor.line,
				message: sentences(
					memberCount === 1
						? l10n.t`${name} holds 1 member, but it is a list of pairs: a pattern, then the URL that replaces it.`
						: l10n.t`${name} holds ${memberCount} members, but it is a list of pairs: a pattern, then the URL that replaces it.`,
					l10n.t`BitBake stops with “Invalid mirror variable value for ${name} … should contain paired members”.`,
					isUrlAlone
						? l10n.t('The pattern in front of the URL is missing.')
						: l10n.t`The last member, ${leftover}, has no partner.`,
				),
				...(canPair
					? {
							fixes: [
								{
									title: l10n.t('Put file://.* in front of the URL'),
									edits: [{ span: { start: span.start, end: span.start }, newText: 'file://.* ' }],
									preferred: true,
								},
							],
						}
					: {}),
			};
		}
	},
};

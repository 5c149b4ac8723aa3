import * as l10n from '@vscode/l10n';
import { splitWords } from '../text/whitespace';
import { assignmentOf } from './anchor';
import { effective } from './effective';
import type { Rule } from './rule';
import { insertLine } from './setVariable';

/** SOURCE_MIRROR_URL is read by one class, and nothing inherits it by default. */
export const sourceMirrorWithoutOwnMirrors: Rule = {
	code: 'source-mirror-without-own-mirrors',
	severity: 'warning',
	summary: 'SOURCE_MIRROR_URL is set but own-mirrors is not inherited, so it has no effect.',
	*check(context) {
		const mirror = effective(context, 'SOURCE_MIRROR_URL');
		const anchor = assignmentOf(context, 'SOURCE_MIRROR_URL');
		if (!mirror?.value || !anchor) return;
		// Without the layers INHERIT holds the user's own words; those suffice.
		const inherit = context.data.get('INHERIT');
		const classes = context.data.get('USER_CLASSES');
		if (inherit?.isStatic === false || classes?.isStatic === false) return;
		if (splitWords(`${inherit?.value ?? ''} ${classes?.value ?? ''}`).includes('own-mirrors'))
			return;
		yield {
			file: anchor.file.path,
			span: anchor.span,
			line: anchor.line,
			message: l10n.t(
				'SOURCE_MIRROR_URL has no effect here: only the own-mirrors class reads it, and nothing inherits that class. BitBake downloads from the original places as if the line were not there. Add INHERIT += "own-mirrors".',
			),
			fixes: [
				{
					title: l10n.t('Add INHERIT += "own-mirrors"'),
					edits: [insertLine(anchor.file, 'INHERIT += "own-mirrors"', anchor.assignment?.span.end)],
					preferred: true,
				},
			],
		};
	},
};

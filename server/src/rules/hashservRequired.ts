import * as l10n from '@vscode/l10n';
import { isFrom } from '../yocto/releases';
import { EQUIVALENCE_HANDLER } from '../yocto/signatureHandlers';
import { assignmentOf } from './anchor';
import { effective, originPlace } from './effective';
import type { Rule } from './rule';
import { setAt } from './setVariable';

/** The handler for hash equivalence refuses to work without a server. */
export const hashservRequired: Rule = {
	code: 'hashserv-required',
	severity: 'error',
	summary: 'OEEquivHash is used while BB_HASHSERVE is empty.',
	*check(context) {
		// In 2.7 another variable names the server.
		if (!isFrom(context.release, '3.0')) return;
		const handler = effective(context, 'BB_SIGNATURE_HANDLER');
		const server = effective(context, 'BB_HASHSERVE');
		if (handler?.value !== EQUIVALENCE_HANDLER || !server || server.value !== '') return;
		const anchor =
			assignmentOf(context, 'BB_HASHSERVE') ?? assignmentOf(context, 'BB_SIGNATURE_HANDLER');
		if (!anchor) return;
		const place = originPlace(handler);
		yield {
			file: anchor.file.path,
			span: anchor.span,
			line: anchor.line,
			message: server.isSet
				? l10n.t`BB_SIGNATURE_HANDLER is "${EQUIVALENCE_HANDLER}" but BB_HASHSERVE is empty. BitBake stops with “OEEquivHash requires BB_HASHSERVE to be set”. Set it to auto, or to the address of a server.`
				: l10n.t`BB_SIGNATURE_HANDLER is "${EQUIVALENCE_HANDLER}" but BB_HASHSERVE is not set. BitBake stops with “OEEquivHash requires BB_HASHSERVE to be set”. Set it to auto, or to the address of a server.`,
			...(place ? { related: [place] } : {}),
			fixes: [
				{
					title: l10n.t('Set BB_HASHSERVE to auto'),
					edits: setAt(context, anchor, 'BB_HASHSERVE', 'auto'),
					preferred: true,
				},
			],
		};
	},
};

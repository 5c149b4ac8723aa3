import * as l10n from '@vscode/l10n';
import { EQUIVALENCE_HANDLER, handlersOf } from '../yocto/signatureHandlers';
import { assignmentOf } from './anchor';
import { effective, fromWhere, originPlace } from './effective';
import type { Rule } from './rule';

/** Only one handler asks the server; another one may well be chosen on purpose, hence information. */
export const equivalenceOff: Rule = {
	code: 'equivalence-off',
	severity: 'information',
	summary: 'BB_HASHSERVE is set while the signature handler never asks a server.',
	*check(context) {
		const server = effective(context, 'BB_HASHSERVE');
		const handler = effective(context, 'BB_SIGNATURE_HANDLER');
		const anchor = assignmentOf(context, 'BB_HASHSERVE');
		if (!server?.value || !handler || !anchor) return;
		// A handler that a layer brings may be one with equivalence.
		const known = handlersOf(context.release).find(({ name }) => name === handler.value);
		if (!known || known.name === EQUIVALENCE_HANDLER || known.name.startsWith('Test')) return;
		const place = originPlace(handler);
		yield {
			file: anchor.file.path,
			span: anchor.span,
			line: anchor.line,
			message: l10n.t`BB_HASHSERVE is "${server.value}", but no server is asked: the signature handler is "${handler.value}"${fromWhere(handler)}, and only ${EQUIVALENCE_HANDLER} uses hash equivalence. Set BB_SIGNATURE_HANDLER to ${EQUIVALENCE_HANDLER}, or remove this line.`,
			...(place ? { related: [place] } : {}),
		};
	},
};

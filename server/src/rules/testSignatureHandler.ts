import * as l10n from '@vscode/l10n';
import { sentences } from '../text/sentences';
import { EQUIVALENCE_HANDLER, handlersOf } from '../yocto/signatureHandlers';
import { assignmentOf, valueSpan } from './anchor';
import { effective } from './effective';
import type { Rule } from './rule';
import { setAt } from './setVariable';

/** Handlers that exist for debugging BitBake and for its own tests; shared state does not work with them. */
const TEST_HANDLERS = ['noop', 'basic', 'TestEquivHash', 'TestMulticonfigDepends'];

export const testSignatureHandler: Rule = {
	code: 'test-signature-handler',
	severity: 'warning',
	summary: 'BB_SIGNATURE_HANDLER names a handler that is not meant for builds.',
	*check(context) {
		const value = effective(context, 'BB_SIGNATURE_HANDLER')?.value;
		const handler = handlersOf(context.release).find(({ name }) => name === value);
		const anchor = assignmentOf(context, 'BB_SIGNATURE_HANDLER');
		if (!handler || !TEST_HANDLERS.includes(handler.name) || !anchor) return;
		const change = setAt(context, anchor, 'BB_SIGNATURE_HANDLER', EQUIVALENCE_HANDLER);
		// Without a server BitBake would stop.
		const needsServer = effective(context, 'BB_HASHSERVE')?.value === '';
		const server = needsServer ? setAt(context, anchor, 'BB_HASHSERVE', 'auto') : [];
		yield {
			file: anchor.file.path,
			span: valueSpan(anchor),
			line: anchor.line,
			message: sentences(
				l10n.t`The signature handler "${handler.name}" is not meant for builds.`,
				handler.summary,
				l10n.t`BitBake accepts it without a word, and tasks that shared state could give are run. Use ${EQUIVALENCE_HANDLER}.`,
			),
			fixes: [
				{
					title: l10n.t`Change to ${EQUIVALENCE_HANDLER}`,
					edits: needsServer && server.length === 0 ? [] : [...change, ...server],
					preferred: true,
				},
			],
		};
	},
};

import { effective } from '../rules/effective';
import type { RuleContext } from '../rules/rule';
import { setVariable } from '../rules/setVariable';
import type { ParsedFile } from '../syntax/parse';
import type { TextEdit } from '../text/edit';
import { EQUIVALENCE_HANDLER } from '../yocto/signatureHandlers';

/**
 * Edits to local.conf that make a build ask the server at `address`: the
 * address, and the handler for hash equivalence where another one is in force.
 * None when the build does so already; undefined when no line in this file could win.
 */
export function useServerEdits(
	context: RuleContext,
	file: ParsedFile,
	address: string,
): TextEdit[] | undefined {
	const edits: TextEdit[] = [];
	if (effective(context, 'BB_HASHSERVE')?.value !== address) {
		const server = setVariable(context, file, 'BB_HASHSERVE', address);
		if (server.length === 0) return undefined;
		edits.push(...server);
	}
	const handler = effective(context, 'BB_SIGNATURE_HANDLER');
	if (handler !== undefined && handler.value !== EQUIVALENCE_HANDLER) {
		edits.push(...setVariable(context, file, 'BB_SIGNATURE_HANDLER', EQUIVALENCE_HANDLER));
	}
	return edits;
}

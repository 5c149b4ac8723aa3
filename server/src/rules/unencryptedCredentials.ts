import * as l10n from '@vscode/l10n';
import { faultOfAddress } from '../yocto/address';
import { isFrom } from '../yocto/releases';
import { EQUIVALENCE_HANDLER } from '../yocto/signatureHandlers';
import { assignmentOf, valueSpan } from './anchor';
import { effective } from './effective';
import type { Rule } from './rule';

const LOOPBACK = /^(?:ws:\/\/)?(?:localhost|127\.[\d.]+|\[::1\])(?:[:/]|$)/i;

/** Only wss:// encrypts; the other forms send name and token as they are. */
export const unencryptedCredentials: Rule = {
	code: 'unencrypted-credentials',
	severity: 'warning',
	summary: 'Credentials cross the network to the hash equivalence server unencrypted.',
	*check(context) {
		const server = effective(context, 'BB_HASHSERVE');
		if (!server?.value || !isFrom(context.release, '5.0')) return;
		if (/^(auto$|unix:|wss:)/.test(server.value) || LOOPBACK.test(server.value)) return;
		if (faultOfAddress(server.value, 'server', context.release)) return;
		if (effective(context, 'BB_SIGNATURE_HANDLER')?.value !== EQUIVALENCE_HANDLER) return;
		const names = ['BB_HASHSERVE_USERNAME', 'BB_HASHSERVE_PASSWORD'];
		if (!names.every((name) => context.data.get(name)?.value)) return;
		const anchor = ['BB_HASHSERVE', ...names]
			.map((name) => assignmentOf(context, name))
			.find((found) => found !== undefined);
		if (!anchor) return;
		yield {
			file: anchor.file.path,
			span: anchor.assignment?.name.startsWith('BB_HASHSERVE_') ? anchor.span : valueSpan(anchor),
			line: anchor.line,
			message: l10n.t`BitBake sends BB_HASHSERVE_USERNAME and BB_HASHSERVE_PASSWORD to "${server.value}" unencrypted, for everybody on the way to read. Use an address that starts with wss://, if the server offers one.`,
		};
	},
};

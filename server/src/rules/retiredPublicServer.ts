import * as l10n from '@vscode/l10n';
import { OLD_PUBLIC_SERVER, PUBLIC_SERVER, RETIRED_PUBLIC_SERVERS } from '../yocto/address';
import { isFrom } from '../yocto/releases';
import { assignmentOf, valueSpan } from './anchor';
import { effective } from './effective';
import type { Rule } from './rule';
import { setAt } from './setVariable';

/** Addresses of the Yocto Project's server as older documents gave them. */
export const retiredPublicServer: Rule = {
	code: 'retired-public-server',
	severity: 'warning',
	summary: 'A former address of the Yocto Project’s public hash equivalence server.',
	*check(context) {
		const today = isFrom(context.release, '5.0') ? PUBLIC_SERVER : OLD_PUBLIC_SERVER;
		for (const name of ['BB_HASHSERVE', 'BB_HASHSERVE_UPSTREAM']) {
			const address = effective(context, name)?.value ?? '';
			const anchor = assignmentOf(context, name);
			if (!RETIRED_PUBLIC_SERVERS.includes(address) || address === today || !anchor) continue;
			yield {
				file: anchor.file.path,
				span: valueSpan(anchor),
				line: anchor.line,
				message: l10n.t`"${address}" is a former address of the Yocto Project’s public hash equivalence server. Without the server that belongs to it, little in the public sstate mirror matches, and BitBake only warns. For this release it is ${today}.`,
				fixes: [
					{
						title: l10n.t`Change to ${today}`,
						edits: setAt(context, anchor, name, today),
						preferred: true,
					},
				],
			};
		}
	},
};

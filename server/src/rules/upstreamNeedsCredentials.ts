import * as l10n from '@vscode/l10n';
import { isFrom } from '../yocto/releases';
import { assignmentOf } from './anchor';
import { effective, originPlace } from './effective';
import type { Rule } from './rule';

/** BitBake logs in to the server in BB_HASHSERVE and to no other. */
export const upstreamNeedsCredentials: Rule = {
	code: 'upstream-needs-credentials',
	severity: 'warning',
	summary: 'Credentials are set, but the upstream they are meant for never gets them.',
	*check(context) {
		const server = effective(context, 'BB_HASHSERVE');
		const upstream = effective(context, 'BB_HASHSERVE_UPSTREAM');
		if (!isFrom(context.release, '5.0') || server?.value !== 'auto' || !upstream?.value) return;
		const name = ['BB_HASHSERVE_USERNAME', 'BB_HASHSERVE_PASSWORD'].find(
			(variable) => context.data.get(variable)?.value,
		);
		const anchor = name && assignmentOf(context, name);
		if (!anchor) return;
		const place = originPlace(upstream);
		yield {
			file: anchor.file.path,
			span: anchor.span,
			line: anchor.line,
			message: l10n.t`${name} has no effect: BitBake logs in to a server that BB_HASHSERVE names, and here that is "auto". The upstream "${upstream.value}" is asked without credentials, so one that demands them refuses. Name that server in BB_HASHSERVE instead.`,
			...(place ? { related: [place] } : {}),
		};
	},
};

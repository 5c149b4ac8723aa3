import * as l10n from '@vscode/l10n';
import { faultOfAddress } from '../yocto/address';
import { describeRelease, isFrom } from '../yocto/releases';
import { assignmentOf } from './anchor';
import { effective, fromWhere, originPlace } from './effective';
import type { Rule } from './rule';
import { setAt } from './setVariable';

/** BitBake reads the upstream only for the server that it starts itself. */
export const upstreamIgnored: Rule = {
	code: 'upstream-ignored',
	severity: 'warning',
	summary: 'BB_HASHSERVE_UPSTREAM is set where BitBake does not read it.',
	*check(context) {
		const upstream = effective(context, 'BB_HASHSERVE_UPSTREAM');
		const server = effective(context, 'BB_HASHSERVE');
		const anchor = assignmentOf(context, 'BB_HASHSERVE_UPSTREAM');
		if (!upstream?.value || !anchor) return;
		if (!isFrom(context.release, '3.3')) {
			yield {
				file: anchor.file.path,
				span: anchor.span,
				line: anchor.line,
				message: l10n.t`BB_HASHSERVE_UPSTREAM is ignored: ${describeRelease(context.release)} does not know it (it came with Yocto 3.3). Name the server in BB_HASHSERVE instead.`,
				fixes: faultOfAddress(upstream.value, 'server', context.release)
					? []
					: [
							{
								title: l10n.t`Set BB_HASHSERVE to ${upstream.value}`,
								edits: [
									...setAt(context, anchor, 'BB_HASHSERVE', upstream.value),
									...(anchor.assignment
										? [{ span: anchor.assignment.valueSpan, newText: '' }]
										: []),
								],
							},
						],
			};
			return;
		}
		if (!server || server.value === 'auto') return;
		const place = originPlace(server);
		yield {
			file: anchor.file.path,
			span: anchor.span,
			line: anchor.line,
			message:
				server.value === ''
					? l10n.t`BB_HASHSERVE_UPSTREAM is ignored: BitBake reads it only when BB_HASHSERVE is "auto", and here it is not set${fromWhere(server)}. The upstream will never be asked.`
					: l10n.t`BB_HASHSERVE_UPSTREAM is ignored: BitBake reads it only when BB_HASHSERVE is "auto", and here it is "${server.value}"${fromWhere(server)}. The upstream will never be asked.`,
			...(place ? { related: [place] } : {}),
			fixes: faultOfAddress(upstream.value, 'upstream', context.release)
				? []
				: [
						{
							title: l10n.t('Set BB_HASHSERVE to auto'),
							edits: setAt(context, anchor, 'BB_HASHSERVE', 'auto'),
							preferred: true,
						},
					],
		};
	},
};

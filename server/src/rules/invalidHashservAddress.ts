import * as l10n from '@vscode/l10n';
import { sentences } from '../text/sentences';
import { type AddressUse, faultOfAddress } from '../yocto/address';
import { describeRelease, isFrom } from '../yocto/releases';
import { assignmentOf, valueSpan } from './anchor';
import { effective } from './effective';
import type { Finding, Rule, RuleContext } from './rule';
import { setAt } from './setVariable';

/** Addresses that BitBake's parser of this release raises an error on. */
export const invalidHashservAddress: Rule = {
	code: 'invalid-hashserv-address',
	severity: 'error',
	summary: 'BB_HASHSERVE or BB_HASHSERVE_UPSTREAM is no address that this release can parse.',
	*check(context) {
		yield* checkOne(context, 'BB_HASHSERVE', 'server');
		if (isUpstreamRead(context)) yield* checkOne(context, 'BB_HASHSERVE_UPSTREAM', 'upstream');
	},
};

/** What nothing reads fails nowhere; `upstream-ignored` tells of it. */
function isUpstreamRead(context: RuleContext): boolean {
	const server = effective(context, 'BB_HASHSERVE')?.value ?? 'auto';
	return server === 'auto' && isFrom(context.release, '3.3');
}

function* checkOne(context: RuleContext, name: string, use: AddressUse): Iterable<Finding> {
	const found = context.data.get(name);
	const address = effective(context, name);
	if (!address?.value || !found) return;
	const fault = faultOfAddress(found.value, use, context.release);
	const anchor = assignmentOf(context, name);
	if (!fault || !anchor) return;
	const forms =
		use === 'server'
			? l10n.t('It takes auto, HOST:PORT, unix://PATH or, from Yocto 5.0 on, ws:// and wss://.')
			: l10n.t('It takes HOST:PORT or, from Yocto 5.0 on, ws:// and wss://.');
	yield {
		file: anchor.file.path,
		span: valueSpan(anchor),
		line: anchor.line,
		message: sentences(
			l10n.t`"${found.value}" is no address for ${name} in ${describeRelease(context.release)}: ${fault.reason}. BitBake fails on it instead of asking a server.`,
			forms,
		),
		...(fault.suggestion === undefined
			? {}
			: {
					fixes: [
						{
							title: l10n.t`Change to ${fault.suggestion}`,
							edits: setAt(context, anchor, name, fault.suggestion),
							preferred: true,
						},
					],
				}),
	};
}

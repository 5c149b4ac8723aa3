import * as l10n from '@vscode/l10n';
import { sentences } from '../text/sentences';
import { type AddressUse, faultOfAddress } from '../yocto/address';
import { describeReachability, type Unreachable } from '../yocto/reachability';
import { isFrom, type Release } from '../yocto/releases';
import { EQUIVALENCE_HANDLER } from '../yocto/signatureHandlers';
import { assignmentOf, valueSpan } from './anchor';
import { effective } from './effective';
import type { Rule, RuleContext } from './rule';

/** Servers that a build would ask and that do not answer now. Silent until somebody has asked them. */
export const upstreamUnreachable: Rule = {
	code: 'upstream-unreachable',
	severity: 'warning',
	summary: 'The hash equivalence server that a build would ask does not answer.',
	*check(context) {
		for (const { name, address, use } of askedServers(context)) {
			const result = context.reachability?.(address);
			const anchor = assignmentOf(context, name);
			if (!result || result.kind === 'answers' || !anchor) continue;
			const consequence =
				use === 'server'
					? withoutServer(context.release, result.kind)
					: withoutUpstream(context.release);
			yield {
				file: anchor.file.path,
				span: valueSpan(anchor),
				line: anchor.line,
				message: sentences(
					l10n.t`No hash equivalence server answers at "${address}".`,
					describeReachability(result),
					consequence,
					remedy(result.kind),
				),
			};
		}
	},
};

/** A server that the build would ask over a connection of its own. */
export interface AskedServer {
	/** The variable that names it. */
	readonly name: string;
	readonly address: string;
	readonly use: AddressUse;
}

/** The servers that BitBake would connect to and that may be asked, as far as can be known; each address is one this release can use. */
export function askedServers(context: RuleContext): AskedServer[] {
	if (!context.reachability) return [];
	const handler = effective(context, 'BB_SIGNATURE_HANDLER');
	const server = effective(context, 'BB_HASHSERVE');
	if (handler?.value !== EQUIVALENCE_HANDLER || !server?.value) return [];
	// Before 3.3 nobody reads the upstream.
	const isUpstreamRead = server.value === 'auto' && isFrom(context.release, '3.3');
	const [name, use] = isUpstreamRead
		? (['BB_HASHSERVE_UPSTREAM', 'upstream'] as const)
		: (['BB_HASHSERVE', 'server'] as const);
	const address = effective(context, name)?.value ?? '';
	const isAsked =
		address !== '' && address !== 'auto' && !faultOfAddress(address, use, context.release);
	return isAsked ? [{ name, address, use }] : [];
}

/** What BitBake does when BB_HASHSERVE does not answer. Source: bb/siggen.py of each series. */
export function withoutServer(release: Release, kind: Unreachable): string {
	const isFatal =
		kind === 'no-socket'
			? isFrom(release, '3.3') && !isFrom(release, '5.1')
			: isFrom(release, '5.0') && !isFrom(release, '5.1');
	if (isFatal)
		return l10n.t('BitBake of this release stops with an error when it first asks for a hash.');
	return kind === 'timeout'
		? l10n.t(
				'BitBake warns, after waiting minutes for answers, and builds without equivalences: shared state that only differs in its inputs is not reused, and nothing new is reported.',
			)
		: l10n.t(
				'BitBake warns and builds without equivalences: shared state that only differs in its inputs is not reused, and nothing new is reported.',
			);
}

/** The same for BB_HASHSERVE_UPSTREAM. Source: bb/cooker.py and hashserv/server.py of each series. */
export function withoutUpstream(release: Release): string {
	return isFrom(release, '5.0')
		? l10n.t(
				'BitBake warns when it starts and goes on with its own server alone: little in a shared sstate mirror matches.',
			)
		: l10n.t(
				'BitBake’s own server passes its questions on to it and fails with them, so the build has no equivalences at all, not even its own.',
			);
}

/** What to do about a server that does not answer. */
export function remedy(kind: Unreachable): string {
	switch (kind) {
		case 'refused':
		case 'no-socket':
			return l10n.t('Start the server, or correct the address.');
		case 'tls':
			return l10n.t(
				'Have the server’s certificate trusted on this machine, or correct the address.',
			);
		case 'other-server':
			return l10n.t('Check the port, and for WebSocket the path, as in wss://HOST/ws.');
		default:
			return l10n.t(
				'Check the address, and that a firewall or a VPN does not keep this machine from it.',
			);
	}
}

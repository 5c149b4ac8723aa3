/** What people are told when the server does not run: what happened, what it means, what to do. */
import * as l10n from '@vscode/l10n';
import type { ServerState } from '../shared/state';
import { type Address, clientAddress, formatAddress } from './transport/address';

export type Failed = Extract<ServerState, { kind: 'failed' }>;

/** @param what happened, and what to do about it where that is known */
export function failed(what: string): Failed {
	return {
		kind: 'failed',
		message: `${what.replace(/\.?$/, '.')} ${l10n.t('Builds that use this server run without hash equivalence until it is started again.')}`,
	};
}

/**
 * The address is taken by something else.
 * @param offer a free address, or null
 */
export function taken(address: Address, reason: string, offer: string | null): Failed {
	const name = formatAddress(clientAddress(address));
	const advice =
		offer === null
			? l10n.t('Stop that program or choose another address.')
			: l10n.t`Stop that program or use another address; ${offer} is free.`;
	const message = [
		l10n.t`${name} is taken by something that is not a hash equivalence server (${reason}).`,
		l10n.t`Builds that use ${name} find no hashes there.`,
		advice,
	].join(' ');
	return { kind: 'failed', message, ...(offer === null ? {} : { offer }) };
}

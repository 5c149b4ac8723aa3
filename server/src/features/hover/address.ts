import * as l10n from '@vscode/l10n';
import { sentences } from '../../text/sentences';
import { type AddressUse, faultOfAddress } from '../../yocto/address';
import { describeRelease } from '../../yocto/releases';
import { inlineCode } from '../markdown';
import type { View } from '../view';

/** An address in BB_HASHSERVE or BB_HASHSERVE_UPSTREAM: how BitBake takes it. */
export function describeAddress({ build, probe }: View, address: string, use: AddressUse): string {
	const fault = faultOfAddress(address, use, build.release);
	const parts = fault
		? [
				sentences(
					l10n.t`${inlineCode(address)} — no address that ${describeRelease(build.release)} can use: ${fault.reason}.`,
					fault.suggestion && l10n.t`It should be ${inlineCode(fault.suggestion)}.`,
				),
			]
		: [`${inlineCode(address)} — ${form(address)}`];
	const answer = fault || address === 'auto' ? null : probe?.(address);
	if (answer) parts.push(`${answer.answers ? '✓' : '⚠'} ${answer.message}`);
	return parts.join('\n\n');
}

function form(address: string): string {
	if (address === 'auto') {
		return l10n.t(
			'BitBake starts a server of its own while it runs, for this build directory alone, on the socket `${TOPDIR}/hashserve.sock`.',
		);
	}
	if (address.startsWith('unix://')) {
		return l10n.t`a Unix socket on this machine: ${inlineCode(address.slice('unix://'.length))}.`;
	}
	if (address.startsWith('wss://'))
		return l10n.t('WebSocket over TLS: encrypted, and it passes HTTPS proxies.');
	if (address.startsWith('ws://')) return l10n.t('WebSocket without encryption.');
	const colon = address.lastIndexOf(':');
	const host = address.slice(0, colon).replace(/^\[(.*)\]$/, '$1');
	return l10n.t`plain TCP, without encryption: host ${inlineCode(host)}, port ${address.slice(colon + 1).trim()}.`;
}

import * as l10n from '@vscode/l10n';
import { isFrom, type Release } from './releases';

/** Where a hash equivalence server is looked for; the default port is only our own convention, BitBake has none. */
export const DEFAULT_PORT = 8686;

/** The Yocto Project's public server, for releases that speak WebSocket (5.0 and later). */
export const PUBLIC_SERVER = 'wss://hashserv.yoctoproject.org/ws';

/** The same for releases before, as the last local.conf.sample of 4.0 gives it. */
export const OLD_PUBLIC_SERVER = 'hashserv.yoctoproject.org:8686';

/** What local.conf.sample called the public server over time. */
export const RETIRED_PUBLIC_SERVERS: readonly string[] = [
	OLD_PUBLIC_SERVER,
	'hashserv.yocto.io:8687',
	'typhoon.yocto.io:8687',
];

/** Why an address is in no form that BitBake parses, and the form it should have if that is clear. */
export interface AddressFault {
	readonly reason: string;
	readonly suggestion?: string;
}

/** What `BB_HASHSERVE` may be told apart into. */
export type AddressUse = 'server' | 'upstream';

/**
 * Checks an address as BitBake's client of the given release parses it:
 * `unix://PATH`, `ws://` and `wss://` (5.0 and later), `[IPV6]:PORT`, `HOST:PORT`.
 * For an upstream before 5.0, only `HOST:PORT`. Returns undefined for a good one.
 */
export function faultOfAddress(
	address: string,
	use: AddressUse,
	release: Release,
): AddressFault | undefined {
	// Python's int() takes blanks behind a port; anywhere else they end in a host that does not exist.
	if (/^\S+:\d+\s+$/.test(address)) return faultOfAddress(address.trim(), use, release);
	if (/\s/.test(address)) {
		const trimmed = address.trim();
		const isOneWord = !/\s/.test(trimmed) && !faultOfAddress(trimmed, use, release);
		return {
			reason: l10n.t('it holds blanks'),
			...(isOneWord ? { suggestion: trimmed } : {}),
		};
	}
	if (use === 'server' && address === 'auto') return undefined;
	const isModern = isFrom(release, '5.0');
	if (address.startsWith('unix://')) {
		if (address === 'unix://') return { reason: l10n.t('the path of the socket is missing') };
		return use === 'upstream' && !isModern
			? { reason: l10n.t('before Yocto 5.0 an upstream must be HOST:PORT') }
			: undefined;
	}
	if (/^wss?:\/\//.test(address)) {
		if (!isModern) return { reason: l10n.t('WebSocket addresses are known from Yocto 5.0 on') };
		return URL.canParse(address)
			? undefined
			: { reason: l10n.t('it is no valid WebSocket address') };
	}
	const bracketed = /^\[([^\]]*)\]:(\d+)$/.exec(address);
	if (bracketed) {
		if (use === 'upstream' && !isModern) {
			return {
				reason: l10n.t('before Yocto 5.0 an upstream must be HOST:PORT, and IPv6 addresses fail'),
			};
		}
		return faultOfPort(bracketed[2]!);
	}
	return faultOfHostAndPort(address, use, release);
}

function faultOfHostAndPort(
	address: string,
	use: AddressUse,
	release: Release,
): AddressFault | undefined {
	const good = (suggestion: string): { suggestion: string } | object =>
		faultOfAddress(suggestion, use, release) ? {} : { suggestion };

	const scheme = /^([a-z][a-z0-9+.-]*):\/\/(.*)$/i.exec(address);
	if (scheme) {
		const rest = scheme[2]!.replace(/\/.*$/, '');
		const target = /:\d+$/.test(rest) ? rest : `${rest}:${DEFAULT_PORT}`;
		return {
			reason: l10n.t`${scheme[1]!}:// is no scheme of a hash equivalence server`,
			...good(target),
		};
	}
	const parts = address.split(':');
	if (parts.length === 1) {
		if (use === 'server' && isNearlyAuto(address)) {
			return { reason: l10n.t('it is neither auto nor an address'), suggestion: 'auto' };
		}
		if (address === 'auto')
			return { reason: l10n.t('an upstream is another server, so it cannot be auto') };
		return { reason: l10n.t('the port is missing'), ...good(`${address}:${DEFAULT_PORT}`) };
	}
	if (parts.length > 2) {
		const port = parts.at(-1)!;
		const host = address.slice(0, -port.length - 1);
		const isV6 = /^[0-9a-f:.]+$/i.test(host) && host.includes(':');
		return isV6
			? {
					reason: l10n.t('an IPv6 address must stand in brackets in front of the port'),
					...good(/^\d+$/.test(port) ? `[${host}]:${port}` : `[${address}]:${DEFAULT_PORT}`),
				}
			: { reason: l10n.t('it holds more than one colon') };
	}
	const [host = '', port = ''] = parts;
	const slash = port.indexOf('/');
	if (slash >= 0) {
		return {
			reason: l10n.t('nothing may follow the port'),
			...good(`${host}:${port.slice(0, slash)}`),
		};
	}
	if (host === '') return { reason: l10n.t('the host is missing'), ...good(`127.0.0.1:${port}`) };
	return port === ''
		? { reason: l10n.t('the port is missing'), ...good(`${host}:${DEFAULT_PORT}`) }
		: faultOfPort(port);
}

function faultOfPort(port: string): AddressFault | undefined {
	if (!/^\d+$/.test(port)) return { reason: l10n.t`${port} is no port number` };
	const number = Number(port);
	return number >= 1 && number <= 65535
		? undefined
		: { reason: l10n.t`port ${port} is out of range (1 to 65535)` };
}

function isNearlyAuto(text: string): boolean {
	const word = text.toLowerCase();
	if (word === 'auto') return true;
	const letters = [...word].sort().join('');
	return (
		letters === 'aotu' ||
		['aut', 'ato', 'auo', 'uto', 'autto', 'autoo', 'aauto', 'auuto', 'automatic'].includes(word)
	);
}

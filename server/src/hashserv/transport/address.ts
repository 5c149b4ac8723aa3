import { hostname } from 'node:os';
import * as l10n from '@vscode/l10n';
import { isLoopback } from '../../shared/loopback';
import { AddressError } from '../errors';

export type Address =
	/** `host` is empty for every interface; an IPv6 host has no brackets here. */
	| { readonly kind: 'tcp'; readonly host: string; readonly port: number }
	| { readonly kind: 'unix'; readonly path: string }
	| {
			readonly kind: 'websocket';
			readonly secure: boolean;
			readonly host: string;
			readonly port: number;
			/** With its leading slash, or empty. */
			readonly path: string;
	  };

export type TcpAddress = Extract<Address, { kind: 'tcp' }>;
export type UnixAddress = Extract<Address, { kind: 'unix' }>;
export type WebSocketAddress = Extract<Address, { kind: 'websocket' }>;

const HOST_PORT = /^(?:\[([^\]]*)\]|([^:[\]/\s]*)):(\d+)$/;
const WEBSOCKET = /^(wss?):\/\/(?:\[([^\]]*)\]|([^:[\]/\s]*))(?::(\d+))?(\/\S*)?$/;

/**
 * Reads an address in any of the forms of BB_HASHSERVE.
 * @throws AddressError naming what is wrong
 */
export function parseAddress(text: string): Address {
	if (text.startsWith('unix://')) {
		const path = text.slice('unix://'.length);
		if (path === '')
			throw new AddressError(l10n.t`"${text}" names no socket; expected unix://PATH`);
		return { kind: 'unix', path };
	}
	const websocket = WEBSOCKET.exec(text);
	if (websocket !== null) {
		const [, scheme, v6, host, port, path] = websocket;
		const secure = scheme === 'wss';
		return {
			kind: 'websocket',
			secure,
			host: v6 ?? host ?? '',
			port: port === undefined ? (secure ? 443 : 80) : readPort(port, text),
			path: path ?? '',
		};
	}
	const tcp = HOST_PORT.exec(text);
	if (tcp !== null) {
		const [, v6, host, port] = tcp;
		return { kind: 'tcp', host: v6 ?? host ?? '', port: readPort(port ?? '', text) };
	}
	throw new AddressError(explain(text));
}

/** The address in the form that `parseAddress` reads. */
export function formatAddress(address: Address): string {
	if (address.kind === 'unix') return `unix://${address.path}`;
	const host = address.host.includes(':') ? `[${address.host}]` : address.host;
	if (address.kind === 'tcp') return `${host}:${address.port}`;
	return `${address.secure ? 'wss' : 'ws'}://${host}:${address.port}${address.path}`;
}

/** The address by which a client on this machine reaches a server that listens on `address`. */
export function clientAddress(address: Address): Address {
	if (address.kind === 'unix') return address;
	const host = LOOPBACK_OF.get(address.host) ?? address.host;
	return { ...address, host };
}

/** The address by which clients on other machines reach it, by this machine's name; undefined where they are told what `clientAddress` says. */
export function networkAddress(address: Address): Address | undefined {
	if (address.kind === 'unix' || !LOOPBACK_OF.has(address.host)) return undefined;
	return { ...address, host: hostname() };
}

/** True when only this machine can reach a server that listens there. */
export function isLocal(address: Address): boolean {
	return address.kind === 'unix' || isLoopback(address.host);
}

/** Hosts that mean every interface can be listened on, not connected to. */
const LOOPBACK_OF = new Map([
	['', '127.0.0.1'],
	['0.0.0.0', '127.0.0.1'],
	['::', '::1'],
]);

function readPort(digits: string, text: string): number {
	const port = Number(digits);
	if (port > 65_535) throw new AddressError(l10n.t`"${text}": there is no port ${digits}`);
	return port;
}

function explain(text: string): string {
	const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1];
	if (scheme === undefined && text.split(':').length > 2) {
		return l10n.t`"${text}" is not an address: put an IPv6 host in brackets, as in [::1]:8686`;
	}
	if (!text.includes(':')) return l10n.t`"${text}" has no port, as in ${text || 'localhost'}:8686`;
	return l10n.t`"${text}" is not an address: expected HOST:PORT, [IPV6]:PORT, :PORT, unix://PATH, ws://HOST:PORT or wss://HOST:PORT`;
}

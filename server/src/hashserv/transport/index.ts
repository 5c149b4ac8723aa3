import { AddressError } from '../errors';
import { type Address, formatAddress } from './address';
import type { Connection, Endpoint, TransportOptions } from './connection';
import { connectTcp, listenTcp } from './tcp';
import { connectUnix, listenUnix } from './unix';

/**
 * Listens on an address of any kind that can be served.
 * @throws AddressError for the others, the system's error when the address cannot be had
 */
export async function listen(
	address: Address,
	accept: (connection: Connection) => void,
	options: TransportOptions,
): Promise<Endpoint> {
	switch (address.kind) {
		case 'tcp':
			return listenTcp(address, accept, options);
		case 'unix':
			return listenUnix(address, accept, options);
		case 'websocket':
			throw notYet(address);
	}
}

/** Connects to an address of any kind that is supported. */
export async function connect(
	address: Address,
	options: TransportOptions,
	signal?: AbortSignal,
): Promise<Connection> {
	switch (address.kind) {
		case 'tcp':
			return connectTcp(address, options, signal);
		case 'unix':
			return connectUnix(address, options, signal);
		case 'websocket':
			throw notYet(address);
	}
}

function notYet(address: Address): AddressError {
	return new AddressError(
		`${formatAddress(address)}: WebSocket addresses are not supported yet; use HOST:PORT or unix://PATH`,
	);
}

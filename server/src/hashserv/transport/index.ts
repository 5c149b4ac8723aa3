import type { Address } from './address';
import type { Connection, Endpoint, ListenOptions, TransportOptions } from './connection';
import { listenPort } from './port';
import { connectTcp } from './tcp';
import { connectUnix, listenUnix } from './unix';
import { connectWebSocket } from './websocket';

/** Listens on an address. Rejects with the system's error when it cannot be had. */
export async function listen(
	address: Address,
	accept: (connection: Connection) => void,
	options: ListenOptions,
): Promise<Endpoint> {
	return address.kind === 'unix'
		? listenUnix(address, accept, options)
		: listenPort(address, accept, options);
}

/** Connects to an address. */
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
			return connectWebSocket(address, options, signal);
	}
}

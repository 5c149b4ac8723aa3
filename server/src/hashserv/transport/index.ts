// HTTP, TLS and WebSocket take a process ten megabytes, so they are loaded where they are needed.
import type { Address } from './address';
import type { Connection, Endpoint, ListenOptions, TransportOptions } from './connection';
import { connectTcp } from './tcp';
import { connectUnix, listenUnix } from './unix';

/** Listens on an address. Rejects with the system's error when it cannot be had. */
export async function listen(
	address: Address,
	accept: (connection: Connection) => void,
	options: ListenOptions,
): Promise<Endpoint> {
	if (address.kind === 'unix') return listenUnix(address, accept, options);
	const { listenPort } = await import('./port');
	return listenPort(address, accept, options);
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
		case 'websocket': {
			const { connectWebSocket } = await import('./websocket');
			return connectWebSocket(address, options, signal);
		}
	}
}

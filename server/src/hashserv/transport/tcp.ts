import { connect, type Server, type Socket, type ListenOptions as Where } from 'node:net';
import { Seldom } from '../seldom';
import type { TcpAddress } from './address';
import type { Connection, ListenOptions, TransportOptions } from './connection';
import { openFilesLimit } from './file-limit';
import { SocketConnection } from './socket';

/** Answers are small and wanted at once; a client that vanished is noticed in about two minutes. */
export const SOCKET_OPTIONS = {
	noDelay: true,
	keepAlive: true,
	keepAliveInitialDelay: 30_000,
	// A client may shut its side down and still wait for answers.
	allowHalfOpen: true,
} as const;

/** Connections that may wait to be accepted: a whole build farm that starts at once. */
export const BACKLOG = 4096;

/** Connects over TCP. `signal` ends the attempt. */
export async function connectTcp(
	address: TcpAddress,
	options: TransportOptions,
	signal?: AbortSignal,
): Promise<Connection> {
	const socket = connect({ ...SOCKET_OPTIONS, host: address.host, port: address.port });
	await connected(socket, signal);
	return new SocketConnection(socket, peerOf(socket), options);
}

/** Starts a server; rejects when it cannot listen. */
export function listening(server: Server, where: Where, options: ListenOptions): Promise<void> {
	limitClients(server, options);
	return new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(where, () => {
			server.removeListener('error', reject);
			// Out of file descriptors and the like: the connection is lost, not the server.
			server.on('error', (error) => options.warn?.(`cannot accept a client: ${error.message}`));
			resolve();
		});
	});
}

/** Closes connections beyond the limit as they come, and says so now and then. */
function limitClients(server: Server, { maxClients, warn }: ListenOptions): void {
	if (maxClients === undefined) return;
	// Beyond what the system allows they would be closed as well, but without a word.
	const files = Math.max(1, openFilesLimit() - RESERVED_FILES);
	server.maxConnections = Math.min(maxClients, files);
	const reason =
		files < maxClients
			? 'as many as this process may have files open for (ulimit -n, LimitNOFILE)'
			: 'which is the limit';
	const seldom = new Seldom<'drop'>();
	server.on('drop', () => {
		if (!seldom.isDue('drop')) return;
		warn?.(`a client was turned away: ${server.maxConnections} are connected, ${reason}`);
	});
}

/** What Node.js, the database and the upstream have open. */
const RESERVED_FILES = 48;

/** Stops accepting. Connections that exist are somebody else's to close, so nothing is waited for. */
export function closed(server: Server): Promise<void> {
	server.close();
	return Promise.resolve();
}

/** Waits for a socket to connect. */
export function connected(socket: Socket, signal?: AbortSignal): Promise<void> {
	return new Promise((resolve, reject) => {
		const abort = (): void => {
			socket.destroy();
			reject(signal?.reason);
		};
		if (signal?.aborted) return abort();
		signal?.addEventListener('abort', abort, { once: true });
		const settle = (finish: () => void) => (): void => {
			signal?.removeEventListener('abort', abort);
			finish();
		};
		socket.once('connect', settle(resolve));
		socket.once('error', (error) => settle(() => reject(error))());
	});
}

/** Who is at the other end of a TCP socket. */
export function peerOf(socket: Socket): string {
	const host = socket.remoteAddress ?? 'unknown';
	return `${host.includes(':') ? `[${host}]` : host}:${socket.remotePort ?? 0}`;
}

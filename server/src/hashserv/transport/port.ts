import { createServer } from 'node:net';
import type { TcpAddress, WebSocketAddress } from './address';
import type { Connection, Endpoint, ListenOptions } from './connection';
import { speechOf } from './first-bytes';
import { HttpFront } from './http';
import { type Doorman, SocketConnection } from './socket';
import { BACKLOG, closed, listening, peerOf, SOCKET_OPTIONS } from './tcp';

/**
 * Listens on a TCP port that serves everything: lines, and where somebody
 * answers HTTP also that, WebSocket, and both over TLS. The first bytes of a
 * connection tell. At a `wss` address only TLS is spoken.
 *
 * Rejects with the system's error, such as EADDRINUSE.
 */
export async function listenPort(
	address: TcpAddress | WebSocketAddress,
	accept: (connection: Connection) => void,
	options: ListenOptions,
): Promise<Endpoint> {
	const front = options.http === undefined ? null : new HttpFront(accept, options.http, options);
	const onlyTls = address.kind === 'websocket' && address.secure;
	const doorman = front === null ? null : doormanOf(front, onlyTls);
	const server = createServer(SOCKET_OPTIONS, (socket) => {
		accept(new SocketConnection(socket, peerOf(socket), options, doorman));
	});
	const where = address.host === '' ? {} : { host: address.host };
	const port = { port: address.port, backlog: BACKLOG, reusePort: options.reusePort ?? false };
	await listening(server, { ...where, ...port }, options);
	const bound = server.address();
	return {
		address: {
			...address,
			port: typeof bound === 'object' && bound !== null ? bound.port : address.port,
		},
		close: async () => {
			await closed(server);
			await front?.close();
		},
	};
}

function doormanOf(front: HttpFront, onlyTls: boolean): Doorman {
	return {
		carriesLines: (head) => {
			const speech = speechOf(head);
			if (speech === 'unknown') return null;
			if (onlyTls) return false;
			return speech === 'lines' || (speech === 'tls' && !front.speaksTls);
		},
		take: (socket, head) => {
			const isTls = speechOf(head) === 'tls';
			front.take(socket, head, isTls);
		},
	};
}

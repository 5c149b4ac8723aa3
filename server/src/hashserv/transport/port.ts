import { createServer } from 'node:net';
import type { TcpAddress, WebSocketAddress } from './address';
import type { Connection, Endpoint, HttpHandler, ListenOptions } from './connection';
import { speechOf } from './first-bytes';
import type { HttpFront } from './http';
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
	const { http, tls } = options;
	let front: Promise<HttpFront> | undefined;
	const openFront = (handler: HttpHandler): Promise<HttpFront> => {
		front ??= import('./http').then((module) => new module.HttpFront(accept, handler, options));
		return front;
	};
	// A certificate of no use is an error now, not when the first client comes.
	if (http !== undefined && tls !== undefined) await openFront(http);
	const onlyTls = address.kind === 'websocket' && address.secure;
	const doorman =
		http === undefined
			? null
			: doormanOf(() => openFront(http), { speaksTls: tls !== undefined, onlyTls });
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
			await (await front)?.close();
		},
	};
}

/** @param open gives the front, which is loaded for the first client that does not speak lines: most servers never meet one */
function doormanOf(
	open: () => Promise<HttpFront>,
	{ speaksTls, onlyTls }: { speaksTls: boolean; onlyTls: boolean },
): Doorman {
	return {
		carriesLines: (head) => {
			const speech = speechOf(head);
			if (speech === 'unknown') return null;
			if (onlyTls) return false;
			return speech === 'lines' || (speech === 'tls' && !speaksTls);
		},
		take: (socket, head) => {
			const destroy = (): unknown => socket.destroy();
			socket.on('error', destroy);
			open().then((front) => {
				socket.off('error', destroy);
				if (!socket.destroyed) front.take(socket, head, speechOf(head) === 'tls');
			}, destroy);
		},
	};
}

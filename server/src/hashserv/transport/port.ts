import { createServer, isIP, type Server, type Socket } from 'node:net';
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
	const servers = await listenEverywhere(address, options, (socket) => {
		accept(new SocketConnection(socket, peerOf(socket), options, doorman));
	});
	return {
		address: { ...address, port: portOf(servers[0]) ?? address.port },
		close: async () => {
			await Promise.all(servers.map(closed));
			await (await front)?.close();
		},
	};
}

/** Listens on every address that the host stands for: `localhost` is often both 127.0.0.1 and ::1. */
async function listenEverywhere(
	{ host, port }: TcpAddress | WebSocketAddress,
	options: ListenOptions,
	accept: (socket: Socket) => void,
): Promise<Server[]> {
	const servers: Server[] = [];
	let failure: unknown;
	for (const where of await addressesOf(host)) {
		const server = createServer(SOCKET_OPTIONS, accept);
		const shared = { backlog: BACKLOG, reusePort: options.reusePort ?? false };
		try {
			// Where any port was asked for, all get the one of the first.
			await listening(server, { ...where, port: portOf(servers[0]) ?? port, ...shared }, options);
			servers.push(server);
		} catch (error) {
			failure ??= error;
			if (isMissing(error)) continue;
			for (const open of servers) open.close();
			throw error;
		}
	}
	if (servers.length === 0) throw failure;
	return servers;
}

async function addressesOf(host: string): Promise<{ readonly host?: string }[]> {
	if (host === '') return [{}];
	if (isIP(host) !== 0) return [{ host }];
	const { lookup } = await import('node:dns/promises');
	const found = await lookup(host, { all: true });
	return found.map(({ address }) => ({ host: address }));
}

/** An address that this machine does not have, such as one of IPv6 where that is turned off. */
function isMissing(error: unknown): boolean {
	return (
		error instanceof Error &&
		'code' in error &&
		(error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT')
	);
}

function portOf(server: Server | undefined): number | undefined {
	const bound = server?.address();
	return typeof bound === 'object' && bound !== null ? bound.port : undefined;
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

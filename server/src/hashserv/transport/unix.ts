import { lstat, mkdtemp, rm, symlink } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import type { UnixAddress } from './address';
import type { Connection, Endpoint, ListenOptions, TransportOptions } from './connection';
import { SocketConnection } from './socket';
import { BACKLOG, closed, connected, listening } from './tcp';

/** Bytes of a socket's path that every kernel takes: Linux 107, macOS 103. */
const PATH_LIMIT = 100;

/**
 * Listens on a Unix socket. A socket that a dead server left behind is
 * replaced; a live one, or a file that is no socket, is EADDRINUSE.
 */
export async function listenUnix(
	address: UnixAddress,
	accept: (connection: Connection) => void,
	options: ListenOptions,
): Promise<Endpoint> {
	const path = resolve(address.path);
	if (await isDead(path, options)) await rm(path, { force: true });
	let clients = 0;
	const server = createServer({ allowHalfOpen: true }, (socket) => {
		clients++;
		accept(new SocketConnection(socket, `unix client ${clients}`, options));
	});
	await throughShortPath(path, (short) =>
		listening(server, { path: short, backlog: BACKLOG }, options),
	);
	return {
		address: { kind: 'unix', path },
		close: async () => {
			await closed(server);
			await rm(path, { force: true });
		},
	};
}

/** Connects to a Unix socket. `signal` ends the attempt. */
export async function connectUnix(
	address: UnixAddress,
	options: TransportOptions,
	signal?: AbortSignal,
): Promise<Connection> {
	return throughShortPath(resolve(address.path), async (path) => {
		const socket = connect({ path, allowHalfOpen: true });
		await connected(socket, signal);
		return new SocketConnection(socket, address.path, options);
	});
}

/** True when there is a socket at the path and nobody listens on it. */
async function isDead(path: string, options: TransportOptions): Promise<boolean> {
	try {
		if (!(await lstat(path)).isSocket()) return false;
		const connection = await connectUnix({ kind: 'unix', path }, options);
		connection.destroy();
		return false;
	} catch (error) {
		return error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED';
	}
}

/**
 * Calls `use` with a path to the same socket that the kernel takes. The
 * reference changes directory for that; a thread of ours cannot, so a long
 * path goes through a symbolic link to its folder.
 */
async function throughShortPath<T>(path: string, use: (path: string) => Promise<T>): Promise<T> {
	if (Buffer.byteLength(path) <= PATH_LIMIT) return use(path);
	const detour = await mkdtemp(join(tmpdir(), 'hashequiv-'));
	try {
		await symlink(dirname(path), join(detour, 'd'));
		return await use(join(detour, 'd', basename(path)));
	} finally {
		await rm(detour, { recursive: true, force: true });
	}
}

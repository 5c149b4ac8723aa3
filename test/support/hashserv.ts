/** What the hash server's tests share: folders, servers on free addresses, clients, hashes. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { connectClient, type HashClient } from '../../server/src/hashserv/client';
import {
	type HashServer,
	type HashServerOptions,
	startHashServer,
} from '../../server/src/hashserv/server';
import { openSqliteStore } from '../../server/src/hashserv/store/sqlite';
import { parseAddress } from '../../server/src/hashserv/transport/address';

export const METHOD = 'oe.sstatesig.OEOuthashBasic';

/** A hash as BitBake makes them, the same for the same name. */
export function hash(name: string): string {
	return createHash('sha256').update(name).digest('hex');
}

/** A report with every optional column. */
export function reportOf(task: string, output: string, unihash = hash(`task ${task}`)) {
	return {
		method: METHOD,
		taskhash: hash(`task ${task}`),
		outhash: hash(`output ${output}`),
		unihash,
		owner: 'builder',
		PN: 'busybox',
		PV: '1.36.1',
		PR: 'r0',
		task: 'do_compile',
		outhash_siginfo: `listing of ${output}`,
	};
}

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
	const folder = mkdtempSync(join(tmpdir(), 'hashserv-test-'));
	onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
	return folder;
}

/** Ports for each of the processes that run tests beside each other. */
const PORTS = 3_000;
const firstPort = 15_000 + ((Number(process.env.VITEST_POOL_ID ?? 1) - 1) % 5) * PORTS;
let nextPort = Math.floor(Math.random() * PORTS);

/**
 * A free loopback address below the ports that the system hands out, so that
 * no test beside this one gets it by asking for any port, and another one each
 * time.
 */
export async function quietAddress(): Promise<string> {
	for (;;) {
		const port = firstPort + (nextPort++ % PORTS);
		const server = createServer();
		const isFree = await new Promise<boolean>((resolve) => {
			server.once('error', () => resolve(false));
			server.listen(port, '127.0.0.1', () => resolve(true));
		});
		if (!isFree) continue;
		await new Promise((resolve) => server.close(resolve));
		return `127.0.0.1:${port}`;
	}
}

export interface TestServer extends HashServer {
	readonly database: string;
	/** What the server logged, as `level: message`. */
	readonly logged: string[];
	client(options?: Parameters<typeof connectClient>[1]): Promise<HashClient>;
	raw(): Promise<RawClient>;
}

/** A server on a free loopback port, closed after the test. */
export async function startTestServer(
	options: Partial<HashServerOptions> & { database?: string } = {},
): Promise<TestServer> {
	const database = options.database ?? join(temporaryFolder(), 'hashserv.db');
	const logged: string[] = [];
	const server = await startHashServer({
		address: '127.0.0.1:0',
		store: options.store ?? openSqliteStore(database),
		log: (level, message) => logged.push(`${level}: ${message}`),
		...options,
	});
	onTestFinished(() => server.close());
	return {
		...server,
		database,
		logged,
		client: async (clientOptions) => {
			const client = await connectClient(parseAddress(server.address), clientOptions);
			onTestFinished(() => client.close());
			return client;
		},
		raw: () => rawClient(server.address),
	};
}

/** A client that sends whatever bytes it is told to. */
export interface RawClient {
	/** Not over a WebSocket. */
	readonly socket: Socket;
	send(bytes: string | Uint8Array): void;
	/** Everything received so far. */
	text(): string;
	/** Resolves with everything received once that satisfies the test; rejects when the server closes before. */
	until(satisfied: (text: string) => boolean): Promise<string>;
	/** Resolves with everything received when the server has closed the connection. */
	readonly closed: Promise<string>;
}

/** A path to the same socket that fits into a socket's address. */
function shortPath(path: string): string {
	const link = join(temporaryFolder(), 'link');
	symlinkSync(dirname(path), link);
	return join(link, basename(path));
}

export const HANDSHAKE = 'OEHASHEQUIV 1.1\nneeds-headers: false\n\n';

export async function rawClient(address: string): Promise<RawClient> {
	const parsed = parseAddress(address);
	if (parsed.kind === 'websocket') return rawWebSocket(address);
	const socket = connect(
		parsed.kind === 'unix'
			? { path: shortPath(parsed.path) }
			: { host: parsed.host, port: parsed.port },
	);
	onTestFinished(() => {
		socket.destroy();
	});
	const { take, finish, ...watching } = watch();
	socket.setEncoding('utf8');
	socket.on('data', (data) => take(String(data)));
	// A server that resets the connection has closed it as well.
	socket.on('error', () => {});
	socket.on('close', finish);
	await new Promise<void>((resolve) => socket.once('connect', resolve));
	return {
		socket,
		send: (bytes) => {
			socket.write(bytes);
		},
		...watching,
	};
}

/** The same over a WebSocket: each line is a frame, and each frame received a line. */
async function rawWebSocket(address: string): Promise<RawClient> {
	const socket = new WebSocket(address);
	onTestFinished(() => socket.terminate());
	const { take, finish, ...watching } = watch();
	socket.on('message', (data) => take(`${data}\n`));
	socket.on('error', () => {});
	socket.on('close', finish);
	await new Promise((resolve) => socket.once('open', resolve));
	return {
		get socket(): Socket {
			throw new Error('not a stream socket');
		},
		send: (bytes) => {
			const text = Buffer.from(bytes).toString('utf8');
			for (const line of text.replace(/\n$/, '').split('\n')) socket.send(line);
		},
		...watching,
	};
}

interface Watching extends Pick<RawClient, 'text' | 'until' | 'closed'> {
	/** To be called with each piece received. */
	take(text: string): void;
	/** To be called when the connection is gone. */
	finish(): void;
}

/** Collects what is received, for those who wait for it. */
function watch(): Watching {
	let received = '';
	let finish: (text: string) => void = () => {};
	const watchers = new Set<() => void>();
	const closed = new Promise<string>((resolve) => {
		finish = resolve;
	});
	return {
		take: (text) => {
			received += text;
			for (const look of watchers) look();
		},
		finish: () => finish(received),
		text: () => received,
		until: (satisfied) =>
			new Promise((resolve, reject) => {
				const look = (): void => {
					if (!satisfied(received)) return;
					watchers.delete(look);
					resolve(received);
				};
				watchers.add(look);
				look();
				closed.then(
					() => reject(new Error(`closed after ${JSON.stringify(received)}`)),
					() => {},
				);
			}),
		closed,
	};
}

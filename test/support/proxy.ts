import { connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A TCP proxy that makes a server as far away, as silent or as unreliable as a test needs it. */
export interface Proxy {
	/** `HOST:PORT` of the proxy. */
	readonly address: string;
	/** Connections made so far. */
	readonly connections: () => number;
	/** From now on nothing passes on the connections there are, which stay open. */
	silence(): void;
	/** Breaks every connection. */
	cut(): void;
	/** From now on connections are refused, or accepted again. */
	refuse(refusing: boolean): void;
}

/**
 * @param target `HOST:PORT` that is passed on to
 * @param latency milliseconds each way
 */
export async function startProxy(target: string, latency = 0): Promise<Proxy> {
	const [host = '', port = ''] = target.split(':');
	const sockets = new Set<Socket>();
	const silent = new WeakSet<Socket>();
	let connections = 0;
	let isRefusing = false;

	function pass(from: Socket, to: Socket): void {
		sockets.add(from);
		from.on('error', () => {});
		from.on('data', (data) => {
			if (silent.has(from)) return;
			later(() => to.write(data));
		});
		from.on('end', () => later(() => to.end()));
		from.on('close', () => {
			sockets.delete(from);
			later(() => to.destroy());
		});
	}
	function later(action: () => void): void {
		if (latency === 0) action();
		else setTimeout(action, latency);
	}

	const server = createServer({ noDelay: true }, (near) => {
		if (isRefusing) {
			near.destroy();
			return;
		}
		connections++;
		const far = connect({ host, port: Number(port), noDelay: true });
		pass(near, far);
		pass(far, near);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const cut = (): void => {
		for (const socket of sockets) socket.destroy();
	};
	onTestFinished(() => {
		server.close();
		cut();
	});
	const bound = server.address();
	if (bound === null || typeof bound === 'string') throw new Error('no port');
	return {
		address: `127.0.0.1:${bound.port}`,
		connections: () => connections,
		silence: () => {
			for (const socket of sockets) silent.add(socket);
		},
		cut,
		refuse: (refusing) => {
			isRefusing = refusing;
		},
	};
}

import { isAscii } from 'node:buffer';
import type { Duplex } from 'node:stream';
import { WebSocket } from 'ws';
import { WireError } from '../errors';
import { formatAddress, type WebSocketAddress } from './address';
import type { Connection, ConnectionListener, TransportOptions } from './connection';
import { CONGESTION_MARK, LINGER_MS } from './socket';

/** Options of every WebSocket here: hashes do not compress, and a frame is checked while it is read. */
export const WEBSOCKET_OPTIONS = { perMessageDeflate: false } as const;

/**
 * Lines over a WebSocket: one text frame each. There are no pings: BitBake's
 * client runs its event loop only while it waits for an answer, so it leaves
 * them unanswered; the TCP connection below is kept alive instead.
 */
export class WebSocketConnection implements Connection {
	readonly peer: string;
	readonly chunks = false;
	readonly ended = false;
	readonly #socket: WebSocket;
	readonly #stream: Duplex & { readonly bytesRead?: number };
	readonly #lines: string[] = [];
	/** Lines before this one have been read. */
	#next = 0;
	#framesSeen = 0;
	/** Bytes read from the network when the last frame was complete. */
	#bytesAtFrame: number;
	#listener: ConnectionListener | null = null;
	#scheduled = false;
	#broken: WireError | null = null;
	readonly #output: string[] = [];
	#outputLength = 0;

	/** @param stream what the WebSocket runs on */
	constructor(socket: WebSocket, stream: Duplex, peer: string) {
		this.peer = peer;
		this.#socket = socket;
		this.#stream = stream;
		this.#bytesAtFrame = this.#bytesRead;
	}

	attach(listener: ConnectionListener): void {
		this.#listener = listener;
		this.#socket
			.on('message', (data, isBinary) => this.#receive(data as Buffer, isBinary))
			.on('ping', () => this.#completed())
			.on('pong', () => this.#completed())
			.on('error', (error) => {
				this.#break(error.message);
			})
			.on('close', () => listener.closed());
		this.#stream.on('drain', () => listener.readable());
	}

	get partial(): number {
		return this.#bytesRead - this.#bytesAtFrame;
	}

	get progress(): number {
		return this.#framesSeen;
	}

	get unsent(): boolean {
		return this.#outputLength + this.#stream.writableLength > 0;
	}

	get congested(): boolean {
		return this.#outputLength + this.#stream.writableLength >= CONGESTION_MARK;
	}

	read(): string | undefined {
		const line = this.#lines[this.#next];
		if (line !== undefined) {
			this.#next++;
			return line;
		}
		if (this.#next > 0) {
			this.#lines.length = 0;
			this.#next = 0;
		}
		if (this.#broken !== null) throw this.#broken;
		if (this.#socket.isPaused) this.#socket.resume();
		return undefined;
	}

	/** Frames are strings already. */
	answer(): number {
		return 0;
	}

	send(line: string): void {
		this.#output.push(line);
		this.#outputLength += line.length;
	}

	flush(): void {
		if (this.#output.length === 0) return;
		const lines = this.#output.splice(0);
		this.#outputLength = 0;
		if (this.#socket.readyState !== WebSocket.OPEN) return;
		this.#stream.cork();
		for (const line of lines) this.#socket.send(line);
		this.#stream.uncork();
	}

	end(): void {
		this.flush();
		this.#socket.removeAllListeners('message');
		if (this.#socket.isPaused) this.#socket.resume();
		this.#socket.close();
		const linger = setTimeout(() => this.#socket.terminate(), LINGER_MS);
		this.#socket.once('close', () => clearTimeout(linger));
	}

	destroy(): void {
		this.#socket.terminate();
	}

	get #bytesRead(): number {
		return this.#stream.bytesRead ?? 0;
	}

	#completed(): void {
		this.#framesSeen++;
		this.#bytesAtFrame = this.#bytesRead;
	}

	#receive(data: Buffer, isBinary: boolean): void {
		this.#completed();
		if (isBinary) {
			this.#break('a binary frame');
			return;
		}
		this.#lines.push(isAscii(data) ? data.toString('latin1') : data.toString('utf8'));
		this.#announce();
	}

	#break(reason: string): void {
		this.#broken ??= new WireError('bad-frame', `the WebSocket is broken: ${reason}`);
		this.#announce();
	}

	/** Frames that came in one piece are read together, so that their answers leave together. */
	#announce(): void {
		if (this.#scheduled) return;
		this.#scheduled = true;
		queueMicrotask(() => {
			this.#scheduled = false;
			this.#listener?.readable();
			// Lines were left, so the session waits for something: let the client wait too.
			if (this.#next < this.#lines.length && !this.#socket.isPaused) this.#socket.pause();
		});
	}
}

/** Connects to a WebSocket. `signal` ends the attempt. */
export function connectWebSocket(
	address: WebSocketAddress,
	options: TransportOptions,
	signal?: AbortSignal,
): Promise<Connection> {
	const name = formatAddress(address);
	return new Promise((resolve, reject) => {
		if (signal?.aborted) return reject(signal.reason);
		const socket = new WebSocket(name, {
			...WEBSOCKET_OPTIONS,
			...(options.messageLimit === undefined ? {} : { maxPayload: options.messageLimit }),
		});
		let stream: Duplex | null = null;
		const abort = (): void => {
			// Terminating a socket that is connecting is an error to `ws`, told once more below.
			socket.terminate();
			reject(signal?.reason);
		};
		signal?.addEventListener('abort', abort, { once: true });
		socket
			.once('upgrade', ({ socket: below }) => {
				stream = below;
			})
			.once('open', () => {
				signal?.removeEventListener('abort', abort);
				socket.removeAllListeners('error');
				if (stream !== null) resolve(new WebSocketConnection(socket, stream, name));
			})
			.on('error', (error) => {
				signal?.removeEventListener('abort', abort);
				reject(error);
			});
	});
}

import type { Socket } from 'node:net';
import { LineDecoder } from '../wire/lines';
import type { Connection, ConnectionListener, TransportOptions } from './connection';

/** Bytes of output that may wait for a slow reader before we stop reading from it. */
const CONGESTION_MARK = 1024 * 1024;

/** How long a client may take to read the last answers and to close its side. */
const LINGER_MS = 10_000;

/** Lines over a stream socket: TCP and Unix. */
export class SocketConnection implements Connection {
	readonly peer: string;
	readonly chunks = true;
	readonly #socket: Socket;
	readonly #decoder: LineDecoder;
	#listener: ConnectionListener | null = null;
	#output = '';
	#received = false;
	#paused = false;
	#ending = false;

	constructor(socket: Socket, peer: string, options: TransportOptions) {
		this.peer = peer;
		this.#socket = socket;
		this.#decoder = new LineDecoder(options.lineLimit);
	}

	attach(listener: ConnectionListener): void {
		this.#listener = listener;
		let failure: Error | undefined;
		this.#socket
			.on('data', (chunk) => this.#receive(chunk))
			.on('end', () => {
				this.#received = true;
				listener.readable();
			})
			.on('drain', () => listener.readable())
			.on('error', (error) => {
				failure = error;
			})
			.on('close', () => listener.closed(failure));
	}

	get ended(): boolean {
		return this.#received && !this.#decoder.readable;
	}

	get partial(): number {
		return this.#decoder.partial;
	}

	get congested(): boolean {
		return this.#output.length + this.#socket.writableLength >= CONGESTION_MARK;
	}

	read(): string | undefined {
		const line = this.#decoder.next();
		if (line === undefined && this.#paused) {
			this.#paused = false;
			this.#socket.resume();
		}
		return line;
	}

	send(line: string): void {
		this.#output += `${line}\n`;
	}

	flush(): void {
		if (this.#output === '') return;
		const output = this.#output;
		this.#output = '';
		if (this.#socket.writable) this.#socket.write(output);
	}

	end(): void {
		this.flush();
		this.#ending = true;
		// What the client still sends is read and forgotten: closing with unread
		// bytes would reset the connection and lose the last answers.
		this.#socket.removeAllListeners('data').removeAllListeners('drain').resume();
		this.#socket.end();
		const linger = setTimeout(() => this.#socket.destroy(), LINGER_MS);
		this.#socket.once('close', () => clearTimeout(linger));
	}

	destroy(): void {
		this.#socket.destroy();
	}

	#receive(chunk: Buffer): void {
		this.#decoder.push(chunk);
		this.#listener?.readable();
		// Lines were left, so the session waits for something: let the client wait too.
		if (this.#decoder.readable && !this.#paused && !this.#ending) {
			this.#paused = true;
			this.#socket.pause();
		}
	}
}

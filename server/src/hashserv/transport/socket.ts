import type { Socket } from 'node:net';
import type { LineAnswerer } from '../wire/answerer';
import { LineDecoder } from '../wire/lines';
import { Output } from '../wire/output';
import type { Connection, ConnectionListener, TransportOptions } from './connection';

/** Bytes of output that may wait for a slow reader before we stop reading from it. */
export const CONGESTION_MARK = 1024 * 1024;

/**
 * Bytes of one read that say that more is waiting: libuv reads 64 KiB at once,
 * and goes on with the same socket up to 32 times. Who sends without end would
 * be served 2 MiB before anybody else has a turn, or is even accepted.
 */
export const FULL_READ = 64 * 1024;

/** How long a client may take to read the last answers and to close its side. */
export const LINGER_MS = 10_000;

/** Decides by the first bytes whether a socket carries lines, before anything else looks at them. */
export interface Doorman {
	/** Null while more bytes are needed to tell. */
	carriesLines(head: Buffer): boolean | null;
	/** Takes over a socket that does not, together with what was read of it. */
	take(socket: Socket, head: Buffer): void;
}

/** Lines over a stream socket: TCP and Unix. */
export class SocketConnection implements Connection {
	readonly peer: string;
	readonly chunks = true;
	readonly #socket: Socket;
	readonly #decoder: LineDecoder;
	#listener: ConnectionListener | null = null;
	#doorman: Doorman | null;
	/** What came while the doorman was still looking. */
	#head: Buffer | null = null;
	readonly #output = new Output();
	#received = false;
	#paused = false;
	#ending = false;
	#failure: Error | undefined;

	/** @param doorman asked before the first byte is taken for a line; null where there are only lines */
	constructor(
		socket: Socket,
		peer: string,
		options: TransportOptions,
		doorman: Doorman | null = null,
	) {
		this.peer = peer;
		this.#socket = socket;
		this.#decoder = new LineDecoder(options.lineLimit);
		this.#doorman = doorman;
	}

	attach(listener: ConnectionListener): void {
		this.#listener = listener;
		this.#socket
			.on('data', this.#doorman === null ? this.#receive : this.#look)
			.on('end', this.#end)
			.on('drain', this.#drain)
			.on('error', this.#error)
			.on('close', this.#close);
	}

	get ended(): boolean {
		return this.#received && !this.#decoder.readable;
	}

	get partial(): number {
		return this.#decoder.partial;
	}

	get progress(): number {
		return this.#decoder.blocksSeen;
	}

	get unsent(): boolean {
		return this.#output.length + this.#socket.writableLength > 0;
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

	answer(answerer: LineAnswerer): number {
		const { block, limit } = this.#decoder;
		if (block === null || limit < answerer.longestLine) return 0;
		return answerer.answer(block, this.#output);
	}

	send(line: string): void {
		this.#output.line(line);
	}

	flush(): void {
		if (this.#output.length === 0) return;
		this.#output.pass(this.#write);
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

	/** What the system takes at once, which is nearly always everything, does not count as waiting afterwards. */
	readonly #write = (bytes: Buffer): boolean => {
		if (this.#socket.writable) this.#socket.write(bytes);
		return this.#socket.writableLength === 0;
	};

	readonly #receive = (chunk: Buffer): void => {
		this.#decoder.push(chunk);
		this.#listener?.readable();
		// Lines were left, so the session waits for something: let the client wait too.
		if (this.#ending) return;
		if (this.#decoder.readable) {
			this.#paused = true;
			this.#socket.pause();
		} else if (chunk.length >= FULL_READ) {
			this.#socket.pause();
			setImmediate(this.#resume);
		}
	};

	/** Goes on after the others had their turn. */
	readonly #resume = (): void => {
		if (!this.#paused) this.#socket.resume();
	};

	/** Stands in for `#receive` until the doorman knows who is there. */
	readonly #look = (chunk: Buffer): void => {
		const head = this.#head === null ? chunk : Buffer.concat([this.#head, chunk]);
		const carriesLines = this.#doorman?.carriesLines(head) ?? true;
		if (this.#doorman !== null && carriesLines === null) {
			this.#head = head;
			return;
		}
		if (carriesLines) this.#letIn(head);
		else this.#handOver(head);
	};

	#letIn(head: Buffer): void {
		this.#doorman = null;
		this.#head = null;
		this.#socket.off('data', this.#look).on('data', this.#receive);
		this.#receive(head);
	}

	#handOver(head: Buffer): void {
		this.#socket
			.pause()
			.off('data', this.#look)
			.off('end', this.#end)
			.off('drain', this.#drain)
			.off('error', this.#error)
			.off('close', this.#close);
		this.#listener?.closed();
		this.#doorman?.take(this.#socket, head);
	}

	readonly #end = (): void => {
		this.#received = true;
		// It has left before anybody could tell what it speaks.
		if (this.#head !== null) this.#letIn(this.#head);
		else this.#listener?.readable();
	};

	readonly #drain = (): void => this.#listener?.readable();

	readonly #error = (error: Error): void => {
		this.#failure = error;
	};

	readonly #close = (): void => this.#listener?.closed(this.#failure);
}

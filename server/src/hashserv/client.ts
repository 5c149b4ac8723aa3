import { ConnectionLostError, WireError } from './errors';
import { type Address, clientAddress, formatAddress } from './transport/address';
import type { Connection } from './transport/connection';
import { connect } from './transport/index';
import { encodeMessage, MessageReader, splitMessage } from './wire/chunks';
import { clientHandshake, type Handshake } from './wire/handshake';

export interface ClientOptions {
	/** Milliseconds for connecting, and for each answer. */
	readonly timeout?: number;
	/** Milliseconds for each answer, where that is another time; may be infinite. */
	readonly answerTimeout?: number;
	readonly version?: Handshake['version'];
	/** Ends an attempt to connect. */
	readonly signal?: AbortSignal;
}

/**
 * A small client of the protocol: what the server itself needs to look at
 * another one. Every request may be made while others are outstanding.
 */
export interface HashClient {
	/**
	 * Sends `{[command]: argument}`; resolves with the answer as it came, an `invoke-error` too.
	 * @param timeout milliseconds for this answer instead of the client's
	 */
	request(command: string, argument: unknown, timeout?: number): Promise<unknown>;
	/** Sends one line and resolves with the line that answers it; for stream mode. */
	line(text: string): Promise<string>;
	/** Resolves when the connection is gone, whoever closed it. */
	readonly closed: Promise<void>;
	close(): void;
}

const TIMEOUT = 30_000;

/** No server of ours answers longer lines than the chunks of a message. */
const CLIENT_LINE_LIMIT = 64 * 1024 * 1024;

/**
 * Connects and sends the handshake, which a server does not answer.
 * @throws the system's error when nobody listens, a TimeoutError when nobody answers in time, the signal's reason
 */
export async function connectClient(
	address: Address,
	{ timeout = TIMEOUT, answerTimeout = timeout, version = '1.1', signal }: ClientOptions = {},
): Promise<HashClient> {
	const target = clientAddress(address);
	const late = AbortSignal.timeout(timeout);
	const connection = await connect(
		target,
		{ lineLimit: CLIENT_LINE_LIMIT, messageLimit: CLIENT_LINE_LIMIT },
		signal ? AbortSignal.any([signal, late]) : late,
	);
	const client = new Client(connection, answerTimeout, version, formatAddress(target));
	for (const line of clientHandshake(version)) connection.send(line);
	connection.flush();
	return client;
}

interface Waiting {
	/** Takes a line; true when the answer is complete. */
	take(line: string): boolean;
	reject(error: Error): void;
}

class Client implements HashClient {
	readonly closed: Promise<void>;
	readonly #connection: Connection;
	readonly #timeout: number;
	readonly #chunks: boolean;
	readonly #name: string;
	readonly #waiting: Waiting[] = [];
	#resolveClosed: () => void = () => {};
	#gone: Error | null = null;
	#flushing = false;

	constructor(
		connection: Connection,
		timeout: number,
		version: Handshake['version'],
		name: string,
	) {
		this.#connection = connection;
		this.#timeout = timeout;
		this.#chunks = connection.chunks && version !== '1.0';
		this.#name = name;
		this.closed = new Promise((resolve) => {
			this.#resolveClosed = resolve;
		});
		connection.attach({
			readable: () => this.#read(),
			closed: (error) => {
				this.#break(error ?? lost(name));
				this.#resolveClosed();
			},
		});
	}

	request(command: string, argument: unknown, timeout = this.#timeout): Promise<unknown> {
		const reader = new MessageReader(CLIENT_LINE_LIMIT, this.#chunks);
		const json = encodeMessage({ [command]: argument });
		return this.#ask(this.#chunks ? splitMessage(json) : [json], timeout, (line, resolve) => {
			const message = reader.push(line);
			if (message === undefined) return false;
			resolve(message);
			return true;
		});
	}

	line(text: string): Promise<string> {
		return this.#ask<string>([text], this.#timeout, (line, resolve) => {
			resolve(line);
			return true;
		});
	}

	close(): void {
		this.#connection.destroy();
	}

	#read(): void {
		try {
			for (let line = this.#connection.read(); line !== undefined; line = this.#connection.read()) {
				const first = this.#waiting[0];
				if (first === undefined) throw new WireError('bad-message', `${this.#name} talks unasked`);
				if (first.take(line)) this.#waiting.shift();
			}
		} catch (error) {
			this.#break(error instanceof Error ? error : new Error(String(error)));
		}
		if (this.#connection.ended) this.#break(lost(this.#name));
	}

	#ask<T>(
		lines: readonly string[],
		timeout: number,
		take: (line: string, resolve: (value: T) => void) => boolean,
	): Promise<T> {
		if (this.#gone !== null) return Promise.reject(this.#gone);
		for (const line of lines) this.#connection.send(line);
		this.#flushSoon();
		return new Promise<T>((resolve, reject) => {
			const timer = Number.isFinite(timeout)
				? setTimeout(() => {
						this.#break(new Error(`${this.#name} did not answer within ${timeout} ms`));
					}, timeout)
				: undefined;
			this.#waiting.push({
				take: (line) =>
					take(line, (value) => {
						clearTimeout(timer);
						resolve(value);
					}),
				reject: (error) => {
					clearTimeout(timer);
					reject(error);
				},
			});
		});
	}

	/** What is asked in one turn leaves in one write. */
	#flushSoon(): void {
		if (this.#flushing) return;
		this.#flushing = true;
		queueMicrotask(() => {
			this.#flushing = false;
			this.#connection.flush();
		});
	}

	#break(error: Error): void {
		if (this.#gone !== null) return;
		this.#gone = error;
		for (const waiting of this.#waiting.splice(0)) waiting.reject(error);
		this.#connection.destroy();
	}
}

function lost(name: string): Error {
	return new ConnectionLostError(`${name} closed the connection`);
}

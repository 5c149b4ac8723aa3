/**
 * The seam between transports and everything above: a connection carries
 * lines of text. On stream sockets a line ends with a newline; on a WebSocket
 * it is a frame. Nothing above this file knows which.
 */
import type { LineAnswerer } from '../wire/answerer';
import type { Address } from './address';

export interface Connection {
	/** Who is at the other end, for log lines. */
	readonly peer: string;
	/** True where long messages have to travel in chunks. */
	readonly chunks: boolean;
	/** True when the other end will send nothing more and `read` has returned everything. */
	readonly ended: boolean;
	/** Bytes received of a line that is not complete. */
	readonly partial: number;
	/** Another number whenever a line has been completed: one that stays beside `partial` means that a line is stuck. */
	readonly progress: number;
	/** True while output waits that the system has not taken yet. */
	readonly unsent: boolean;
	/** True while so much output waits that nothing should be read; `readable` is called when it has drained. */
	readonly congested: boolean;
	/** Where events go; set once, before anything is read. */
	attach(listener: ConnectionListener): void;
	/**
	 * The next line received, or undefined when there is none yet.
	 * @throws WireError when the other end breaks the framing
	 */
	read(): string | undefined;
	/**
	 * Lets somebody answer the next lines who needs no strings for that. Does
	 * nothing where lines do not come as bytes.
	 * @returns how many lines have been read and answered
	 */
	answer(answerer: LineAnswerer): number;
	/** Queues one line. Lines queued together leave in one write. */
	send(line: string): void;
	/** Writes what is queued. */
	flush(): void;
	/** Writes what is queued, then closes. */
	end(): void;
	/** Closes at once; what is queued is lost. */
	destroy(): void;
}

export interface ConnectionListener {
	/** There may be lines to read, or the other end has ended, or congestion is over. */
	readable(): void;
	/** The last event. `error` when the connection broke. */
	closed(error?: Error): void;
}

/** A socket that accepts connections. */
export interface Endpoint {
	/** What it is bound to: the real port where 0 was asked. */
	readonly address: Address;
	/** Stops accepting and finishes what is not a connection of lines; the others are not touched. */
	close(): Promise<void>;
}

export interface TransportOptions {
	/** Bytes of the longest line of a stream socket. */
	readonly lineLimit: number;
	/** Bytes of the longest message where messages are not cut: a frame of a WebSocket, a request of HTTP. */
	readonly messageLimit?: number;
}

export interface ListenOptions extends TransportOptions {
	/** Told when a connection could not be accepted. */
	readonly warn?: (message: string) => void;
	/** Connections that may be open at once; more are closed as they come. */
	readonly maxClients?: number;
	/** Let several processes share the port, where the system can. */
	readonly reusePort?: boolean;
	/** Makes a TCP port take TLS, for `wss` and `https`. */
	readonly tls?: TlsSource;
	/** Milliseconds for a TLS handshake and for an HTTP request. */
	readonly handshakeTimeout?: number;
	/** Answers HTTP on a TCP port; without it no HTTP is spoken, and so no WebSocket either. */
	readonly http?: HttpHandler;
}

/** Certificate and key as PEM. */
export interface TlsIdentity {
	readonly cert: string | Buffer;
	readonly key: string | Buffer;
}

/** Tells for each handshake what to use: another object once that was renewed. */
export type TlsSource = () => TlsIdentity;

export interface HttpRequest {
	readonly peer: string;
	readonly method: string;
	readonly path: string;
	readonly query: URLSearchParams;
	readonly body: string;
}

export interface HttpResponse {
	readonly status: number;
	/** Sent as JSON. */
	readonly body: unknown;
}

/** Answers a request; must not fail. */
export type HttpHandler = (request: HttpRequest) => Promise<HttpResponse>;

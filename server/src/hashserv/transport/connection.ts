/**
 * The seam between transports and everything above: a connection carries
 * lines of text. On stream sockets a line ends with a newline; on a WebSocket
 * it is a frame. Nothing above this file knows which.
 */
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
	/** True while so much output waits that nothing should be read; `readable` is called when it has drained. */
	readonly congested: boolean;
	/** Where events go; set once, before anything is read. */
	attach(listener: ConnectionListener): void;
	/**
	 * The next line received, or undefined when there is none yet.
	 * @throws WireError when the other end breaks the framing
	 */
	read(): string | undefined;
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
	/** Stops accepting; connections that exist are not touched. */
	close(): Promise<void>;
}

export interface TransportOptions {
	/** Bytes of the longest line. */
	readonly lineLimit: number;
	/** Told when a connection could not be accepted. */
	readonly warn?: (message: string) => void;
}

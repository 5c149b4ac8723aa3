/**
 * The errors of the hash equivalence server. Each names who has to act:
 * a client that broke the protocol, a request that is refused, the file, or
 * the person who wrote an address.
 */

export type WireErrorCode =
	| 'line-too-long'
	| 'message-too-long'
	| 'bad-utf8'
	| 'bad-frame'
	| 'bad-json'
	| 'bad-handshake'
	| 'bad-message'
	| 'bad-line'
	| 'unknown-command'
	| 'half-line'
	| 'timeout';

/** A client broke the protocol: its connection is closed without an answer and a line is logged. */
export class WireError extends Error {
	override readonly name = 'WireError';
	readonly code: WireErrorCode;
	constructor(code: WireErrorCode, message: string) {
		super(message);
		this.code = code;
	}
}

/** A request that is refused: the client reads the message in an `invoke-error`, then is disconnected. */
export class CommandError extends Error {
	override readonly name: string = 'CommandError';
}

/** A request that is refused because the client may not make it. */
export class PermissionError extends CommandError {}

/** Another server closed the connection before it had answered. */
export class ConnectionLostError extends Error {
	override readonly name = 'ConnectionLostError';
}

export type StoreErrorCode =
	/** This Node.js has no `node:sqlite`. */
	| 'no-sqlite'
	| 'missing-folder'
	| 'is-a-folder'
	/** A pipe, a socket or a device. */
	| 'not-a-file'
	| 'unreadable'
	| 'unwritable'
	/** The file is no SQLite database. */
	| 'not-a-database'
	/** A SQLite database that belongs to something else. */
	| 'foreign-database'
	| 'corrupt'
	| 'locked'
	| 'full'
	/** The path does not name the file any more that was opened. */
	| 'replaced'
	| 'failed';

/** The database cannot be used, or one request of it failed. */
export class StoreError extends Error {
	override readonly name = 'StoreError';
	readonly code: StoreErrorCode;
	constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
		super(message, options);
		this.code = code;
	}
}

/** An address that is none of BitBake's forms, or one that this server cannot listen on. */
export class AddressError extends Error {
	override readonly name = 'AddressError';
}

/** Text for people from anything that was thrown. */
export function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}

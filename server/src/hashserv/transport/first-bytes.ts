/** What a client that has just connected speaks. */
export type Speech =
	/** Lines, the protocol itself; also what nobody knows, so that it is refused in one place. */
	| 'lines'
	| 'http'
	| 'tls'
	/** Too few bytes to tell. */
	| 'unknown';

/** A TLS record of the type handshake starts with it (RFC 8446, 5.1). */
const TLS_HANDSHAKE = 0x16;
const METHODS = ['GET ', 'HEAD ', 'POST ', 'PUT ', 'DELETE ', 'OPTIONS ', 'PATCH '];

/** Tells HTTP and TLS from the protocol's own lines by the first bytes of a connection. */
export function speechOf(head: Buffer): Speech {
	if (head.length === 0) return 'unknown';
	if (head[0] === TLS_HANDSHAKE) return 'tls';
	const text = head.toString('latin1', 0, 8);
	if (METHODS.some((method) => text.startsWith(method))) return 'http';
	return METHODS.some((method) => method.startsWith(text)) ? 'unknown' : 'lines';
}

import { messageOf } from './errors';
import { probe } from './probe';
import { parseAddress } from './transport/address';

/** Longer than a server far away takes; shorter than anybody waits for a hint. */
const TIMEOUT = 5_000;

/** Whether a hash equivalence server answers, as plain data. */
export type Reach =
	| { readonly kind: 'answers'; readonly roundTripMs: number; readonly protocol: string }
	| {
			readonly kind:
				| 'refused'
				| 'no-socket'
				| 'timeout'
				| 'unknown-host'
				| 'no-route'
				| 'tls'
				| 'other-server'
				| 'failed';
			readonly detail: string;
	  };

export interface ReachOptions {
	/** Milliseconds for connecting, and for the answer. */
	readonly timeout?: number;
	/** Ends the attempt; what is told then means nothing. */
	readonly signal?: AbortSignal;
}

/** Connects to an address in any form of BB_HASHSERVE, asks once and closes the connection. Never rejects. */
export async function reach(text: string, options: ReachOptions = {}): Promise<Reach> {
	const { timeout = TIMEOUT, signal } = options;
	try {
		const found = await probe(parseAddress(text), timeout, signal);
		if (found.kind === 'hash-server') {
			found.client.close();
			return { kind: 'answers', roundTripMs: found.roundTripMs, protocol: '1.1' };
		}
		if (found.kind === 'other' && found.error === undefined) {
			return { kind: 'other-server', detail: found.reason };
		}
		return explain(found.error);
	} catch (error) {
		return { kind: 'failed', detail: messageOf(error) };
	}
}

type Failure = Exclude<Reach['kind'], 'answers'>;

const KINDS: Readonly<Record<string, Failure>> = {
	ECONNREFUSED: 'refused',
	ENOENT: 'no-socket',
	ENOTFOUND: 'unknown-host',
	EAI_AGAIN: 'unknown-host',
	EAI_NODATA: 'unknown-host',
	ETIMEDOUT: 'timeout',
	EHOSTUNREACH: 'no-route',
	ENETUNREACH: 'no-route',
	EHOSTDOWN: 'no-route',
	EADDRNOTAVAIL: 'no-route',
	EPROTO: 'tls',
	EACCES: 'failed',
	EPERM: 'failed',
	EMFILE: 'failed',
};

/** Codes of Node.js and OpenSSL about certificates and handshakes. */
const TLS =
	/^(CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA|PATH_LENGTH_|INVALID_PURPOSE|CRL_)/;

function explain(error: unknown): Reach {
	// With several addresses of one name, Node.js wraps the errors of all.
	const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
	const detail = messageOf(first);
	if (isTimeout(first, detail)) return { kind: 'timeout', detail };
	const code = first instanceof Error && 'code' in first ? String(first.code) : '';
	// What broke off after it had connected talks, but not this protocol.
	return { kind: TLS.test(code) ? 'tls' : (KINDS[code] ?? 'other-server'), detail };
}

function isTimeout(error: unknown, detail: string): boolean {
	const isLate = error instanceof Error && error.name === 'TimeoutError';
	return isLate || detail.includes('did not answer');
}

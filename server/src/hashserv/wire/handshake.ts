import { WireError } from '../errors';
import { quote } from './quote';

export const PROTOCOL = 'OEHASHEQUIV';

export interface Handshake {
	/** 1.0 came with BitBake 1.44 (2019), 1.1 with 1.46. */
	readonly version: '1.0' | '1.1';
	/** Names in lower case, values without blanks at their ends. */
	readonly headers: ReadonlyMap<string, string>;
}

/** Reads the lines with which a client starts: protocol and version, headers, an empty line. */
export class HandshakeReader {
	readonly #maxHeaders: number;
	readonly #headers = new Map<string, string>();
	#version: Handshake['version'] | null = null;

	constructor(maxHeaders: number) {
		this.#maxHeaders = maxHeaders;
	}

	/**
	 * Takes one line.
	 * @returns the handshake when the line is the empty one that ends it, else undefined
	 * @throws WireError `bad-handshake`
	 */
	push(rawLine: string): Handshake | undefined {
		const line = rawLine.trimEnd();
		if (this.#version === null) {
			this.#version = readVersion(line);
			return undefined;
		}
		if (line === '') return { version: this.#version, headers: this.#headers };
		const colon = line.indexOf(':');
		if (colon < 0) throw new WireError('bad-handshake', `not a header: ${quote(line)}`);
		if (this.#headers.size >= this.#maxHeaders) {
			throw new WireError('bad-handshake', `more than ${this.#maxHeaders} headers`);
		}
		this.#headers.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
		return undefined;
	}
}

/** True when the client waits for the server's headers before it goes on. */
export function needsHeaders(handshake: Handshake): boolean {
	return handshake.headers.get('needs-headers') === 'true';
}

/** The lines a client of ours sends first. */
export function clientHandshake(version: Handshake['version']): string[] {
	// Headers came after 1.0; a server of that age would take one for a message.
	const headers = version === '1.0' ? [] : ['needs-headers: false'];
	return [`${PROTOCOL} ${version}`, ...headers, ''];
}

function readVersion(line: string): Handshake['version'] {
	const [protocol, version, ...rest] = line.trim().split(/\s+/);
	if (protocol !== PROTOCOL || rest.length > 0) {
		throw new WireError('bad-handshake', `not a hash equivalence client: ${quote(line)}`);
	}
	if (version !== '1.0' && version !== '1.1') {
		throw new WireError('bad-handshake', `unknown protocol version: ${quote(line)}`);
	}
	return version;
}

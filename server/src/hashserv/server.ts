import { DEFAULT_ANONYMOUS, type Permissions } from './auth';
import { CommandTable } from './commands/index';
import type { Log, Service } from './service';
import { Session } from './session';
import { newStats, type Stats } from './stats';
import type { Store } from './store/store';
import { clientAddress, formatAddress, parseAddress } from './transport/address';
import type { Endpoint } from './transport/connection';
import { listen } from './transport/index';
import { DEFAULT_LIMITS, type WireLimits } from './wire/limits';

export interface HashServerOptions {
	/** Any form of BB_HASHSERVE that can be served. */
	readonly address: string;
	/** Closed with the server, and also when it cannot start. */
	readonly store: Store;
	readonly log: Log;
	/** Store nothing for anybody. */
	readonly readOnly?: boolean;
	/** Take unihashes that are not 64 hexadecimal digits. */
	readonly anyUnihash?: boolean;
	readonly anonymous?: Permissions;
	readonly limits?: Partial<WireLimits>;
	/** Milliseconds from a connection to the end of its handshake. */
	readonly handshakeTimeout?: number;
}

export interface HashServer {
	/** What a client on this machine is given, with the real port. */
	readonly address: string;
	readonly stats: Stats;
	/** Stops accepting, answers what was asked, then closes the store. */
	close(): Promise<void>;
}

const HANDSHAKE_TIMEOUT = 30_000;
/** How long clients may take to read their last answers when the server closes. */
const CLOSE_TIMEOUT = 3_000;

/**
 * Serves hash equivalence from a store until it is closed.
 * @throws AddressError, or the system's error when the address cannot be had
 */
export async function startHashServer(options: HashServerOptions): Promise<HashServer> {
	const { store, log } = options;
	const service: Service = {
		store,
		log,
		stats: newStats(),
		commands: new CommandTable(options.readOnly ?? false),
		readOnly: options.readOnly ?? false,
		anyUnihash: options.anyUnihash ?? false,
		anonymous: options.anonymous ?? DEFAULT_ANONYMOUS,
		limits: { ...DEFAULT_LIMITS, ...options.limits },
		handshakeTimeout: options.handshakeTimeout ?? HANDSHAKE_TIMEOUT,
	};
	const sessions = new SessionSet(service.stats);
	let endpoint: Endpoint;
	try {
		endpoint = await listen(
			parseAddress(options.address),
			(connection) => {
				log('debug', `${connection.peer} connected`);
				sessions.add((closed) => new Session(connection, service, closed));
			},
			{ lineLimit: service.limits.line, warn: (message) => log('warn', message) },
		);
	} catch (error) {
		await store.close();
		throw error;
	}
	let closing: Promise<void> | null = null;
	return {
		address: formatAddress(clientAddress(endpoint.address)),
		stats: service.stats,
		close: () => {
			closing ??= (async () => {
				await endpoint.close();
				await sessions.finish();
				await store.close();
			})();
			return closing;
		},
	};
}

/** The sessions that are open. */
class SessionSet {
	readonly #stats: Stats;
	readonly #open = new Set<Session>();
	#empty: (() => void) | null = null;

	constructor(stats: Stats) {
		this.#stats = stats;
	}

	add(start: (closed: () => void) => Session): void {
		const session = start(() => {
			this.#open.delete(session);
			this.#stats.connections--;
			if (this.#open.size === 0) this.#empty?.();
		});
		this.#open.add(session);
		this.#stats.connections++;
	}

	/** Lets every session answer what it was asked; those that take too long are cut off. */
	async finish(): Promise<void> {
		if (this.#open.size === 0) return;
		const empty = new Promise<void>((resolve) => {
			this.#empty = resolve;
		});
		for (const session of this.#open) session.finish();
		const timer = setTimeout(() => {
			for (const session of this.#open) session.abort();
		}, CLOSE_TIMEOUT);
		await empty;
		clearTimeout(timer);
	}
}

import * as l10n from '@vscode/l10n';
import type { ConnectedClient } from '../shared/dashboard';
import { monotonic } from '../shared/monotonic';
import type { UpstreamStats } from '../shared/state';
import type { TimeCounts } from '../shared/times';
import { Accounts, type AccountTimes, ensureAdmin } from './accounts';
import { ANONYMOUS_ANYWHERE, ANONYMOUS_HERE, describePermissions, type Permissions } from './auth';
import { isUnihash } from './commands/arguments';
import { CommandTable } from './commands/index';
import { AddressError, CommandError } from './errors';
import { httpApi } from './http-api';
import { MeasuredTimes } from './metrics/measured-times';
import { Seldom } from './seldom';
import type { Log, Service } from './service';
import { Session } from './session';
import { newStats, type Stats } from './stats';
import type { Store } from './store/store';
import {
	type Address,
	clientAddress,
	formatAddress,
	isLocal,
	networkAddress,
	parseAddress,
} from './transport/address';
import type { TlsSource } from './transport/connection';
import { listen } from './transport/index';
import { Turns } from './turns';
import { connectUpstream, type Upstream, type UpstreamOptions } from './upstream/upstream';
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
	/** What clients may do that do not log in. Without it: everything but accounts where only this machine can connect, else read. */
	readonly anonymous?: Permissions;
	/** An account with every permission, made or updated at the start. */
	readonly admin?: { readonly username: string; readonly password: string };
	/** Another server to ask for what the store does not know; its answers are stored. */
	readonly upstream?: UpstreamConfig;
	readonly accountTimes?: Partial<AccountTimes>;
	readonly limits?: Partial<WireLimits>;
	/** Milliseconds from a connection to the end of its handshake. */
	readonly handshakeTimeout?: number;
	/** Milliseconds from the first byte of a line or message to its last. */
	readonly lineTimeout?: number;
	/** Clients that may be connected at once. */
	readonly maxClients?: number;
	/** Let several processes share a TCP port, where the system can. */
	readonly reusePort?: boolean;
	/** Makes a TCP port speak TLS, for `wss` and `https`. */
	readonly tls?: TlsSource;
}

/** How to reach an upstream. */
export interface UpstreamConfig extends Omit<UpstreamOptions, 'address'> {
	/** Any form of BB_HASHSERVE. */
	readonly address: string;
}

export interface HashServer {
	/** What a client on this machine is given, with the real port. */
	readonly address: string;
	/** What clients on other machines are given where it listens on every interface; else undefined. */
	readonly networkAddress: string | undefined;
	readonly stats: Stats;
	/** Requests by their time, since the start. */
	times(): TimeCounts;
	/** The clients that have been connected longest, at most so many. */
	clients(most: number): ConnectedClient[];
	/** How it goes with the upstream; null without one. */
	upstream(): UpstreamStats | null;
	/** Stops accepting, answers what was asked, then closes the store. */
	close(): Promise<void>;
}

const HANDSHAKE_TIMEOUT = 30_000;
const LINE_TIMEOUT = 60_000;
/** More than the builders of a large company; each costs some kilobytes. */
const MAX_CLIENTS = 10_000;
/** How long clients may take to read their last answers when the server closes. */
const CLOSE_TIMEOUT = 3_000;
/** How long they may take to close their side: BitBake's notices the end of a connection only when it asks again. */
const CLOSE_PAUSE = 100;

/**
 * Serves hash equivalence from a store until it is closed.
 * @throws AddressError, or the system's error when the address cannot be had
 */
export async function startHashServer(options: HashServerOptions): Promise<HashServer> {
	let upstream: Upstream | null = null;
	try {
		const address = parseAddress(options.address);
		check(options, address);
		upstream = upstreamOf(options);
		return await start(options, address, upstream);
	} catch (error) {
		await upstream?.close();
		await options.store.close();
		throw error;
	}
}

async function start(
	options: HashServerOptions,
	address: Address,
	upstream: Upstream | null,
): Promise<HashServer> {
	const { store, log } = options;
	const times = new MeasuredTimes();
	const service: Service = {
		store,
		log,
		stats: { ...newStats(), times },
		accounts: new Accounts(store.users, options.accountTimes),
		upstream,
		commands: new CommandTable(options.readOnly ?? false),
		readOnly: options.readOnly ?? false,
		anyUnihash: options.anyUnihash ?? false,
		anonymous: options.anonymous ?? anonymousDefault(address),
		limits: { ...DEFAULT_LIMITS, ...options.limits },
		handshakeTimeout: options.handshakeTimeout ?? HANDSHAKE_TIMEOUT,
		turns: new Turns(),
		problems: new Seldom(),
	};
	const sessions = new SessionSet(service.stats);
	const lineTimeout = options.lineTimeout ?? LINE_TIMEOUT;
	if (options.admin !== undefined) {
		await ensureAdmin(store.users, options.admin.username, options.admin.password);
	}
	const endpoint = await listen(
		address,
		(connection) => {
			log('debug', `${connection.peer} connected`);
			sessions.add(connection.peer, (closed) => new Session(connection, service, closed));
		},
		{
			lineLimit: service.limits.line,
			messageLimit: service.limits.message,
			handshakeTimeout: service.handshakeTimeout,
			maxClients: options.maxClients ?? MAX_CLIENTS,
			reusePort: options.reusePort ?? false,
			...(options.tls === undefined ? {} : { tls: options.tls }),
			http: httpApi(service),
			warn: (message) => log('warn', message),
		},
	);
	log(
		isLocal(address) ? 'info' : 'warn',
		`clients that do not log in may: ${describePermissions(service.anonymous)}`,
	);
	const outside = networkAddress(endpoint.address);
	const sweeper = sessions.sweep(lineTimeout);
	let closing: Promise<void> | null = null;
	return {
		address: formatAddress(clientAddress(endpoint.address)),
		networkAddress: outside && formatAddress(outside),
		stats: service.stats,
		times: () => times.counts(),
		clients: (most) => sessions.clients(most),
		upstream: () => upstream?.status() ?? null,
		close: () => {
			closing ??= (async () => {
				sweeper.stop();
				await Promise.all([endpoint.close(), sessions.finish(), upstream?.close()]);
				await upstream?.stored();
				await store.close();
			})();
			return closing;
		},
	};
}

/** @throws AddressError or CommandError for options that do not go together */
function check(
	{ address: text, tls, readOnly, upstream }: HashServerOptions,
	address: Address,
): void {
	if (address.kind === 'websocket' && address.secure && tls === undefined) {
		throw new AddressError(l10n.t`${text}: wss needs a certificate and its key`);
	}
	if (upstream === undefined) return;
	if (readOnly) {
		throw new CommandError(
			'a read-only server cannot have an upstream: what it learns there has to be stored',
		);
	}
	const asked = formatAddress(clientAddress(parseAddress(upstream.address)));
	if (asked === formatAddress(clientAddress(address))) {
		throw new AddressError(l10n.t`${upstream.address}: a server cannot be its own upstream`);
	}
}

function upstreamOf({ upstream, store, log, anyUnihash }: HashServerOptions): Upstream | null {
	if (upstream === undefined) return null;
	const address = parseAddress(upstream.address);
	const accepts = anyUnihash === true ? () => true : isUnihash;
	return connectUpstream({ ...upstream, address }, store, accepts, log);
}

/** What anonymous clients may do on a server at this address when nobody says. */
export function anonymousDefault(address: Address): Permissions {
	return isLocal(address) ? ANONYMOUS_HERE : ANONYMOUS_ANYWHERE;
}

/** The sessions that are open. */
class SessionSet {
	readonly #stats: Stats;
	readonly #open = new Map<Session, ConnectedClient>();
	#empty: (() => void) | null = null;

	constructor(stats: Stats) {
		this.#stats = stats;
	}

	add(address: string, start: (closed: () => void) => Session): void {
		const session = start(() => {
			this.#open.delete(session);
			this.#stats.connections--;
			if (this.#open.size === 0) this.#empty?.();
		});
		this.#open.set(session, { address, since: Date.now() });
		this.#stats.connections++;
	}

	clients(most: number): ConnectedClient[] {
		return Array.from(this.#open.values()).slice(0, most);
	}

	/** Looks now and then for clients that are stuck in the middle of a line. */
	sweep(lineTimeout: number): { stop(): void } {
		const timer = setInterval(() => {
			for (const session of this.#open.keys()) session.checkStuck(lineTimeout);
		}, lineTimeout / 4);
		timer.unref();
		return { stop: () => clearInterval(timer) };
	}

	/** Lets every session answer what it was asked; those that take too long are cut off. */
	async finish(): Promise<void> {
		if (this.#open.size === 0) return;
		const empty = new Promise<void>((resolve) => {
			this.#empty = resolve;
		});
		for (const session of this.#open.keys()) session.finish();
		const start = monotonic();
		const timer = setInterval(() => {
			const isLate = monotonic() - start > CLOSE_TIMEOUT;
			for (const session of this.#open.keys()) {
				if (isLate || session.isFinished) session.abort();
			}
		}, CLOSE_PAUSE);
		await empty;
		clearInterval(timer);
	}
}

import type { UpstreamStats } from '../../shared/state';
import { messageOf } from '../errors';
import type { Login } from '../login';
import type { Log } from '../service';
import type { AdoptedRow, Awaitable, Store } from '../store/store';
import { type Address, formatAddress } from '../transport/address';
import { quote } from '../wire/quote';
import { Connections } from './connections';
import type { LinkState } from './link';
import type { LookUps } from './look-ups';
import { MissCache } from './misses';
import type { RingClient } from './ring';
import { rowOf } from './row';
import { Warnings } from './warnings';

export interface UpstreamOptions {
	readonly address: Address;
	readonly credentials?: Login;
	/** Milliseconds without an answer after which look-ups count as misses. */
	readonly timeout?: number;
	/** Milliseconds that a miss is remembered. */
	readonly missLifetime?: number;
}

/** Another server that is asked for what this one does not know. What it knows is stored here as well. */
export interface Upstream {
	/** What one client may ask of it. */
	askedBy(peer: string): RingClient;
	/** Waits until what was learned so far is stored; resolves with how much that was. */
	stored(): Promise<number>;
	status(): UpstreamStats;
	/** Lets go of the other server and stores what was learned. */
	close(): Promise<void>;
}

const TIMEOUT = 2_000;
const MISS_LIFETIME = 30_000;
/** About ten megabytes. */
const MISS_CAPACITY = 50_000;
/** What a word of a stream's line may consist of, so that it stays one word. */
const WORD = /^[\x21-\x7e]+$/;

/** Connects to another server, now and whenever it has been away. */
export function connectUpstream(
	options: UpstreamOptions,
	store: Store,
	isUnihash: (unihash: string) => boolean,
	log: Log,
): Upstream {
	return new SharedUpstream(options, store, isUnihash, log);
}

class SharedUpstream implements Upstream, LookUps {
	readonly #name: string;
	readonly #store: Store;
	readonly #isUnihash: (unihash: string) => boolean;
	readonly #log: Log;
	readonly #warnings: Warnings;
	readonly #connections: Connections;
	readonly #misses: MissCache;
	/** Questions under way: who asks the same waits for the same answer. */
	readonly #asking = new Map<string, Promise<string | null>>();
	readonly #storing = new Set<Promise<unknown>>();
	#state: LinkState = { kind: 'connecting' };
	#since = Date.now();
	#lastError: string | undefined;
	#lookups = 0;
	#hits = 0;

	constructor(
		options: UpstreamOptions,
		store: Store,
		isUnihash: (unihash: string) => boolean,
		log: Log,
	) {
		const { address, timeout = TIMEOUT } = options;
		this.#name = formatAddress(address);
		this.#store = store;
		this.#isUnihash = isUnihash;
		this.#log = log;
		this.#warnings = new Warnings(log);
		this.#misses = new MissCache(options.missLifetime ?? MISS_LIFETIME, MISS_CAPACITY);
		this.#connections = new Connections({
			address,
			timeout,
			credentials: options.credentials ?? null,
			changed: (state) => this.#become(state),
			noted: (state) => this.#note(state),
			ringFound: (peer) => this.#foundRing(peer),
		});
		this.#connections.keepOpen();
	}

	askedBy(peer: string): RingClient {
		return this.#connections.ring.client(peer, this);
	}

	unihash(method: string, taskhash: string): Awaitable<string | null> {
		const key = `${method} ${taskhash}`;
		if (!WORD.test(method) || !WORD.test(taskhash)) return null;
		if (this.#misses.has(key) || this.#connections.isDown('get-stream')) return null;
		return this.#once(key, async () => {
			const asked = this.#connections.unihash(method, taskhash);
			const answer = await this.#count(asked, (text) => text !== '');
			if (answer === undefined) return null;
			if (answer === '' || !this.#believe(answer)) {
				this.#misses.add(key);
				return null;
			}
			this.#keep(this.#store.addUnihash(method, taskhash, answer));
			return answer;
		});
	}

	fetchTaskhash(method: string, taskhash: string): Awaitable<boolean> {
		if (this.#connections.isDown('get')) return false;
		return this.#fetch('get', { method, taskhash, all: true }, (row) => row.taskhash === taskhash)
			.then((row) => this.#adopt(row))
			.then((unihash) => unihash !== null);
	}

	fetchOuthash(method: string, outhash: string, taskhash: string): Awaitable<string | null> {
		if (this.#connections.isDown('get-outhash')) return null;
		return this.#fetchOuthash(method, outhash, taskhash).then((row) => this.#adopt(row));
	}

	unihashOfOuthash(method: string, outhash: string, taskhash: string): Awaitable<string | null> {
		const key = `outhash ${method} ${outhash}`;
		if (this.#misses.has(key) || this.#connections.isDown('get-outhash')) return null;
		return this.#once(key, async () => {
			const row = await this.#fetchOuthash(method, outhash, taskhash);
			return row?.unihash ?? null;
		});
	}

	unihashExists(unihash: string): Awaitable<boolean> {
		if (!WORD.test(unihash) || unihash === 'END') return false;
		if (this.#connections.isDown('exists-stream')) return false;
		const answer = this.#count(this.#connections.exists(unihash), (text) => text === 'true');
		return answer.then((text) => text === 'true');
	}

	async stored(): Promise<number> {
		const waiting = [...this.#storing];
		await Promise.allSettled(waiting);
		return waiting.length;
	}

	status(): UpstreamStats {
		return {
			address: this.#name,
			state: this.#state.kind,
			since: this.#since,
			lookups: this.#lookups,
			hits: this.#hits,
			...(this.#connections.ring.isClosed ? { isRing: true } : {}),
			...(this.#lastError === undefined ? {} : { lastError: this.#lastError }),
		};
	}

	async close(): Promise<void> {
		this.#connections.close();
		await Promise.allSettled(this.#asking.values());
		await this.stored();
	}

	#once(key: string, ask: () => Promise<string | null>): Promise<string | null> {
		const asking = this.#asking.get(key);
		if (asking !== undefined) return asking;
		const asked = ask().finally(() => this.#asking.delete(key));
		this.#asking.set(key, asked);
		return asked;
	}

	#fetchOuthash(method: string, outhash: string, taskhash: string): Promise<AdoptedRow | null> {
		const asked = { method, outhash, taskhash, with_unihash: true };
		return this.#fetch('get-outhash', asked, (row) => row.outhash === outhash).then((row) => {
			const isAnswer = !this.#connections.isDown('get-outhash');
			if (row === null && isAnswer) this.#misses.add(`outhash ${method} ${outhash}`);
			return row;
		});
	}

	async #fetch(
		command: 'get' | 'get-outhash',
		argument: { readonly method: string; readonly [name: string]: unknown },
		isAsked: (row: AdoptedRow) => boolean,
	): Promise<AdoptedRow | null> {
		const asked = this.#connections.row(command, argument);
		const answer = await this.#count(asked, (found) => found !== null);
		if (answer === undefined || answer === null) return null;
		const row = rowOf(answer, this.#isUnihash);
		if (row !== null && row.method === argument.method && isAsked(row)) return row;
		const message = `upstream ${this.#name}: its answer to ${command} is none and is not used`;
		this.#warnings.warn('no-answer', message);
		return null;
	}

	async #adopt(row: AdoptedRow | null): Promise<string | null> {
		if (row === null) return null;
		const stored = Promise.resolve(this.#store.adopt(row));
		this.#keep(stored);
		try {
			await stored;
			return row.unihash;
		} catch {
			// Logged by #keep.
			return null;
		}
	}

	/** Counts a question when it is answered, and whether something was found. */
	async #count<T>(
		answer: Promise<T | undefined>,
		isHit: (answer: T) => boolean,
	): Promise<T | undefined> {
		this.#lookups++;
		const found = await answer;
		if (found !== undefined && isHit(found)) this.#hits++;
		return found;
	}

	#believe(unihash: string): boolean {
		if (this.#isUnihash(unihash)) return true;
		const message = `upstream ${this.#name}: an invalid unihash is not used: ${quote(unihash)}`;
		this.#warnings.warn('invalid-unihash', message);
		return false;
	}

	/** Remembers a write that nobody waits for. */
	#keep(write: Awaitable<unknown>): void {
		const storing = Promise.resolve(write).then(
			() => {},
			(error: unknown) => {
				const message = `upstream ${this.#name}: what it knows could not be stored: ${messageOf(error)}`;
				this.#warnings.warn('not-stored', message);
			},
		);
		this.#storing.add(storing);
		storing.then(
			() => this.#storing.delete(storing),
			() => {},
		);
	}

	/** The state of the connection that is always open is that of the upstream. */
	#become(state: LinkState): void {
		const before = this.#state.kind;
		this.#state = state;
		this.#note(state);
		if (state.kind === before) return;
		this.#since = Date.now();
		if (state.kind === 'connected') this.#log('info', `upstream ${this.#name} is connected`);
		if (state.kind === 'down') {
			this.#log(
				'warn',
				`upstream ${this.#name} is down, builds find only what is stored here: ${state.error}`,
			);
		}
	}

	#note(state: LinkState): void {
		if (state.error === undefined) return;
		this.#lastError = state.error;
		this.#log('debug', `upstream ${this.#name}: ${state.error}`);
	}

	#foundRing(peer: string): void {
		this.#warnings.warn(
			'ring',
			`upstream ${this.#name} asks this server in turn, through ${peer}: the servers are a ring. What ${peer} asks is answered from this database alone, so that no look-up goes round. Give one of the servers another upstream, or none`,
		);
	}
}

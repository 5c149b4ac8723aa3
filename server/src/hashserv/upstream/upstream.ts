import type { UpstreamStats } from '../../shared/state';
import { messageOf } from '../errors';
import type { Log } from '../service';
import type { AdoptedRow, Awaitable, Store } from '../store/store';
import { type Address, formatAddress } from '../transport/address';
import { quote } from '../wire/quote';
import { type Credentials, Link, type LinkState } from './link';
import type { LookUps } from './look-ups';
import { MissCache } from './misses';
import { type Question, Ring, type RingClient } from './ring';
import { rowOf } from './row';

export interface UpstreamOptions {
	readonly address: Address;
	readonly credentials?: Credentials;
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
/** Milliseconds between two warnings of one kind. */
const WARNING_PAUSE = 10_000;
/** What a word that goes round has beside itself, where a question needs more. */
const RING_METHOD = 'hashequiv-ring';
const RING_ROW = { method: RING_METHOD, taskhash: RING_METHOD };
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
	readonly #unihashes: Link;
	readonly #rows: Link;
	readonly #existence: Link;
	readonly #misses: MissCache;
	readonly #ring: Ring;
	/** Questions before which a ring was looked for on the connection that there is. */
	readonly #probed = new Set<Question>();
	/** Questions under way: who asks the same waits for the same answer. */
	readonly #asking = new Map<string, Promise<string | null>>();
	readonly #storing = new Set<Promise<unknown>>();
	#state: LinkState = { kind: 'connecting' };
	#since = Date.now();
	#lastError: string | undefined;
	#lookups = 0;
	#hits = 0;
	readonly #warned = new Map<string, number>();

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
		this.#misses = new MissCache(options.missLifetime ?? MISS_LIFETIME, MISS_CAPACITY);
		this.#ring = new Ring({
			send: (question, word) => this.#send(question, word),
			found: (peer) => this.#foundRing(peer),
		});
		const link = { address, timeout, credentials: options.credentials ?? null };
		this.#unihashes = new Link({
			...link,
			mode: 'get-stream',
			changed: (state) => {
				this.#become(state);
				if (state.kind === 'connected') this.#probeOnce('get-stream');
			},
		});
		this.#rows = new Link({
			...link,
			mode: null,
			changed: (state) => this.#note(state, 'get', 'get-outhash'),
		});
		this.#existence = new Link({
			...link,
			mode: 'exists-stream',
			changed: (state) => this.#note(state, 'exists-stream'),
		});
		this.#unihashes.keepOpen();
	}

	askedBy(peer: string): RingClient {
		return this.#ring.client(peer, this);
	}

	unihash(method: string, taskhash: string): Awaitable<string | null> {
		const key = `${method} ${taskhash}`;
		if (!WORD.test(method) || !WORD.test(taskhash)) return null;
		if (this.#misses.has(key) || this.#unihashes.isDown) return null;
		return this.#once(key, async () => {
			const answer = await this.#count(this.#unihashes.line(key), (text) => text !== '');
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
		if (this.#rows.isDown) return false;
		return this.#fetch('get', { method, taskhash, all: true }, (row) => row.taskhash === taskhash)
			.then((row) => this.#adopt(row))
			.then((unihash) => unihash !== null);
	}

	fetchOuthash(method: string, outhash: string, taskhash: string): Awaitable<string | null> {
		if (this.#rows.isDown) return null;
		return this.#fetchOuthash(method, outhash, taskhash).then((row) => this.#adopt(row));
	}

	unihashOfOuthash(method: string, outhash: string, taskhash: string): Awaitable<string | null> {
		const key = `outhash ${method} ${outhash}`;
		if (this.#misses.has(key) || this.#rows.isDown) return null;
		return this.#once(key, async () => {
			const row = await this.#fetchOuthash(method, outhash, taskhash);
			return row?.unihash ?? null;
		});
	}

	unihashExists(unihash: string): Awaitable<boolean> {
		if (!WORD.test(unihash) || unihash === 'END' || this.#existence.isDown) return false;
		this.#probeOnce('exists-stream');
		const answer = this.#count(this.#existence.line(unihash), (text) => text === 'true');
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
			...(this.#ring.isClosed ? { isRing: true } : {}),
			...(this.#lastError === undefined ? {} : { lastError: this.#lastError }),
		};
	}

	async close(): Promise<void> {
		for (const link of [this.#unihashes, this.#rows, this.#existence]) link.close();
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
			if (row === null && !this.#rows.isDown) this.#misses.add(`outhash ${method} ${outhash}`);
			return row;
		});
	}

	async #fetch(
		command: 'get' | 'get-outhash',
		argument: { readonly method: string; readonly [name: string]: unknown },
		isAsked: (row: AdoptedRow) => boolean,
	): Promise<AdoptedRow | null> {
		this.#probeOnce(command);
		const answer = await this.#count(
			this.#rows.request(command, argument),
			(found) => found !== null,
		);
		if (answer === undefined || answer === null) return null;
		const row = rowOf(answer, this.#isUnihash);
		if (row !== null && row.method === argument.method && isAsked(row)) return row;
		this.#warn(`upstream ${this.#name}: its answer to ${command} is none and is not used`);
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
		this.#warn(`upstream ${this.#name}: an invalid unihash is not used: ${quote(unihash)}`);
		return false;
	}

	/** Remembers a write that nobody waits for. */
	#keep(write: Awaitable<unknown>): void {
		const storing = Promise.resolve(write).then(
			() => {},
			(error: unknown) => {
				this.#warn(
					`upstream ${this.#name}: what it knows could not be stored: ${messageOf(error)}`,
				);
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
		this.#note(state, 'get-stream');
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

	#note(state: LinkState, ...questions: readonly Question[]): void {
		if (state.kind === 'down') for (const question of questions) this.#probed.delete(question);
		if (state.error === undefined) return;
		this.#lastError = state.error;
		this.#log('debug', `upstream ${this.#name}: ${state.error}`);
	}

	/** Looks for a ring before the first question of its kind on a connection: on another, somebody else may be there. */
	#probeOnce(question: Question): void {
		if (this.#probed.has(question)) return;
		this.#probed.add(question);
		this.#ring.probe(question);
	}

	#send(question: Question, word: string): void {
		const answered = {
			'get-stream': () => this.#unihashes.line(`${RING_METHOD} ${word}`),
			'exists-stream': () => this.#existence.line(word),
			get: () => this.#rows.request('get', { ...RING_ROW, taskhash: word, all: true }),
			'get-outhash': () =>
				this.#rows.request('get-outhash', { ...RING_ROW, outhash: word, with_unihash: true }),
		}[question]();
		answered.then(
			() => {},
			() => {},
		);
	}

	#foundRing(peer: string): void {
		this.#warn(
			`upstream ${this.#name} asks this server in turn, through ${peer}: the servers are a ring. What ${peer} asks is answered from this database alone, so that no look-up goes round. Give one of the servers another upstream, or none`,
		);
	}

	#warn(message: string): void {
		const now = performance.now();
		const kind = message.slice(0, 80);
		if (now - (this.#warned.get(kind) ?? Number.NEGATIVE_INFINITY) < WARNING_PAUSE) return;
		if (this.#warned.size > 100) this.#warned.clear();
		this.#warned.set(kind, now);
		this.#log('warn', message);
	}
}

import { crypto } from '../crypto';
import type { Awaitable } from '../store/store';
import type { LookUps } from './look-ups';
import { MissCache } from './misses';

/** The commands by which an upstream is asked. */
export type Question = 'get-stream' | 'get' | 'get-outhash' | 'exists-stream';

export interface RingOptions {
	/** Asks the upstream for the word, by this command. What it answers does not matter. */
	send(question: Question, word: string): void;
	/** Told when a client has turned out to be part of a ring, the first one for all. */
	found(peer: string): void;
}

/** Nobody's hash begins like this, so every server asks its upstream for it in turn. */
const PREFIX = 'hashequiv-ring:';
/** How long a word of another server is remembered, which may be in a ring that we are not to break. */
const REMEMBERED = 60_000;
const MOST_REMEMBERED = 1_000;

/**
 * Finds out whether the upstream asks us in turn, however many servers are
 * between. A question that none of them can answer would go round until it
 * times out, with others behind it.
 *
 * The first look-up on a connection to the upstream is for a word of our own.
 * Servers, BitBake's too, ask their upstream for what they do not know; so a
 * client that asks us for that word is the last part of the ring, and is from
 * then on answered from our store alone. Words of others are passed on without
 * waiting: answers come in order, and two servers must not wait for each other.
 */
export class Ring {
	readonly #options: RingOptions;
	readonly #mine = `${PREFIX}${crypto().randomUUID()}:`;
	readonly #others = new MissCache(REMEMBERED, MOST_REMEMBERED);
	readonly #members = new Set<RingClient>();
	#words = 0;

	constructor(options: RingOptions) {
		this.#options = options;
	}

	/** True while a client is connected that is part of a ring. */
	get isClosed(): boolean {
		return this.#members.size > 0;
	}

	/** To be called before the first such question on a connection to the upstream. */
	probe(question: Question): void {
		// A new word each time: servers remember for a while what was not found.
		this.#words++;
		this.#options.send(question, `${this.#mine}${this.#words}`);
	}

	/** The upstream as one client may ask it. */
	client(peer: string, upstream: LookUps): RingClient {
		return new RingClient(peer, upstream, this);
	}

	/** Takes what a client asks for; true when it is a word of this protocol's, not to be looked up. */
	take(question: Question, word: string, client: RingClient): boolean {
		if (!word.startsWith(PREFIX)) return false;
		if (word.startsWith(this.#mine)) {
			if (!this.isClosed) this.#options.found(client.peer);
			this.#members.add(client);
		} else if (!this.#others.has(word)) {
			this.#others.add(word);
			this.#options.send(question, word);
			// There is a server below, maybe since a moment ago: it may have closed a ring.
			if (!this.isClosed) this.probe(question);
		}
		return true;
	}

	isMember(client: RingClient): boolean {
		return this.#members.has(client);
	}

	leave(client: RingClient): void {
		this.#members.delete(client);
	}
}

/** The upstream as one client may ask it: not at all, once that client is part of a ring. */
export class RingClient implements LookUps {
	readonly peer: string;
	readonly #upstream: LookUps;
	readonly #ring: Ring;

	constructor(peer: string, upstream: LookUps, ring: Ring) {
		this.peer = peer;
		this.#upstream = upstream;
		this.#ring = ring;
	}

	unihash(method: string, taskhash: string): Awaitable<string | null> {
		if (this.#isOver('get-stream', taskhash)) return null;
		return this.#upstream.unihash(method, taskhash);
	}

	fetchTaskhash(method: string, taskhash: string): Awaitable<boolean> {
		if (this.#isOver('get', taskhash)) return false;
		return this.#upstream.fetchTaskhash(method, taskhash);
	}

	fetchOuthash(method: string, outhash: string, taskhash: string): Awaitable<string | null> {
		if (this.#isOver('get-outhash', outhash)) return null;
		return this.#upstream.fetchOuthash(method, outhash, taskhash);
	}

	unihashOfOuthash(method: string, outhash: string, taskhash: string): Awaitable<string | null> {
		if (this.#isOver('get-outhash', outhash)) return null;
		return this.#upstream.unihashOfOuthash(method, outhash, taskhash);
	}

	unihashExists(unihash: string): Awaitable<boolean> {
		if (this.#isOver('exists-stream', unihash)) return false;
		return this.#upstream.unihashExists(unihash);
	}

	stored(): Promise<number> {
		return this.#upstream.stored();
	}

	/** To be called when the client has gone. */
	leave(): void {
		this.#ring.leave(this);
	}

	#isOver(question: Question, word: string): boolean {
		return this.#ring.take(question, word, this) || this.#ring.isMember(this);
	}
}

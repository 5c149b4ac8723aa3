import { monotonic } from '../../shared/monotonic';
import { connectClient, type HashClient } from '../client';
import { connectionAdvice } from '../connection-advice';
import { messageOf } from '../errors';
import type { Login } from '../login';
import { refusalOf } from '../refusal';
import type { Address } from '../transport/address';

export interface LinkOptions {
	readonly address: Address;
	readonly credentials: Login | null;
	/** The command that puts the connection into stream mode; null to send messages. */
	readonly mode: 'get-stream' | 'exists-stream' | null;
	/** Milliseconds without any answer after which the other server counts as dead. */
	readonly timeout: number;
	/** Told when the state has changed. */
	changed(state: LinkState): void;
}

export interface LinkState {
	readonly kind: 'connecting' | 'connected' | 'down';
	/** Why it is down. */
	readonly error?: string;
}

const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 30_000;
/** A connection that lasted this long was a good one: the next failure is the first again. */
const GOOD_LIFE = 5_000;
/** Answers may come slowly as long as they come, up to so many timeouts. */
const MOST_TIMEOUTS = 5;

/**
 * One connection to another server that everybody shares. Questions go out
 * as they come, without waiting for earlier answers. Questions never fail:
 * what cannot be asked, or is not answered in time, is answered `undefined`.
 * While the other server is down that is so at once; it is tried again with
 * growing pauses.
 */
export class Link {
	readonly #options: LinkOptions;
	#client: HashClient | null = null;
	#opening: Promise<HashClient | null> | null = null;
	#failures = 0;
	#retryAt = 0;
	#connectedAt = 0;
	#retry: NodeJS.Timeout | null = null;
	#watch: NodeJS.Timeout | null = null;
	/** When the unanswered questions were asked, oldest first. */
	readonly #asked: number[] = [];
	#lastAnswer = 0;
	#eager = false;
	readonly #closing = new AbortController();

	constructor(options: LinkOptions) {
		this.#options = options;
	}

	/** Connects now, and keeps trying; without it the first question connects. */
	keepOpen(): void {
		this.#eager = true;
		this.#open().then(
			() => {},
			() => {},
		);
	}

	/** True when a question would not be asked at all. */
	get isDown(): boolean {
		if (this.#client !== null) return false;
		return this.#closed || (this.#failures > 0 && monotonic() < this.#retryAt);
	}

	/** Sends a line in stream mode; resolves with its answer. */
	line(text: string): Promise<string | undefined> {
		return this.#ask((client) => client.line(text));
	}

	/** Sends a message; resolves with its answer. */
	request(command: string, argument: unknown): Promise<unknown> {
		return this.#ask(async (client) => {
			const answer = await client.request(command, argument);
			const refusal = refusalOf(answer);
			if (refusal !== null) throw new Error(refusal);
			return answer;
		});
	}

	close(): void {
		this.#closing.abort();
		if (this.#retry !== null) clearTimeout(this.#retry);
		this.#client?.close();
		this.#stopWatching();
	}

	get #closed(): boolean {
		return this.#closing.signal.aborted;
	}

	async #ask<T>(question: (client: HashClient) => Promise<T>): Promise<T | undefined> {
		if (this.isDown) return undefined;
		const client = this.#client ?? (await this.#opened());
		if (client === null) return undefined;
		this.#asked.push(monotonic());
		this.#startWatching();
		try {
			const answer = await question(client);
			this.#lastAnswer = monotonic();
			return answer;
		} catch (error) {
			this.#lost(client, error);
			return undefined;
		} finally {
			this.#asked.shift();
		}
	}

	/** A first connection is waited for; one that is tried again is not. */
	async #opened(): Promise<HashClient | null> {
		const opening = this.#open();
		return this.#failures === 0 ? opening : null;
	}

	#open(): Promise<HashClient | null> {
		this.#opening ??= this.#connect().finally(() => {
			this.#opening = null;
		});
		return this.#opening;
	}

	async #connect(): Promise<HashClient | null> {
		const { address, timeout } = this.#options;
		if (this.#failures === 0) this.#options.changed({ kind: 'connecting' });
		const { signal } = this.#closing;
		let client: HashClient | null = null;
		const close = (): void => client?.close();
		signal.addEventListener('abort', close, { once: true });
		try {
			client = await connectClient(address, {
				timeout,
				answerTimeout: Number.POSITIVE_INFINITY,
				signal,
			});
			await this.#greet(client);
			if (this.#closed) throw new Error('closed');
		} catch (error) {
			client?.close();
			this.#failed(error);
			return null;
		} finally {
			signal.removeEventListener('abort', close);
		}
		const connected = client;
		this.#client = connected;
		this.#connectedAt = monotonic();
		connected.closed.then(
			() => this.#lost(connected, new Error('it closed the connection')),
			() => {},
		);
		this.#options.changed({ kind: 'connected' });
		return connected;
	}

	/** Logs in and enters stream mode, in one round trip. */
	async #greet(client: HashClient): Promise<void> {
		const { credentials, mode, timeout } = this.#options;
		const [login, entered] = await Promise.allSettled([
			// A failed login takes the other server a second.
			credentials === null ? null : client.request('auth', credentials, timeout),
			mode === null ? 'ok' : client.request(mode, null, timeout),
		]);
		for (const answer of [login, entered]) {
			if (answer.status === 'rejected') throw answer.reason;
			const refusal = refusalOf(answer.value);
			if (refusal !== null) throw new Error(`it refuses: ${refusal}`);
		}
		if (entered.status === 'fulfilled' && entered.value !== 'ok') {
			throw new Error(`it does not know ${mode}`);
		}
	}

	/** The connection is of no use any more; every question on it is answered `undefined`. */
	#lost(client: HashClient, error: unknown): void {
		if (this.#client !== client) return;
		this.#client = null;
		if (monotonic() - this.#connectedAt > GOOD_LIFE) this.#failures = 0;
		client.close();
		this.#failed(error);
	}

	#failed(error: unknown): void {
		if (this.#closed) return;
		const pause = Math.min(FIRST_PAUSE * 2 ** this.#failures, LONGEST_PAUSE);
		this.#failures++;
		this.#retryAt = monotonic() + pause;
		this.#options.changed({ kind: 'down', error: messageOf(error) + connectionAdvice(error) });
		if (!this.#eager) return;
		if (this.#retry !== null) clearTimeout(this.#retry);
		this.#retry = setTimeout(() => this.keepOpen(), pause);
		this.#retry.unref();
	}

	#startWatching(): void {
		this.#watch ??= setInterval(() => this.#check(), this.#options.timeout / 4);
	}

	#stopWatching(): void {
		if (this.#watch !== null) clearInterval(this.#watch);
		this.#watch = null;
	}

	#check(): void {
		const oldest = this.#asked[0];
		if (oldest === undefined) {
			this.#stopWatching();
			return;
		}
		const { timeout } = this.#options;
		const now = monotonic();
		const silence = now - Math.max(oldest, this.#lastAnswer);
		const age = now - oldest;
		if (silence <= timeout && age <= MOST_TIMEOUTS * timeout) return;
		if (this.#client !== null) {
			const error = new Error(`it did not answer within ${Math.round(Math.max(silence, age))} ms`);
			this.#lost(this.#client, error);
		}
	}
}

import * as l10n from '@vscode/l10n';
import type { ServerMetrics } from '../shared/dashboard';
import type { ServerState } from '../shared/state';
import { attach } from './attachment';
import type { WorkerOptions } from './control';
import { type DetachedOptions, findDetached, showDetached, startDetached } from './detached';
import { messageOf } from './errors';
import { failed, taken } from './failures';
import { freeAddressNear } from './free-address';
import { entryOf } from './life';
import { isNowhere } from './listen-failure';
import { probe } from './probe';
import type { Show, ShownServer } from './shown-server';
import { type Address, clientAddress, formatAddress, parseAddress } from './transport/address';
import { startWorker } from './worker-server';

export interface StartOptions extends WorkerOptions {
	/** In a process of its own, which outlives this one. */
	readonly detached?: boolean;
}

export interface HostOptions {
	/** The bundle of `worker.ts`. */
	readonly workerPath: string;
	/** What servers on their own need; without it there are none. */
	readonly detached?: DetachedOptions;
	log(level: 'info' | 'warn' | 'error', message: string): void;
	/** Lets go of the database of a server that is about to stop, so that the server closes it last. */
	beforeStop?(): Promise<void>;
	/** Milliseconds between two pings of a server that is not ours. */
	readonly pingInterval?: number;
}

/** The hash equivalence server as an editor sees it: its own in a worker thread, or one it found. */
export interface HashServerHost {
	readonly state: ServerState;
	onDidChange(listener: (state: ServerState) => void): { dispose(): void };
	/**
	 * Starts the server, or attaches to one that already answers there. Does nothing while one runs.
	 * The signal cancels it, as any later stop does: then nothing of it is left. Never rejects.
	 */
	start(options: StartOptions, signal?: AbortSignal): Promise<ServerState>;
	/** Shows a server that runs on its own at the address, if there is one. Starts nothing. Never rejects. */
	discover(address: string): Promise<ServerState>;
	/** Stops our own server, detaches from another's. Never rejects. */
	stop(): Promise<ServerState>;
	/** The signal cancels the start; what ran before has ended then. */
	restart(options: StartOptions, signal?: AbortSignal): Promise<ServerState>;
	/** What a server of ours counts, in this process or on its own; null when none runs or it does not tell. */
	measure(): Promise<ServerMetrics | null>;
	/** Stops and tells nobody. */
	dispose(): Promise<void>;
}

const PING_INTERVAL = 5_000;

/** Makes a host; nothing runs until `start`. */
export function createHashServerHost(options: HostOptions): HashServerHost {
	const host = new Host(options);
	/** Aborted by whoever wants none of the starts that are under way. */
	let starts = new AbortController();
	let last: Promise<unknown> = Promise.resolve();
	/** One after the other. */
	function inTurn<T>(action: () => Promise<T>): Promise<T> {
		const result = last.then(action);
		last = result.catch(() => {});
		return result;
	}
	function cancelStarts(): void {
		starts.abort();
		starts = new AbortController();
	}
	function start(
		options: StartOptions,
		signal: AbortSignal | undefined,
		first?: () => Promise<unknown>,
	): Promise<ServerState> {
		const cancel = AbortSignal.any([starts.signal, ...(signal ? [signal] : [])]);
		return inTurn(async () => {
			await first?.();
			return host.start(options, cancel);
		});
	}
	return {
		get state() {
			return host.state;
		},
		onDidChange: (listener) => host.onDidChange(listener),
		start,
		discover: (address) => inTurn(() => host.discover(address)),
		stop: () => {
			cancelStarts();
			return inTurn(() => host.stop());
		},
		restart: (options, signal) => {
			cancelStarts();
			return start(options, signal, () => host.stop());
		},
		measure: () => host.measure(),
		dispose: async () => {
			cancelStarts();
			host.silence();
			await inTurn(() => host.leave());
		},
	};
}

class Host {
	state: ServerState = { kind: 'stopped' };
	readonly #options: HostOptions;
	readonly #listeners = new Set<(state: ServerState) => void>();
	readonly #show: Show;
	/** The server that is shown, while it runs. */
	#server: ShownServer | null = null;
	#isSilent = false;

	constructor(options: HostOptions) {
		this.#options = options;
		this.#show = {
			log: options.log,
			tell: (state) => {
				if (state.kind === 'stopped' || state.kind === 'failed') this.#server = null;
				this.#become(state);
			},
		};
	}

	onDidChange(listener: (state: ServerState) => void): { dispose(): void } {
		this.#listeners.add(listener);
		return { dispose: () => this.#listeners.delete(listener) };
	}

	silence(): void {
		this.#isSilent = true;
		this.#listeners.clear();
	}

	async start(options: StartOptions, signal: AbortSignal): Promise<ServerState> {
		if (this.#server !== null || signal.aborted) return this.state;
		const stopping = (): void => this.#become({ kind: 'stopping' });
		signal.addEventListener('abort', stopping, { once: true });
		try {
			const address = addressesIn(options);
			this.#become({ kind: 'starting', address: options.address });
			if (!(await this.#attachTo(address, signal))) {
				await this.#startOwn(options, address, signal);
			}
		} catch (error) {
			if (!signal.aborted) this.#become(failed(messageOf(error)));
		}
		signal.removeEventListener('abort', stopping);
		// What came of it although nobody wants it any more goes, too.
		return signal.aborted ? this.stop() : this.state;
	}

	async discover(address: string): Promise<ServerState> {
		if (this.state.kind === 'stopped') this.#showDetachedAt(address);
		return this.state;
	}

	measure(): Promise<ServerMetrics | null> {
		return this.#server?.measure() ?? Promise.resolve(null);
	}

	stop(): Promise<ServerState> {
		return this.#end((server) => server.stop());
	}

	/** Stops what ends with this process, and lets go of what does not. */
	leave(): Promise<ServerState> {
		return this.#end((server) => server.leave());
	}

	async #end(how: (server: ShownServer) => Promise<void>): Promise<ServerState> {
		await this.#options.beforeStop?.();
		const server = this.#server;
		this.#server = null;
		if (server !== null) {
			if (this.state.kind === 'running') this.#become({ kind: 'stopping' });
			await how(server);
		}
		this.#become({ kind: 'stopped' });
		return this.state;
	}

	/** Looks who is at the address: true when that settles the state. */
	async #attachTo(address: Address, signal: AbortSignal): Promise<boolean> {
		if (address.kind === 'tcp' && address.port === 0) return false;
		const found = await probe(address, undefined, signal);
		signal.throwIfAborted();
		if (found.kind === 'nobody') return false;
		if (found.kind === 'other') {
			// A socket file or a silent port is only in our way if it cannot be had: the worker finds out.
			if (address.kind === 'unix' || isNowhere(found.error)) return false;
			await this.#refuse(address, found.reason);
			return true;
		}
		const name = formatAddress(clientAddress(address));
		if (this.#showDetachedAt(name)) {
			found.client.close();
			return true;
		}
		const interval = this.#options.pingInterval ?? PING_INTERVAL;
		this.#server = attach(found, { ...this.#show, address: name, interval });
		return true;
	}

	#showDetachedAt(address: string): boolean {
		const { detached } = this.#options;
		const found = detached && findDetached(detached.folder, address);
		if (found === undefined) return false;
		this.#server = showDetached(found, { ...detached, ...this.#show });
		return true;
	}

	async #startOwn(
		{ detached: isDetached, ...options }: StartOptions,
		address: Address,
		signal: AbortSignal,
	): Promise<void> {
		const { detached, workerPath } = this.#options;
		if (isDetached === true && detached !== undefined) {
			try {
				const started = await startDetached(detached, options, signal);
				this.#server = showDetached(started, { ...detached, ...this.#show });
			} catch (error) {
				// Another window may be faster with the same address: then its server is shown.
				if (!(await this.#attachTo(address, signal))) throw error;
			}
			return;
		}
		const server = await startWorker({ ...this.#show, workerPath, options, signal });
		if (server !== 'in use') {
			this.#server = server;
			return;
		}
		// Somebody was faster than we were between the look and the start.
		if (await this.#attachTo(address, signal)) return;
		await this.#refuse(address, l10n.t('it does not answer'));
	}

	/** The address is taken by something that is no hash equivalence server. */
	async #refuse(address: Address, reason: string): Promise<void> {
		this.#become(taken(address, reason, await freeAddressNear(address)));
	}

	#become(state: ServerState): void {
		const entry = this.#isSilent ? null : entryOf(this.state, state);
		this.state = state;
		if (entry !== null) this.#options.log(entry.level, entry.message);
		for (const listener of this.#listeners) listener(state);
	}
}

/** Where to listen. Says of an address that is none which of them it is. */
function addressesIn({ address, upstream }: WorkerOptions): Address {
	const read = (text: string, complaint: (fault: string) => string): Address => {
		try {
			return parseAddress(text);
		} catch (error) {
			throw new Error(complaint(messageOf(error)), { cause: error });
		}
	};
	if (upstream !== undefined) {
		read(upstream, (fault) => l10n.t`The address of the upstream is wrong: ${fault}.`);
	}
	return read(address, (fault) => l10n.t`The address of the hash server is wrong: ${fault}.`);
}

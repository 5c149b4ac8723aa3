import * as l10n from '@vscode/l10n';
import type { ServerMetrics } from '../shared/dashboard';
import type { ServerState } from '../shared/state';
import { watchServer } from './attachment';
import type { WorkerOptions } from './control';
import { type DetachedOptions, DetachedServers, metricsAt } from './detached';
import { messageOf } from './errors';
import { failed, taken } from './failures';
import { freeAddressNear } from './free-address';
import { probe } from './probe';
import type { ServerRecord } from './status-file';
import { type Address, clientAddress, formatAddress, parseAddress } from './transport/address';
import { WorkerServer } from './worker-server';

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
	/** Starts the server, or attaches to one that already answers there. Does nothing while one runs. Never rejects. */
	start(options: StartOptions): Promise<ServerState>;
	/** Shows a server that runs on its own at the address, if there is one. Starts nothing. Never rejects. */
	discover(address: string): Promise<ServerState>;
	/** Stops our own server, detaches from another's. Never rejects. */
	stop(): Promise<ServerState>;
	restart(options: StartOptions): Promise<ServerState>;
	/** What a server of ours counts, in this process or on its own; null when none runs or it does not tell. */
	measure(): Promise<ServerMetrics | null>;
	/** Stops and tells nobody. */
	dispose(): Promise<void>;
}

const PING_INTERVAL = 5_000;

/** Makes a host; nothing runs until `start`. */
export function createHashServerHost(options: HostOptions): HashServerHost {
	const host = new Host(options);
	let last: Promise<unknown> = Promise.resolve();
	/** One after the other: a stop that follows a start waits until it has started. */
	function inTurn<T>(action: () => Promise<T>): Promise<T> {
		const result = last.then(action);
		last = result.catch(() => {});
		return result;
	}
	return {
		get state() {
			return host.state;
		},
		onDidChange: (listener) => host.onDidChange(listener),
		start: (start) => inTurn(() => host.start(start)),
		discover: (address) => inTurn(() => host.discover(address)),
		stop: () => inTurn(() => host.stop()),
		restart: (start) =>
			inTurn(async () => {
				await host.stop();
				return host.start(start);
			}),
		measure: () => host.measure(),
		dispose: () => {
			host.silence();
			return inTurn(() => host.leave());
		},
	};
}

class Host {
	state: ServerState = { kind: 'stopped' };
	readonly #options: HostOptions;
	readonly #listeners = new Set<(state: ServerState) => void>();
	/** Our own server, while it runs. */
	#worker: WorkerServer | null = null;
	/** Lets go of a server that is not ours. */
	#detach: (() => void) | null = null;
	readonly #detachedServers: DetachedServers | null;
	/** The server on its own that is shown. */
	#shown: { record: ServerRecord; path: string } | null = null;

	constructor(options: HostOptions) {
		this.#options = options;
		const { detached } = options;
		this.#detachedServers = detached === undefined ? null : new DetachedServers(detached);
	}

	onDidChange(listener: (state: ServerState) => void): { dispose(): void } {
		this.#listeners.add(listener);
		return { dispose: () => this.#listeners.delete(listener) };
	}

	silence(): void {
		this.#listeners.clear();
	}

	async start(options: StartOptions): Promise<ServerState> {
		if (this.state.kind === 'running' || this.state.kind === 'attached') return this.state;
		try {
			const address = parseAddress(options.address);
			this.#become({ kind: 'starting', address: options.address });
			if (await this.#attachTo(address)) return this.state;
			if (options.detached === true && this.#detachedServers !== null) {
				await this.#startDetached(options, address, this.#detachedServers);
			} else if ((await this.#startWorker(options)) === 'in use') {
				// Somebody was faster than we were between the look and the start.
				if (!(await this.#attachTo(address)))
					await this.#refuse(address, l10n.t('it does not answer'));
			}
		} catch (error) {
			this.#become(failed(messageOf(error)));
		}
		return this.state;
	}

	/** Another window may be faster with the same address: then its server is shown. */
	async #startDetached(
		options: StartOptions,
		address: Address,
		servers: DetachedServers,
	): Promise<void> {
		try {
			this.#show(await servers.start(options));
		} catch (error) {
			if (!(await this.#attachTo(address))) throw error;
		}
	}

	async discover(address: string): Promise<ServerState> {
		const found = this.state.kind === 'stopped' ? this.#detachedServers?.find(address) : undefined;
		if (found !== undefined) this.#show(found);
		return this.state;
	}

	/** Stops what ends with this process, and lets go of what does not. */
	async leave(): Promise<void> {
		this.#shown = null;
		await this.stop();
	}

	async measure(): Promise<ServerMetrics | null> {
		if (this.#shown !== null) return metricsAt(this.#shown.path);
		return this.state.kind === 'running' ? (this.#worker?.measure() ?? null) : null;
	}

	async stop(): Promise<ServerState> {
		await this.#options.beforeStop?.();
		this.#detach?.();
		this.#detach = null;
		const shown = this.#shown;
		this.#shown = null;
		if (shown !== null) {
			this.#become({ kind: 'stopping' });
			await this.#detachedServers?.stop(shown).catch(() => {});
		}
		const worker = this.#worker;
		if (worker !== null) {
			this.#become({ kind: 'stopping' });
			await worker.stop();
			this.#worker = null;
		}
		this.#become({ kind: 'stopped' });
		return this.state;
	}

	/** Looks who is at the address: true when that settles the state. */
	async #attachTo(address: Address): Promise<boolean> {
		if (address.kind === 'tcp' && address.port === 0) return false;
		const found = await probe(address);
		if (found.kind === 'nobody') return false;
		if (found.kind === 'other') {
			// A socket file or a silent port is only in our way if it cannot be had: the worker finds out.
			if (address.kind === 'unix') return false;
			await this.#refuse(address, found.reason);
			return true;
		}
		const name = formatAddress(clientAddress(address));
		const own = this.#detachedServers?.find(name);
		if (own !== undefined) {
			found.client.close();
			this.#show(own);
			return true;
		}
		this.#options.log('info', `a hash equivalence server already answers at ${name}`);
		this.#detach = watchServer(found.client, found.ping, {
			interval: this.#options.pingInterval ?? PING_INTERVAL,
			gone: () => {
				this.#detach = null;
				this.#options.log('warn', 'the hash equivalence server that was found has gone away');
				this.#become({ kind: 'stopped' });
			},
		});
		this.#become({ kind: 'attached', address: name, roundTripMs: found.roundTripMs });
		return true;
	}

	/** Takes a server that runs on its own for ours, until it goes away. */
	#show(found: { record: ServerRecord; path: string }): void {
		this.#shown = found;
		const become = ({ address, database, startedAt, stats }: ServerRecord): void =>
			this.#become({ kind: 'running', address, database, startedAt, stats, isDetached: true });
		become(found.record);
		const end = this.#detachedServers?.follow(found.path, become, () => {
			this.#shown = null;
			this.#detach = null;
			this.#options.log('warn', 'the hash equivalence server that ran on its own has ended');
			this.#become({ kind: 'stopped' });
		});
		this.#detach = end ?? null;
	}

	/** Resolves when the worker's server runs, could not start, or found its address in use. */
	#startWorker(options: StartOptions): Promise<'settled' | 'in use'> {
		const { detached: _, ...workerOptions }: StartOptions = options;
		const { workerPath, log } = this.#options;
		return new Promise((resolve) => {
			const worker = new WorkerServer(workerPath, workerOptions, (event) => {
				switch (event.kind) {
					case 'log':
						log(event.level, event.message);
						break;
					case 'running': {
						const { address, database, startedAt, stats } = event;
						log('info', `hash equivalence server listening on ${address}`);
						this.#become({ kind: 'running', address, database, startedAt, stats });
						resolve('settled');
						break;
					}
					case 'stats':
						if (this.state.kind === 'running') this.#become({ ...this.state, stats: event.stats });
						break;
					case 'failed':
						this.#worker = null;
						if (event.addressInUse) return resolve('in use');
						this.#become(failed(event.message));
						resolve('settled');
						break;
					case 'ended': {
						const { reason } = event;
						if (this.#worker === worker && this.state.kind !== 'stopping') {
							this.#worker = null;
							log('error', `the hash equivalence server crashed: ${reason}`);
							this.#become(failed(l10n.t`The hash equivalence server crashed (${reason}).`));
						}
						resolve('settled');
					}
				}
			});
			this.#worker = worker;
		});
	}

	/** The address is taken by something that is no hash equivalence server. */
	async #refuse(address: Address, reason: string): Promise<void> {
		const state = taken(address, reason, await freeAddressNear(address));
		this.#options.log('error', state.message);
		this.#become(state);
	}

	#become(state: ServerState): void {
		this.state = state;
		for (const listener of this.#listeners) listener(state);
	}
}

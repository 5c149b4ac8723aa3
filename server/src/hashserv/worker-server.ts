import { Worker } from 'node:worker_threads';
import * as l10n from '@vscode/l10n';
import type { ServerMetrics } from '../shared/dashboard';
import type { ServerState } from '../shared/state';
import type { HostMessage, WorkerMessage, WorkerOptions } from './control';
import { messageOf } from './errors';
import { failed } from './failures';
import type { Show, ShownServer } from './shown-server';

/** How long the worker may take to tell its figures. */
const MEASURE_TIMEOUT = 5_000;
/** How long the worker may take to answer its clients and close its database. */
const STOP_TIMEOUT = 10_000;

export interface WorkerStart extends Show {
	/** The bundle of `worker.ts`. */
	readonly workerPath: string;
	readonly options: WorkerOptions;
	/** Ends a start that is under way. */
	readonly signal: AbortSignal;
}

/**
 * Starts a hash equivalence server in a thread of this process.
 * @throws Error with why it could not start; the signal's reason, once the thread has ended
 */
export function startWorker({
	workerPath,
	options,
	signal,
	tell,
	log,
}: WorkerStart): Promise<ShownServer | 'in use'> {
	return new Promise((resolve, reject) => {
		const worker = new Worker(workerPath, {
			workerData: options,
			name: 'hashserv',
			// A language server may speak over standard output.
			stdout: true,
		});
		const server = new WorkerServer(worker);
		// Nobody is served yet, so there is nothing to wait for but the system call it is in.
		const abort = (): void => {
			worker.terminate().catch(() => {});
		};
		signal.addEventListener('abort', abort, { once: true });
		let running: Extract<ServerState, { kind: 'running' }> | null = null;
		let crash: string | null = null;
		worker.on('message', (message: WorkerMessage) => {
			switch (message.kind) {
				case 'log':
					log(message.level, message.message);
					break;
				case 'running':
					signal.removeEventListener('abort', abort);
					running = message;
					tell(running);
					resolve(server);
					break;
				case 'stats':
					if (running === null || server.isStopping) break;
					running = { ...running, stats: message.stats };
					tell(running);
					break;
				case 'failed':
					if (message.addressInUse) resolve('in use');
					else reject(new Error(message.message));
			}
		});
		worker.on('error', (error) => {
			crash = messageOf(error);
		});
		worker.on('exit', (code) => {
			signal.removeEventListener('abort', abort);
			if (server.isStopping) return;
			const reason = crash ?? l10n.t`exit code ${code}`;
			const message = l10n.t`The hash equivalence server crashed (${reason}).`;
			if (running !== null) {
				tell(failed(message));
			}
			reject(signal.aborted ? signal.reason : new Error(message));
		});
	});
}

class WorkerServer implements ShownServer {
	isStopping = false;
	readonly #worker: Worker;

	constructor(worker: Worker) {
		this.#worker = worker;
	}

	/** Null when it ends instead, or does not answer in time. */
	measure(): Promise<ServerMetrics | null> {
		return new Promise((resolve) => {
			const settle = (metrics: ServerMetrics | null): void => {
				clearTimeout(timer);
				this.#worker.off('message', listen).off('exit', end);
				resolve(metrics);
			};
			const listen = (message: WorkerMessage): void => {
				if (message.kind === 'measured') settle(message.metrics);
			};
			const end = (): void => settle(null);
			const timer = setTimeout(end, MEASURE_TIMEOUT);
			this.#worker.on('message', listen).on('exit', end);
			this.#send({ kind: 'measure' });
		});
	}

	/** Asks it to stop and waits until it has; one that does not in time is terminated. */
	stop(): Promise<void> {
		this.isStopping = true;
		return new Promise((resolve) => {
			const timer = setTimeout(() => {
				this.#worker.terminate().then(
					() => resolve(),
					() => resolve(),
				);
			}, STOP_TIMEOUT);
			this.#worker.once('exit', () => {
				clearTimeout(timer);
				resolve();
			});
			this.#send({ kind: 'stop' });
		});
	}

	leave(): Promise<void> {
		return this.stop();
	}

	#send(message: HostMessage): void {
		this.#worker.postMessage(message);
	}
}

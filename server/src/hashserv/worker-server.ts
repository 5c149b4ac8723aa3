import { Worker } from 'node:worker_threads';
import * as l10n from '@vscode/l10n';
import type { ServerMetrics } from '../shared/dashboard';
import type { HostMessage, WorkerMessage, WorkerOptions } from './control';
import { messageOf } from './errors';

/** How long the worker may take to tell its figures. */
const MEASURE_TIMEOUT = 5_000;
/** How long the worker may take to answer its clients and close its database. */
const STOP_TIMEOUT = 10_000;

/** What a worker tells whoever started it; the end of its thread comes last, and once. */
export type WorkerEvent =
	| Exclude<WorkerMessage, { readonly kind: 'measured' }>
	| { readonly kind: 'ended'; readonly reason: string };

/** A hash equivalence server in a thread of this process, from its start to its end. */
export class WorkerServer {
	readonly #worker: Worker;

	/** @param workerPath the bundle of `worker.ts` */
	constructor(workerPath: string, options: WorkerOptions, tell: (event: WorkerEvent) => void) {
		this.#worker = new Worker(workerPath, {
			workerData: options,
			name: 'hashserv',
			// A language server may speak over standard output.
			stdout: true,
		});
		let crash: string | null = null;
		this.#worker.on('message', (message: WorkerMessage) => {
			if (message.kind !== 'measured') tell(message);
		});
		this.#worker.on('error', (error) => {
			crash = messageOf(error);
		});
		this.#worker.on('exit', (code) => {
			tell({ kind: 'ended', reason: crash ?? l10n.t`exit code ${code}` });
		});
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

	#send(message: HostMessage): void {
		this.#worker.postMessage(message);
	}
}

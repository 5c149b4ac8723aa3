/** The messages between the host and its worker thread. Plain data. */
import type { ServerMetrics } from '../shared/dashboard';
import type { ServerStats } from '../shared/state';

/** `workerData` of the worker: what it starts with. */
export interface WorkerOptions {
	/** Any form of BB_HASHSERVE that can be served, such as `127.0.0.1:8686`. */
	readonly address: string;
	/** Path of the SQLite file; its folder is made. */
	readonly database: string;
	/** Another server to ask for what this one does not know, in any form of BB_HASHSERVE. */
	readonly upstream?: string;
	/** What clients may do, such as `@read,@report`; without it the address decides. */
	readonly anonymousPermissions?: string;
}

export type HostMessage =
	/** Stop, answering what was asked; the worker then exits. */
	| { readonly kind: 'stop' }
	/** Tell everything that is counted: answered by `measured`. */
	| { readonly kind: 'measure' };

/** Worker to host. */
export type WorkerMessage =
	| {
			readonly kind: 'running';
			readonly address: string;
			readonly database: string;
			/** Milliseconds since the epoch. */
			readonly startedAt: number;
			readonly stats: ServerStats;
	  }
	/** At most once a second, and only when a figure changed. */
	| { readonly kind: 'stats'; readonly stats: ServerStats }
	/** Answers the oldest `measure` that is open. */
	| { readonly kind: 'measured'; readonly metrics: ServerMetrics }
	/** The server could not start; the worker exits. */
	| { readonly kind: 'failed'; readonly message: string; readonly addressInUse: boolean }
	| {
			readonly kind: 'log';
			readonly level: 'info' | 'warn' | 'error';
			readonly message: string;
	  };

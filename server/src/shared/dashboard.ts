/** What the dashboard asks the language server, once a second while it is visible. */
import { request } from './protocol';
import type { ServerState, ServerStats } from './state';
import type { TimeCounts } from './times';

export const GET_METRICS = request<MetricsParams, MetricsSample>('hashequiv/getMetrics');

export interface MetricsParams {
	/** Another server, in any form of BB_HASHSERVE; absent for this window's. */
	readonly address?: string;
}

/** A client that is connected now. */
export interface ConnectedClient {
	readonly address: string;
	/** Milliseconds since the epoch. */
	readonly since: number;
}

/** What a server of ours counts; all of it since its start. */
export interface ServerMetrics {
	readonly stats: ServerStats;
	/** Requests by the server's own time for each. */
	readonly times: TimeCounts;
	/** The longest connected; `stats.clients` counts all. */
	readonly clients: readonly ConnectedClient[];
}

/** What the database file tells. */
export interface DatabaseFigures {
	/** Bytes of the file and its log. */
	readonly bytes: number;
	/** Taskhashes whose unihash is another task's; null until they have been counted once. */
	readonly rebuildsAvoided: number | null;
}

/** A server at one moment. */
export type MetricsSample =
	/** No server of this window answers. */
	| { readonly kind: 'none'; readonly state: ServerState }
	| OwnSample
	| RemoteSample
	| { readonly kind: 'unreachable'; readonly address: string; readonly reason: string };

/** A server of ours, in this window or detached from it. */
export interface OwnSample {
	readonly kind: 'own';
	/** Milliseconds since the epoch. */
	readonly at: number;
	readonly address: string;
	readonly database: string;
	readonly startedAt: number;
	readonly isDetached: boolean;
	readonly metrics: ServerMetrics;
	/** Null when the file cannot be looked at. */
	readonly file: DatabaseFigures | null;
	/** Milliseconds of one ping of the upstream; null when it does not answer, absent without one. */
	readonly upstreamRoundTrip?: number | null;
}

/** A server that is known by the protocol alone. */
export interface RemoteSample {
	readonly kind: 'remote';
	readonly at: number;
	readonly address: string;
	/** Milliseconds of one ping. */
	readonly roundTrip: number;
	/** Times in milliseconds; null when the server does not tell us. */
	readonly requests: {
		readonly count: number;
		readonly total: number;
		readonly longest: number;
	} | null;
	/** Rows of the tables; null when the server does not tell us. */
	readonly rows: { readonly unihashes: number; readonly outhashes: number } | null;
}

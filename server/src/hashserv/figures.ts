import type { ServerMetrics } from '../shared/dashboard';
import type { ServerStats } from '../shared/state';
import type { HashServer } from './server';
import type { Store } from './store/store';

/** What an editor shows of a running server. */
export async function figuresOf(server: HashServer, store: Store): Promise<ServerStats> {
	const { stats, networkAddress } = server;
	const upstream = server.upstream();
	const { unihashes, outhashes } = await store.counts();
	return {
		unihashes,
		outhashes,
		clients: stats.connections,
		requests: stats.requests,
		lookups: stats.lookups,
		hits: stats.hits,
		reports: stats.reports,
		...(upstream === null ? {} : { upstream }),
		...(networkAddress === undefined ? {} : { networkAddress }),
		...(stats.databaseProblem === undefined ? {} : { databaseProblem: stats.databaseProblem }),
	};
}

/** Clients that a dashboard lists; more are only counted. */
const MOST_CLIENTS = 100;

/** What a dashboard shows of it besides. */
export async function metricsOf(server: HashServer, store: Store): Promise<ServerMetrics> {
	return {
		stats: await figuresOf(server, store),
		times: server.times(),
		clients: server.clients(MOST_CLIENTS),
	};
}

export function areEqual(a: ServerStats, b: ServerStats): boolean {
	return JSON.stringify(a) === JSON.stringify(b);
}

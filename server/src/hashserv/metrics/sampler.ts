import { stat } from 'node:fs/promises';
import type {
	DatabaseFigures,
	MetricsParams,
	MetricsSample,
	OwnSample,
	RemoteSample,
	ServerMetrics,
} from '../../shared/dashboard';
import { monotonic } from '../../shared/monotonic';
import type { ServerState } from '../../shared/state';
import { messageOf } from '../errors';
import type { DatabaseReader } from '../explore/reader';
import { Refusal, type Remotes } from '../explore/remotes';

/** Looks at a server when somebody wants to see it, and does nothing else. */
export interface Sampler {
	/** Never rejects. */
	sample(params: MetricsParams): Promise<MetricsSample>;
}

interface Parts {
	/** The server of this window. */
	readonly host: { readonly state: ServerState; measure(): Promise<ServerMetrics | null> };
	readonly reader: DatabaseReader;
	readonly remotes: Remotes;
}

/** Milliseconds between two looks at what costs a server more than a moment, or another server anything. */
const RARELY = 60_000;
const PING_PAUSE = 5_000;

type Running = Extract<ServerState, { kind: 'running' }>;

export function createSampler({ host, reader, remotes }: Parts): Sampler {
	const pings = remembered(PING_PAUSE, async (address) => {
		try {
			return (await remotes.request(address, 'ping', {})).roundTrip;
		} catch {
			return null;
		}
	});
	const rows = remembered(RARELY, async (address) => {
		try {
			return rowsIn((await remotes.request(address, 'get-db-usage', null)).answer);
		} catch {
			// It needs a permission, and servers before BitBake 2.4 do not know it.
			return null;
		}
	});

	async function own(state: Running, metrics: ServerMetrics): Promise<OwnSample> {
		const { address, database, startedAt, isDetached = false } = state;
		const { upstream } = metrics.stats;
		const upstreamRoundTrip = upstream === undefined ? undefined : await pings(upstream.address);
		return {
			kind: 'own',
			at: Date.now(),
			address,
			database,
			startedAt,
			isDetached,
			metrics,
			file: await fileFigures(database),
			...(upstreamRoundTrip === undefined ? {} : { upstreamRoundTrip }),
		};
	}

	async function fileFigures(database: string): Promise<DatabaseFigures | null> {
		try {
			const sizes = await Promise.all([sizeOf(database), sizeOf(`${database}-wal`)]);
			const rebuildsAvoided = await reader.ask(database, 'rebuildsAvoided');
			return { bytes: sizes[0] + sizes[1], rebuildsAvoided };
		} catch {
			return null;
		}
	}

	async function remote(address: string): Promise<RemoteSample> {
		const { requests, roundTrip } = await statsOf(address);
		return {
			kind: 'remote',
			at: Date.now(),
			address,
			roundTrip,
			requests,
			rows: await rows(address),
		};
	}

	async function statsOf(address: string): Promise<Pick<RemoteSample, 'requests' | 'roundTrip'>> {
		try {
			const { answer, roundTrip } = await remotes.request(address, 'get-stats', null);
			return { requests: requestsIn(answer), roundTrip };
		} catch (error) {
			if (!(error instanceof Refusal)) throw error;
			const { roundTrip } = await remotes.request(address, 'ping', {});
			return { requests: null, roundTrip };
		}
	}

	return {
		sample: async ({ address }) => {
			const { state } = host;
			const isOwn = address === undefined || ('address' in state && state.address === address);
			const asked = address ?? ('address' in state ? state.address : '');
			try {
				if (isOwn && state.kind === 'running') {
					const metrics = await host.measure();
					return metrics === null ? await remote(asked) : await own(state, metrics);
				}
				if (isOwn && state.kind !== 'attached') return { kind: 'none', state };
				return await remote(asked);
			} catch (error) {
				return { kind: 'unreachable', address: asked, reason: messageOf(error) };
			}
		},
	};
}

/** A look that is repeated no sooner than after a pause, for each address. */
function remembered<T>(
	pause: number,
	look: (address: string) => Promise<T>,
): (address: string) => Promise<T> {
	const last = new Map<string, { readonly at: number; readonly value: Promise<T> }>();
	return (address) => {
		const known = last.get(address);
		if (known !== undefined && monotonic() - known.at < pause) return known.value;
		const value = look(address);
		last.set(address, { at: monotonic(), value });
		return value;
	};
}

async function sizeOf(path: string): Promise<number> {
	try {
		return (await stat(path)).size;
	} catch (error) {
		if (path.endsWith('-wal')) return 0;
		throw error;
	}
}

/** Seconds of the protocol as milliseconds. */
function requestsIn(answer: unknown): RemoteSample['requests'] {
	const { num, total_time: total, max_time: longest } = Object(Object(answer).requests);
	if (typeof num !== 'number' || typeof total !== 'number') return null;
	return { count: num, total: total * 1000, longest: Number(longest ?? 0) * 1000 };
}

function rowsIn(answer: unknown): RemoteSample['rows'] {
	const usage = Object(Object(answer).usage);
	const unihashes = Object(usage.unihashes_v3).rows;
	const outhashes = Object(usage.outhashes_v2).rows;
	return typeof unihashes === 'number' && typeof outhashes === 'number'
		? { unihashes, outhashes }
		: null;
}

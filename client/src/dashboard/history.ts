import type { MetricsSample, OwnSample } from '../../../server/src/shared/dashboard';
import { percentile, since, type TimeCounts } from '../../../server/src/shared/times';

/** How much of the past is kept, in milliseconds. */
export const SPAN = 5 * 60_000;
/** Percentiles and shares are of this time, in milliseconds: long enough to be steady. */
export const RECENT = 60_000;
/** A longer pause between two samples is a gap: nobody looked. */
const GAP = 5_000;

/** The counters of one moment, which all rise. */
interface Moment {
	readonly at: number;
	readonly requests: number;
	readonly lookups: number;
	readonly hits: number;
	readonly unihashes: number;
	readonly outhashes: number;
	readonly times: TimeCounts;
}

/** A moment as the charts show it; numbers are null where nobody looked. */
export interface Point {
	readonly at: number;
	readonly requestsPerSecond: number | null;
	/** Milliseconds. */
	readonly median: number | null;
	readonly p95: number | null;
	readonly p99: number | null;
	readonly unihashes: number | null;
	readonly outhashes: number | null;
}

/** What was seen of one server while somebody looked. */
export interface History {
	/** Whose history it is: another server or another start begins a new one. */
	readonly of: string;
	readonly moments: readonly Moment[];
	readonly points: readonly Point[];
}

export const NO_HISTORY: History = { of: '', moments: [], points: [] };

/** The history with one more sample. */
export function remember(history: History, sample: MetricsSample): History {
	const now = momentOf(sample);
	if (now === null) return NO_HISTORY;
	const of = identityOf(sample);
	const known = history.of === of ? history : { ...NO_HISTORY, of };
	const before = known.moments.at(-1);
	const isFresh = ({ at }: { at: number }): boolean => at > now.at - SPAN;
	const points = [...known.points];
	if (before !== undefined) {
		const isGap = now.at - before.at > GAP;
		if (isGap) points.push(nothingAt(before.at + 1));
		points.push(pointOf(before, now));
	}
	return {
		of,
		moments: [...known.moments.filter(isFresh), now],
		points: points.filter(isFresh),
	};
}

/** What happened lately. */
export interface Recent {
	/** Milliseconds it covers. */
	readonly span: number;
	readonly requests: number;
	readonly lookups: number;
	readonly hits: number;
	readonly times: TimeCounts;
}

/** What happened in the last `span` milliseconds; null before a second sample. */
export function recent({ moments }: History, span: number): Recent | null {
	const now = moments.at(-1);
	const then = moments.find(({ at }) => now !== undefined && at >= now.at - span);
	if (now === undefined || then === undefined || then === now) return null;
	return {
		span: now.at - then.at,
		requests: now.requests - then.requests,
		lookups: now.lookups - then.lookups,
		hits: now.hits - then.hits,
		times: since(then.times, now.times),
	};
}

/** Rows that came, or went, while somebody looked. */
export function growth({ moments }: History): { unihashes: number; outhashes: number } {
	const [first, last] = [moments[0], moments.at(-1)];
	if (first === undefined || last === undefined) return { unihashes: 0, outhashes: 0 };
	return {
		unihashes: last.unihashes - first.unihashes,
		outhashes: last.outhashes - first.outhashes,
	};
}

function momentOf(sample: MetricsSample): Moment | null {
	if (sample.kind === 'own') return ownMoment(sample);
	if (sample.kind !== 'remote') return null;
	return {
		at: sample.at,
		requests: sample.requests?.count ?? 0,
		lookups: 0,
		hits: 0,
		unihashes: sample.rows?.unihashes ?? 0,
		outhashes: sample.rows?.outhashes ?? 0,
		times: [],
	};
}

function ownMoment({ at, metrics: { stats, times } }: OwnSample): Moment {
	const { requests, lookups, hits, unihashes, outhashes } = stats;
	return { at, requests, lookups, hits, unihashes, outhashes, times };
}

function identityOf(sample: MetricsSample): string {
	if (sample.kind === 'own') return `${sample.address} ${sample.startedAt}`;
	return 'address' in sample ? sample.address : '';
}

function pointOf(before: Moment, now: Moment): Point {
	const times = since(before.times, now.times);
	const seconds = Math.max(now.at - before.at, 1) / 1000;
	return {
		at: now.at,
		// A server that was restarted, or whose counters were reset, begins at nothing.
		requestsPerSecond: Math.max(0, now.requests - before.requests) / seconds,
		median: percentile(times, 0.5),
		p95: percentile(times, 0.95),
		p99: percentile(times, 0.99),
		unihashes: now.unihashes,
		outhashes: now.outhashes,
	};
}

function nothingAt(at: number): Point {
	return {
		at,
		requestsPerSecond: null,
		median: null,
		p95: null,
		p99: null,
		unihashes: null,
		outhashes: null,
	};
}

/** Samples and states to make views of. */

import { type ExploreState, NOTHING_YET } from '../../client/src/explore/state';
import type { MetricsSample, OwnSample } from '../../server/src/shared/dashboard';
import type { ReportRow } from '../../server/src/shared/explore';
import { bucketOf } from '../../server/src/shared/times';

const START = Date.UTC(2026, 10, 20, 10, 0, 0);

/** Our server so many seconds after its start, at 40 requests a second. */
export function ownSample(seconds: number, change: Partial<OwnSample> = {}): OwnSample {
	const requests = seconds * 40;
	return {
		kind: 'own',
		at: START + seconds * 1000,
		address: '127.0.0.1:8686',
		database: '/srv/sstate-cache/hashserv.db',
		startedAt: START,
		isDetached: false,
		metrics: {
			stats: {
				unihashes: 12_000 + seconds,
				outhashes: 11_000,
				clients: 2,
				requests,
				lookups: requests,
				hits: Math.floor(requests * 0.9),
				reports: seconds,
				upstream: {
					address: 'wss://hashserv.example.org/ws',
					state: 'down',
					since: START,
					lookups: 20,
					hits: 5,
					lastError: 'it closed the connection',
				},
			},
			times:
				requests === 0
					? []
					: [
							[bucketOf(0.02), requests * 0.9],
							[bucketOf(3), requests * 0.1],
						],
			clients: [
				{ address: '127.0.0.1:40000', since: START },
				{ address: '10.0.0.7:40001', since: START + 5000 },
			],
		},
		file: { bytes: 25_400_000, rebuildsAvoided: 3000 },
		upstreamRoundTrip: 12.4,
		...change,
	};
}

export const REMOTE: MetricsSample = {
	kind: 'remote',
	at: START,
	address: 'wss://hashserv.example.org/ws',
	roundTrip: 18.2,
	requests: { count: 1000, total: 250, longest: 40 },
	rows: { unihashes: 5, outhashes: 4 },
};

const METHOD = 'oe.sstatesig.OEOuthashBasic';

function report(digit: string, change: Partial<ReportRow> = {}): ReportRow {
	return {
		taskhash: digit.repeat(64),
		outhash: 'e'.repeat(64),
		created: '2026-11-20T10:42:01.430348+00:00',
		owner: 'builder',
		PN: 'busybox',
		PV: '1.36.1',
		PR: 'r0',
		task: 'package',
		hasOutput: true,
		...change,
	};
}

/** Two classes found, one of them open. */
export const EXPLORED: ExploreState = {
	...NOTHING_YET,
	server: '127.0.0.1:8686',
	text: 'busybox',
	found: {
		classes: [
			{
				method: METHOD,
				unihash: 'a'.repeat(64),
				PN: 'busybox',
				PV: '1.36.1',
				task: 'package',
				taskhashes: { number: 2, isExact: true },
			},
			{
				method: METHOD,
				unihash: 'b'.repeat(64),
				PN: null,
				PV: null,
				task: null,
				taskhashes: { number: 1000, isExact: false },
			},
		],
		cursor: '17',
		searched: 0.4,
		isExactOnly: false,
	},
	open: {
		summary: {
			method: METHOD,
			unihash: 'a'.repeat(64),
			PN: 'busybox',
			PV: '1.36.1',
			task: 'package',
			taskhashes: { number: 2, isExact: true },
		},
		rows: [
			report('a'),
			report('c', { hasOutput: false }),
			report('d', { outhash: null, PN: null }),
		],
		cursor: null,
		isWhole: true,
	},
};

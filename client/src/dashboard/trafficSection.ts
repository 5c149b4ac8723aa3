import { l10n } from 'vscode';
import type { OwnSample } from '../../../server/src/shared/dashboard';
import { percentile } from '../../../server/src/shared/times';
import { count, duration, NONE, percent, rough } from '../numbers';
import { chart } from './charts';
import { type History, RECENT, recent } from './history';
import type { Section, Tile } from './view';

/** Long enough that a build's bursts do not make the number jump. */
const RATE_SPAN = 10_000;

/** What builds ask, how often there is an answer, and how fast. */
export function trafficSection(sample: OwnSample, history: History): Section {
	return {
		id: 'traffic',
		title: l10n.t('Requests of builds'),
		tiles: [
			requestsTile(sample, history),
			hitRateTile(sample, history),
			...timeTiles(sample, history),
		],
		charts: [
			chart(history, {
				id: 'requests',
				title: l10n.t('Requests'),
				unit: l10n.t('per second'),
				explanation: l10n.t('Questions and reports answered in each second.'),
				lines: [{ label: l10n.t('Requests'), of: 'requestsPerSecond' }],
			}),
			chart(history, {
				id: 'times',
				title: l10n.t('Time for one request'),
				unit: l10n.t('µs'),
				explanation: l10n.t(
					'How long the server itself worked on one request, in each second with requests. The network is not in it.',
				),
				factor: 1000,
				lines: [
					{ label: l10n.t('Half within'), of: 'median' },
					{ label: l10n.t('95 % within'), of: 'p95' },
					{ label: l10n.t('99 % within'), of: 'p99' },
				],
			}),
		],
	};
}

function requestsTile({ metrics: { stats } }: OwnSample, history: History): Tile {
	const lately = recent(history, RATE_SPAN);
	return {
		id: 'requests',
		label: l10n.t('Requests'),
		value: lately === null ? NONE : rough((1000 * lately.requests) / lately.span),
		unit: l10n.t('per second'),
		detail: l10n.t('{0} since the start', count(stats.requests)),
		explanation: l10n.t(
			'Questions and reports of builds that the server answered, on average over the last ten seconds. A build asks once for every task.',
		),
	};
}

function hitRateTile({ metrics: { stats } }: OwnSample, history: History): Tile {
	const lately = recent(history, RECENT);
	const last =
		lately === null || lately.lookups === 0 ? null : percent(lately.hits, lately.lookups);
	return {
		id: 'hitRate',
		label: l10n.t('Look-ups that found a hash'),
		...percent(stats.hits, stats.lookups),
		detail:
			stats.lookups === 0
				? l10n.t('No build has asked yet')
				: last === null
					? l10n.t('{0} of {1}', count(stats.hits), count(stats.lookups))
					: l10n.t(
							'{0} of {1}; last minute {2} %',
							count(stats.hits),
							count(stats.lookups),
							last.value,
						),
		explanation: l10n.t(
			'How often a build asked for a task and the server knew a hash for it, since the start. A miss is a task that nobody has reported yet: it is built, or taken from shared state under its own hash.',
		),
	};
}

function timeTiles({ metrics }: OwnSample, history: History): Tile[] {
	const lately = recent(history, RECENT);
	const isRecent = lately !== null && lately.times.length > 0;
	const times = isRecent ? lately.times : metrics.times;
	const detail =
		metrics.times.length === 0
			? l10n.t('No request yet')
			: isRecent
				? l10n.t('In the last minute')
				: l10n.t('Since the start; none in the last minute');
	const tile = (id: string, label: string, part: number, explanation: string): Tile => ({
		id,
		label,
		...duration(percentile(times, part)),
		detail,
		explanation: l10n.t(
			'{0} The time that the server itself worked; the network is not in it.',
			explanation,
		),
	});
	return [
		tile(
			'median',
			l10n.t('Half of the requests within'),
			0.5,
			l10n.t('Half of the requests took no longer.'),
		),
		tile(
			'p95',
			l10n.t('95 % of the requests within'),
			0.95,
			l10n.t('One request of twenty took longer.'),
		),
		tile(
			'p99',
			l10n.t('99 % of the requests within'),
			0.99,
			l10n.t('One request of a hundred took longer.'),
		),
	];
}

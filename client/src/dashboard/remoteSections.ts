import { l10n } from 'vscode';
import type { RemoteSample } from '../../../server/src/shared/dashboard';
import { count, duration, NONE, rough, rowUnit } from '../numbers';
import { chart } from './charts';
import { type History, RECENT, recent } from './history';
import type { Section, Tile } from './view';

/** What the protocol tells of a server that is not ours. */
export function remoteSections(sample: RemoteSample, history: History): Section[] {
	const { requests, roundTrip, rows } = sample;
	const trip: Tile = {
		id: 'roundTrip',
		label: l10n.t('Round trip'),
		...duration(roundTrip),
		detail: l10n.t('The last question'),
		explanation: l10n.t('From a question of this window to the answer, through the network.'),
	};
	const traffic: Section = {
		id: 'traffic',
		title: l10n.t('Requests of builds'),
		tiles: requests === null ? [trip] : [...requestTiles(requests, history), trip],
		charts:
			requests === null
				? []
				: [
						chart(history, {
							id: 'requests',
							title: l10n.t('Requests'),
							unit: l10n.t('per second'),
							explanation: l10n.t(
								"Questions and reports answered in each second; one of them is this window's.",
							),
							lines: [{ label: l10n.t('Requests'), of: 'requestsPerSecond' }],
						}),
					],
	};
	return rows === null ? [traffic] : [traffic, databaseSection(rows)];
}

function requestTiles(requests: NonNullable<RemoteSample['requests']>, history: History): Tile[] {
	const lately = recent(history, RECENT);
	return [
		{
			id: 'requests',
			label: l10n.t('Requests'),
			value: lately === null ? NONE : rough((1000 * Math.max(0, lately.requests)) / lately.span),
			unit: l10n.t('per second'),
			detail: l10n.t('{0} since the start', count(requests.count)),
			explanation: l10n.t(
				"Questions and reports that the server answered, on average over the last minute. One per second is this window's own.",
			),
		},
		{
			id: 'average',
			label: l10n.t('Average time'),
			...duration(requests.count === 0 ? null : requests.total / requests.count),
			detail: l10n.t('Since the start'),
			explanation: l10n.t(
				'How long the server itself worked on one request; the network is not in it.',
			),
		},
		{
			id: 'longest',
			label: l10n.t('Longest time'),
			...duration(requests.count === 0 ? null : requests.longest),
			detail: l10n.t('Since the start'),
			explanation: l10n.t('The one request that the server worked on longest.'),
		},
	];
}

function databaseSection({ unihashes, outhashes }: NonNullable<RemoteSample['rows']>): Section {
	const detail = l10n.t('Asked once a minute');
	return {
		id: 'database',
		title: l10n.t('Database'),
		tiles: [
			{
				id: 'unihashes',
				label: l10n.t('Tasks known'),
				value: count(unihashes),
				unit: rowUnit(unihashes),
				detail,
				explanation: l10n.t(
					'Taskhashes with a unihash: the tasks for which a build gets an answer.',
				),
			},
			{
				id: 'outhashes',
				label: l10n.t('Outputs reported'),
				value: count(outhashes),
				unit: rowUnit(outhashes),
				detail,
				explanation: l10n.t('Outputs that builds have reported.'),
			},
		],
		charts: [],
	};
}

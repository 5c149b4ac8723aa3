import { l10n } from 'vscode';
import type { UpstreamStats } from '../../../server/src/shared/state';
import { count, duration, moment, percent } from '../numbers';
import { ringText } from '../ringText';
import type { Section } from './view';

/** How it goes with the server that is asked for what ours does not know. */
export function upstreamSection(upstream: UpstreamStats, roundTrip: number | null): Section {
	const { address, since, lookups, hits, lastError } = upstream;
	const isRing = upstream.isRing === true && upstream.state === 'connected';
	return {
		id: 'upstream',
		title: l10n.t('Upstream'),
		tiles: [
			{
				id: 'upstreamState',
				label: l10n.t('Connection'),
				value: isRing ? l10n.t('In a ring') : stateText(upstream.state),
				unit: '',
				detail: since === undefined ? address : l10n.t('{0}, since {1}', address, moment(since)),
				explanation: isRing
					? ringText()
					: l10n.t(
							'The server that is asked for what this one does not know. While it is down, builds find only what is stored here; they neither wait nor fail.',
						),
			},
			{
				id: 'upstreamRoundTrip',
				label: l10n.t('Round trip'),
				...duration(roundTrip),
				detail:
					roundTrip === null
						? l10n.t('It does not answer a ping')
						: l10n.t('Asked every five seconds'),
				explanation: l10n.t(
					'From a ping to its answer. Every look-up that has to go to the upstream takes at least so long.',
				),
			},
			{
				id: 'upstreamHits',
				label: l10n.t('Look-ups it answered'),
				...percent(hits, lookups),
				detail:
					lookups === 0
						? l10n.t('It has not been asked yet')
						: l10n.t('{0} found, {1} missed', count(hits), count(lookups - hits)),
				explanation: l10n.t(
					'How often the upstream knew what this server did not, since the start. Its answers are stored here, so nothing is asked twice.',
				),
			},
			...(lastError === undefined
				? []
				: [
						{
							id: 'upstreamError',
							label: l10n.t('Last problem'),
							value: lastError,
							unit: '',
							detail: '',
							explanation: l10n.t('Why the upstream could not be asked the last time.'),
						},
					]),
		],
		charts: [],
	};
}

function stateText(state: UpstreamStats['state']): string {
	switch (state) {
		case 'connected':
			return l10n.t('Connected');
		case 'connecting':
			return l10n.t('Connecting');
		case 'down':
			return l10n.t('Down');
	}
}

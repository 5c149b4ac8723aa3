import { l10n } from 'vscode';
import type { OwnSample } from '../../../server/src/shared/dashboard';
import { age, count, moment } from '../numbers';
import type { Section } from './view';

/** Who is connected. */
export function clientsSection({ at, metrics: { stats, clients } }: OwnSample): Section {
	const more = stats.clients - clients.length;
	return {
		id: 'clients',
		title: l10n.t('Clients'),
		tiles: [
			{
				id: 'clients',
				label: l10n.t('Connected now'),
				value: count(stats.clients),
				unit: stats.clients === 1 ? l10n.t('connection') : l10n.t('connections'),
				detail: more > 0 ? l10n.t('{0} of them are listed', count(clients.length)) : '',
				explanation: l10n.t(
					'Connections that are open. A running build keeps at least one; several from one address are one build more often than several.',
				),
			},
		],
		charts: [],
		table: {
			caption: l10n.t('Connected clients'),
			explanation: l10n.t('The longest connected first.'),
			columns: [l10n.t('Address'), l10n.t('Connected since'), l10n.t('For')],
			rows: clients.map(({ address, since }) => [address, moment(since), age(at - since)]),
			empty: l10n.t('No build is connected.'),
		},
	};
}

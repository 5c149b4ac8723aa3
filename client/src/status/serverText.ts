import { l10n } from 'vscode';
import type { ServerState, ServerStats } from '../../../server/src/shared/state';
import { count, percent } from '../numbers';

/** The hash server's state in few words, such as `running 127.0.0.1:8686`. */
export function serverText(state: ServerState): string {
	switch (state.kind) {
		case 'starting':
			return l10n.t('starting {0}', state.address);
		case 'running':
			return l10n.t('running {0}', state.address);
		case 'attached':
			return l10n.t('attached to {0}', state.address);
		case 'stopped':
			return l10n.t('stopped');
		case 'stopping':
			return l10n.t('stopping');
		case 'failed':
			return l10n.t('failed');
	}
}

/** One labelled figure of the running server. */
interface Figure {
	readonly id: string;
	readonly label: string;
	readonly value: string;
	readonly explanation: string;
}

/** What the running server has done and holds, in the order to show it. */
export function figuresOf(stats: ServerStats): readonly Figure[] {
	return [
		{
			id: 'lookups',
			label: l10n.t('Look-ups answered'),
			value: foundText(stats),
			explanation: l10n.t(
				'How often a build asked for a hash and the server knew an equivalent, since start.',
			),
		},
		{
			id: 'reports',
			label: l10n.t('Reports stored'),
			value: count(stats.reports),
			explanation: l10n.t('Output hashes that builds have reported since start.'),
		},
		{
			id: 'rows',
			label: l10n.t('Rows'),
			value: [
				stats.unihashes === 1
					? l10n.t('1 unihash')
					: l10n.t('{0} unihashes', count(stats.unihashes)),
				stats.outhashes === 1
					? l10n.t('1 output hash')
					: l10n.t('{0} output hashes', count(stats.outhashes)),
			].join(', '),
			explanation: l10n.t('What the database holds.'),
		},
		{
			id: 'clients',
			label: l10n.t('Clients'),
			value: count(stats.clients),
			explanation: l10n.t('Connections open now. A running build keeps at least one.'),
		},
		{
			id: 'requests',
			label: l10n.t('Requests'),
			value: count(stats.requests),
			explanation: l10n.t('Messages answered since start.'),
		},
	];
}

/** How many of the look-ups found something. */
export function foundText({ lookups, hits }: Pick<ServerStats, 'lookups' | 'hits'>): string {
	if (lookups === 0) {
		return l10n.t('none asked yet');
	}
	return l10n.t('{0} % ({1} of {2})', percent(hits, lookups).value, count(hits), count(lookups));
}

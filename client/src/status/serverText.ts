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
		default:
			return stateWord(state);
	}
}

/** The same in one word. */
export function stateWord({ kind }: ServerState): string {
	switch (kind) {
		case 'starting':
			return l10n.t('starting');
		case 'running':
			return l10n.t('running');
		case 'attached':
			return l10n.t('attached');
		case 'stopped':
			return l10n.t('stopped');
		case 'stopping':
			return l10n.t('stopping');
		case 'failed':
			return l10n.t('failed');
	}
}

/** What it means that the database of a running server fails; undefined while it works. */
export function databaseProblemText({ databaseProblem: problem }: ServerStats): string | undefined {
	return problem === undefined
		? undefined
		: l10n.t(
				'The hash server cannot use its database. {0} Builds go on, but what they report is lost, so later builds make again what they could have reused.',
				problem,
			);
}

/** The same of a server as a window sees it. */
export function problemOf(state: ServerState): string | undefined {
	return state.kind === 'running' && state.stats !== null
		? databaseProblemText(state.stats)
		: undefined;
}

/** One labelled figure of the running server. */
interface Figure {
	readonly id: string;
	readonly label: string;
	readonly value: string;
	/** What the value is made of. */
	readonly detail?: string;
	readonly explanation: string;
}

/** What the running server has done and holds, in the order to show it. */
export function figuresOf(stats: ServerStats): readonly Figure[] {
	return [
		{
			id: 'lookups',
			label: l10n.t('Look-ups found'),
			...found(stats),
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
			id: 'unihashes',
			label: l10n.t('Unihashes'),
			value: count(stats.unihashes),
			explanation: l10n.t('Tasks whose hash the database knows.'),
		},
		{
			id: 'outhashes',
			label: l10n.t('Output hashes'),
			value: count(stats.outhashes),
			explanation: l10n.t('Outputs of tasks that the database knows.'),
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

/** A figure in one line. */
export function figureText({ label, value, detail }: Figure): string {
	return detail === undefined ? `${label}: ${value}` : `${label}: ${value} (${detail})`;
}

/** How many of the look-ups found something. */
export function foundText({ lookups, hits }: Pick<ServerStats, 'lookups' | 'hits'>): string {
	const { value, detail } = found({ lookups, hits });
	return detail === undefined ? value : `${value} (${detail})`;
}

function found({
	lookups,
	hits,
}: Pick<ServerStats, 'lookups' | 'hits'>): Pick<Figure, 'value' | 'detail'> {
	if (lookups === 0) return { value: l10n.t('none asked yet') };
	return {
		value: `${percent(hits, lookups).value} %`,
		detail: l10n.t('{0} of {1}', count(hits), count(lookups)),
	};
}

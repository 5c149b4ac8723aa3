import { env, l10n } from 'vscode';
import { COMMANDS } from '../../../server/src/shared/commands';
import type { SharingFigures, SharingInfo, SharingState } from '../../../server/src/shared/sharing';
import { count, size, withUnit } from '../numbers';
import { showLogNode } from './showLogNode';
import type { StatusNode } from './statusNode';
import { stepNode } from './stepNode';

const ICONS = {
	starting: { icon: 'loading~spin' },
	running: { icon: 'broadcast', color: 'charts.green' },
	stopping: { icon: 'loading~spin' },
	failed: { icon: 'error', color: 'problemsErrorIcon.foreground' },
} as const;

/** The line of the cache that this window shares, with its addresses and figures below; none when it shares none. */
export function sharingNode(state: SharingState | undefined): readonly StatusNode[] {
	if (state === undefined) return [];
	const children = detailsOf(state);
	return [
		{
			id: children.length === 0 ? 'sharing' : 'sharing-with-details',
			label: l10n.t('Sharing'),
			description: descriptionOf(state),
			...ICONS[state.kind],
			tooltip: tooltipOf(state),
			context: `sharing-${state.kind}`,
			children,
			expanded: true,
		},
	];
}

function descriptionOf(state: SharingState): string {
	switch (state.kind) {
		case 'running':
			return state.info.isLocal
				? l10n.t('on this machine only')
				: l10n.t('for whoever can connect');
		case 'failed':
			return l10n.t('failed');
		case 'starting':
			return l10n.t('starting');
		case 'stopping':
			return l10n.t('stopping');
	}
}

function tooltipOf(state: SharingState): StatusNode['tooltip'] {
	switch (state.kind) {
		case 'running':
			return [
				l10n.t('The cache of {0}, for reading only', state.info.buildDirectory),
				l10n.t('Since {0}', new Date(state.info.startedAt).toLocaleString(env.language)),
				l10n.t('It ends with this window.'),
				...state.info.notes,
				l10n.t('For conf/local.conf or conf/site.conf of each client:'),
				{ code: state.info.block },
			];
		case 'failed':
			return [state.message];
		default:
			return [l10n.t('The cache is not shared yet, or not any more.')];
	}
}

function detailsOf(state: SharingState): readonly StatusNode[] {
	if (state.kind === 'failed') return stepsAfterFailure();
	if (state.kind !== 'running') return [];
	const { info, figures } = state;
	return [
		...fileNodes(info),
		...(info.hashServer === undefined
			? []
			: [addressNode('hashServer', l10n.t('Hash server'), 'database', info.hashServer)]),
		detail(
			'requests',
			l10n.t('Requests: {0}', requestsText(figures)),
			'graph',
			l10n.t(
				'Files that clients asked for, and how many were there. A build asks for more than one cache has.',
			),
			l10n.t('Connections open now: {0}', count(figures.connections)),
		),
		...(figures.requests === 0
			? []
			: [
					detail(
						'sent',
						l10n.t('Sent: {0}', withUnit(size(figures.bytes))),
						'graph',
						l10n.t('What clients were sent of files.'),
					),
				]),
		...(figures.lookups === 0
			? []
			: [
					detail(
						'lookups',
						l10n.t('Look-ups: {0}, {1} found', count(figures.lookups), count(figures.hits)),
						'graph',
						l10n.t('Hashes that clients asked for, and how many were known.'),
					),
				]),
	];
}

/** Why it failed stands above the tree. */
function stepsAfterFailure(): readonly StatusNode[] {
	return [
		stepNode(
			COMMANDS.shareCache,
			'refresh',
			l10n.t('Share again...'),
			l10n.t('Asks anew what to share, and with whom.'),
		),
		showLogNode(),
	];
}

/** The host once and the paths on it, for a line has no room for both. */
function fileNodes({ sstate, downloads }: SharingInfo): readonly StatusNode[] {
	const origin = originOf(sstate ?? downloads);
	if (origin === undefined) return [];
	const path = (id: string, label: string, icon: string, url?: string): StatusNode[] =>
		url === undefined ? [] : [addressNode(id, label, icon, url, new URL(url).pathname)];
	return [
		addressNode('files', l10n.t('Files'), 'globe', origin, new URL(origin).host),
		...path('sstate', l10n.t('Shared state'), 'package', sstate),
		...path('downloads', l10n.t('Downloads'), 'cloud-download', downloads),
	];
}

function originOf(url: string | undefined): string | undefined {
	return url === undefined ? undefined : new URL(url).origin;
}

function addressNode(
	id: string,
	label: string,
	icon: string,
	address: string,
	shown = address,
): StatusNode {
	return detail(id, `${label}: ${shown}`, icon, label, { code: address });
}

function requestsText({ requests, found }: SharingFigures): string {
	return requests === 0
		? l10n.t('none yet')
		: l10n.t('{0}, {1} found', count(requests), count(found));
}

function detail(
	id: string,
	label: string,
	icon: string,
	...tooltip: StatusNode['tooltip'][number][]
): StatusNode {
	return { id: `sharing#${id}`, label, icon, tooltip, children: [] };
}

import { COMMANDS } from '../../../server/src/shared/commands';
import type { SharingFigures, SharingState } from '../../../server/src/shared/sharing';
import type { StatusNode } from './statusNode';

const ICONS = {
	starting: { icon: 'loading~spin' },
	running: { icon: 'broadcast', color: 'testing.iconPassed' },
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
			label: 'Sharing',
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
			return state.info.isLocal ? 'on this machine only' : 'for whoever can connect';
		case 'failed':
			return 'failed';
		default:
			return state.kind;
	}
}

function tooltipOf(state: SharingState): StatusNode['tooltip'] {
	switch (state.kind) {
		case 'running':
			return [
				`The cache of ${state.info.buildDirectory}, for reading only`,
				`Since ${new Date(state.info.startedAt).toLocaleString()}`,
				'It ends with this window.',
				...state.info.notes,
				'For conf/local.conf or conf/site.conf of each client:',
				{ code: state.info.block },
			];
		case 'failed':
			return [state.message];
		default:
			return ['The cache is not shared yet, or not any more.'];
	}
}

function detailsOf(state: SharingState): readonly StatusNode[] {
	if (state.kind === 'failed') {
		const command = { id: COMMANDS.showLog, title: 'Show Log', arguments: [] };
		return [{ ...detail('failure', state.message, 'info', state.message), command }];
	}
	if (state.kind !== 'running') return [];
	const { info, figures } = state;
	const address = (id: string, label: string, icon: string, value?: string): StatusNode[] =>
		value === undefined ? [] : [detail(id, `${label}: ${value}`, icon, label, { code: value })];
	return [
		...address('sstate', 'Shared state', 'package', info.sstate),
		...address('downloads', 'Downloads', 'cloud-download', info.downloads),
		...address('hashServer', 'Hash server', 'database', info.hashServer),
		detail(
			'requests',
			`Requests: ${requestsText(figures)}`,
			'graph',
			'Files that clients asked for, and how many were there. A build asks for more than one cache has.',
			`Sent: ${bytesText(figures.bytes)}. Connections open now: ${count(figures.connections)}`,
		),
		...(figures.lookups === 0
			? []
			: [
					detail(
						'lookups',
						`Look-ups: ${count(figures.lookups)}, ${count(figures.hits)} found`,
						'graph',
						'Hashes that clients asked for, and how many were known.',
					),
				]),
	];
}

function requestsText({ requests, found, bytes }: SharingFigures): string {
	return requests === 0
		? 'none yet'
		: `${count(requests)}, ${count(found)} found, ${bytesText(bytes)} sent`;
}

function detail(
	id: string,
	label: string,
	icon: string,
	...tooltip: StatusNode['tooltip'][number][]
): StatusNode {
	return { id: `sharing#${id}`, label, icon, tooltip, children: [] };
}

const NUMBERS = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'];

function count(number: number): string {
	return NUMBERS.format(number);
}

function bytesText(bytes: number): string {
	const power = bytes < 1000 ? 0 : Math.min(4, Math.floor(Math.log10(bytes) / 3));
	return `${count(bytes / 1000 ** power)} ${UNITS[power]}`;
}

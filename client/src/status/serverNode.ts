import { dirname } from 'node:path';
import { env, l10n } from 'vscode';
import { COMMANDS } from '../../../server/src/shared/commands';
import type { ServerState, UpstreamStats } from '../../../server/src/shared/state';
import { roundTrip } from '../numbers';
import { ringText } from '../ringText';
import { figuresOf, figureText, foundText, problemOf, serverText, stateWord } from './serverText';
import { shortPath } from './shortPath';
import { showLogNode } from './showLogNode';
import type { StatusNode } from './statusNode';
import { stepNode } from './stepNode';

const ICONS = {
	stopped: { icon: 'circle-slash' },
	starting: { icon: 'loading~spin' },
	running: { icon: 'pass-filled', color: 'charts.green' },
	attached: { icon: 'plug' },
	stopping: { icon: 'loading~spin' },
	failed: { icon: 'error', color: 'problemsErrorIcon.foreground' },
} as const;

/** The hash server's line in the status view, with its figures or what to do next below. */
export function serverNode(state: ServerState, steps: readonly StatusNode[] = []): StatusNode {
	const children = [...detailsOf(state), ...steps];
	const problem = problemOf(state);
	return {
		// A line that VS Code has shown without details stays closed under the same id.
		id: children.length === 0 ? 'server' : 'server-with-details',
		label: l10n.t('Hash server'),
		// Addresses stand below it: behind the label a narrow view cuts them.
		description: stateWord(state),
		...(problem === undefined
			? ICONS[state.kind]
			: { icon: 'warning', color: 'problemsWarningIcon.foreground' }),
		tooltip: [
			l10n.t('Hash server: {0}', serverText(state)),
			...(problem === undefined ? [] : [problem]),
			...explanationOf(state),
		],
		context: `server-${state.kind}`,
		children,
		expanded: true,
	};
}

function explanationOf(state: ServerState): readonly string[] {
	switch (state.kind) {
		case 'attached':
			return [l10n.t('This window did not start it and cannot stop it. Builds can use it.')];
		case 'running':
			return [
				l10n.t('Since {0}', new Date(state.startedAt).toLocaleString(env.language)),
				state.isDetached
					? l10n.t(
							'It runs on its own and goes on when this window is closed. Any window can stop it.',
						)
					: l10n.t('It ends with this window.'),
			];
		case 'failed':
			return [state.message];
		default:
			return [];
	}
}

function detailsOf(state: ServerState): readonly StatusNode[] {
	switch (state.kind) {
		case 'running':
			return [
				addressNode(state.address),
				...networkAddressNode(state.stats?.networkAddress),
				databaseNode(state.database),
				...(state.stats?.upstream === undefined ? [] : [upstreamNode(state.stats.upstream)]),
				...(state.stats === null ? [] : figuresOf(state.stats)).map((figure) => ({
					...detail(
						figure.id,
						figure.label,
						figure.value,
						'graph',
						figureText(figure),
						figure.explanation,
					),
					...(figure.detail !== undefined && { description: figure.detail }),
				})),
			];
		case 'attached':
			return [
				addressNode(state.address),
				detail('roundTrip', l10n.t('Round trip'), roundTrip(state.roundTripMs), 'pulse'),
			];
		case 'failed':
			return stepsAfter(state);
		default:
			return [];
	}
}

/** What to do about a failure; why it came stands above the tree, where there is room for it. */
function stepsAfter({ offer }: ServerState & { kind: 'failed' }): readonly StatusNode[] {
	return [
		...(offer === undefined
			? []
			: [
					stepNode(
						COMMANDS.start,
						'play',
						l10n.t('Start at {0}', offer),
						l10n.t(
							'For this once. Builds have to be told this address: Use This Server does that.',
						),
						{ address: offer },
					),
				]),
		stepNode(
			COMMANDS.start,
			'refresh',
			l10n.t('Try again'),
			l10n.t('Starts the hash server as the settings say.'),
		),
		stepNode(
			COMMANDS.openSettings,
			'gear',
			l10n.t('Open settings'),
			l10n.t('The address and the database of the hash server are set there.'),
			{ key: 'server' },
		),
		showLogNode(),
	];
}

/** About as many characters fit into a line of a view that nobody has widened. */
const LINE_LENGTH = 30;

function databaseNode(database: string): StatusNode {
	const label = l10n.t('Database');
	const path = shortPath(dirname(database), LINE_LENGTH - `${label}: `.length);
	return {
		...detail('database', label, path, 'database'),
		tooltip: [label, { code: database }],
		context: 'database',
		command: {
			id: COMMANDS.openDatabaseFolder,
			title: l10n.t('Open Database Folder'),
			arguments: [],
		},
	};
}

function addressNode(address: string): StatusNode {
	return {
		...detail(
			'address',
			l10n.t('Address'),
			address,
			'globe',
			l10n.t('What a build gets as BB_HASHSERVE:'),
		),
		context: 'address',
		address,
		tooltip: [l10n.t('What a build gets as BB_HASHSERVE:'), { code: address }],
	};
}

/** For a server that a whole network can use: its other address leads nowhere from there. */
function networkAddressNode(address: string | undefined): readonly StatusNode[] {
	if (address === undefined) return [];
	return [
		{
			...detail('networkAddress', l10n.t('Network'), address, 'broadcast'),
			context: 'address',
			address,
			tooltip: [
				l10n.t('What builds on other machines get as BB_HASHSERVE, if they know this name:'),
				{ code: address },
			],
		},
	];
}

/** The server that is asked for what ours does not know. */
function upstreamNode(upstream: UpstreamStats): StatusNode {
	const { address, lastError } = upstream;
	const isRing = upstream.isRing === true && upstream.state === 'connected';
	const state = isRing ? 'ring' : upstream.state;
	return {
		...detail(
			'upstream',
			l10n.t('Upstream'),
			UPSTREAM_WORDS[state],
			UPSTREAM_ICONS[state],
			l10n.t('Upstream: {0}', UPSTREAM_WORDS[state]),
			{ code: address },
			l10n.t('Asked for what this server does not know: {0}, since start.', foundText(upstream)),
			...(state === 'down'
				? [l10n.t('While it is down, builds find only what this server has stored.')]
				: []),
			...(state === 'ring' ? [ringText()] : []),
			...(lastError === undefined ? [] : [l10n.t('Last problem: {0}', lastError)]),
		),
		...(UPSTREAM_ICONS[state] === 'warning' && { color: 'problemsWarningIcon.foreground' }),
		description: address.replace(/^wss?:\/\//, ''),
		context: 'upstream',
	};
}

const UPSTREAM_WORDS = {
	connected: l10n.t('connected'),
	connecting: l10n.t('connecting'),
	down: l10n.t('down'),
	ring: l10n.t('in a ring'),
} as const;

const UPSTREAM_ICONS = {
	connected: 'cloud',
	connecting: 'loading~spin',
	down: 'warning',
	ring: 'warning',
} as const;

function detail(
	id: string,
	label: string,
	value: string,
	icon: string,
	...tooltip: StatusNode['tooltip'][number][]
): StatusNode {
	return {
		id: `server#${id}`,
		label: value === '' ? label : `${label}: ${value}`,
		icon,
		tooltip: tooltip.length > 0 ? tooltip : [`${label}: ${value}`],
		children: [],
	};
}

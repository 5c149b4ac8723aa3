import { env, l10n } from 'vscode';
import { COMMANDS } from '../../../server/src/shared/commands';
import type { BuildRun, MachineBuilds } from '../../../server/src/shared/insight';
import type { BuildSnapshot } from '../../../server/src/shared/state';
import { count, percent } from '../numbers';
import type { StatusNode } from './statusNode';

/**
 * A build's line on how much shared state its last builds found; nothing until
 * the logs were read. Where too much was missed its context is `lastBuilds-low`,
 * and what can be done about that stands below it.
 */
export function lastBuildsNode({ uri, lastBuilds }: BuildSnapshot): readonly StatusNode[] {
	if (lastBuilds === undefined) return [];
	const newest = lastBuilds[0];
	if (newest === undefined) return [nothingYet(uri)];
	const id = `${uri}#lastBuilds`;
	const isLow = lastBuilds.some((machine) => machine.isLow);
	const name = lastBuilds.length === 1 ? '' : `${newest.machine}: `;
	return [
		{
			id,
			label: l10n.t('Last builds'),
			description: `${name}${trendText(newest)}`,
			...(isLow
				? { icon: 'warning', color: 'problemsWarningIcon.foreground' }
				: { icon: 'history' }),
			tooltip: tooltipOf(newest),
			context: isLow ? 'lastBuilds-low' : 'lastBuilds',
			buildUri: uri,
			children: [
				...(isLow ? [doctorNode(uri)] : []),
				...(lastBuilds.length === 1
					? newest.runs.map((run) => runNode(run, uri))
					: lastBuilds.map((machine) => machineNode(machine, uri))),
			],
		},
	];
}

/** Such as `93 % match · was 60 %`. */
function trendText({ matchRate, previousRate }: MachineBuilds): string {
	if (matchRate === null) return l10n.t('nothing was looked for');
	const now = l10n.t('{0} % match', matchRate);
	return previousRate === null ? now : `${now} · ${l10n.t('was {0} %', previousRate)}`;
}

function tooltipOf({ machine, matchRate, previousRate, isLow }: MachineBuilds): string[] {
	return [
		l10n.t('Machine {0}', machine),
		...(matchRate === null
			? [l10n.t('No build looked for anything in shared state: the build directory had it all.')]
			: [
					l10n.t(
						'{0} % of the task outputs that the newest build looked for in shared state were found. The other tasks ran.',
						matchRate,
					),
				]),
		...(previousRate === null ? [] : [l10n.t('The build before that found {0} %.', previousRate)]),
		...(isLow
			? [
					l10n.t(
						'That is little: much was built that shared state should have had. The Doctor looks for the reason.',
					),
				]
			: []),
	];
}

function nothingYet(uri: string): StatusNode {
	return {
		id: `${uri}#lastBuilds`,
		label: l10n.t('Last builds'),
		description: l10n.t('none yet'),
		icon: 'history',
		tooltip: [
			l10n.t(
				'After a build, the share of task outputs that were found in shared state is shown here. It is read from BitBake’s console logs, log/cooker/MACHINE in TMPDIR.',
			),
		],
		context: 'lastBuilds',
		buildUri: uri,
		children: [],
	};
}

function doctorNode(uri: string): StatusNode {
	return {
		id: `${uri}#lastBuilds-doctor`,
		label: l10n.t('Run Doctor'),
		description: l10n.t('find out why'),
		icon: 'pulse',
		tooltip: [
			l10n.t('Checks the settings, the hash server and the mirrors of this build for a reason.'),
		],
		buildUri: uri,
		command: {
			id: COMMANDS.runDoctor,
			title: l10n.t('Run Doctor'),
			arguments: [{ buildUri: uri }],
		},
		children: [],
	};
}

function machineNode(machine: MachineBuilds, uri: string): StatusNode {
	return {
		id: `${uri}#lastBuilds-${machine.machine}`,
		label: machine.machine,
		description: trendText(machine),
		icon: 'circuit-board',
		tooltip: tooltipOf(machine),
		buildUri: uri,
		children: machine.runs.map((run) => runNode(run, uri)),
	};
}

/** What a run found, such as `93 %, 4 missed`: a narrow view has no room for more. */
export function runText({ wanted, found, missed }: BuildRun): string {
	if (wanted === 0) return l10n.t('nothing looked for');
	const share = percent(Math.min(found, wanted), wanted).value;
	return l10n.t('{0} %, {1} missed', share, count(missed));
}

function runNode(run: BuildRun, buildUri: string): StatusNode {
	const { wanted, found, local, mirrors, missed, current, log, startedAt } = run;
	const origin = { uri: log, line: 1, label: log };
	return {
		id: log,
		label: runTime(run),
		description: runText(run),
		icon: 'list-tree',
		tooltip: [
			l10n.t('Build of {0}', TIME.format(startedAt)),
			l10n.t('Looked for in shared state: {0} task outputs', count(wanted)),
			...(local === null || mirrors === null
				? [l10n.t('Found: {0}', count(found))]
				: [
						l10n.t('Found in SSTATE_DIR: {0}', count(local)),
						l10n.t('Found on a mirror: {0}', count(mirrors)),
					]),
			l10n.t('Missed, so the task ran: {0}', count(missed)),
			l10n.t('Still in the build directory, so not looked for: {0}', count(current)),
			l10n.t('Click to see what was built instead of reused.'),
		],
		context: 'buildRun',
		buildUri,
		origin,
		command: {
			id: COMMANDS.showRan,
			title: l10n.t('Show What Was Built Instead of Reused'),
			arguments: [{ buildUri, origin }],
		},
		children: [],
	};
}

const TIME = new Intl.DateTimeFormat(env.language, { dateStyle: 'medium', timeStyle: 'short' });
const SHORT_TIME = new Intl.DateTimeFormat(env.language, {
	month: 'short',
	day: 'numeric',
	hour: '2-digit',
	minute: '2-digit',
	hourCycle: 'h23',
});
const HALF_A_YEAR_MS = 180 * 24 * 3600_000;

/** When a run began: short, so that the numbers behind it are seen in a narrow view; with the year where it may be another one. */
export function runTime({ startedAt }: BuildRun): string {
	return Date.now() - startedAt < HALF_A_YEAR_MS
		? SHORT_TIME.format(startedAt)
		: TIME.format(startedAt);
}

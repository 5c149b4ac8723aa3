import { l10n } from 'vscode';
import { COMMANDS } from '../../../server/src/shared/commands';
import type { StatusSnapshot } from '../../../server/src/shared/state';

/** A line of the status menu. */
interface MenuEntry {
	readonly label: string;
	/** A codicon's name. */
	readonly icon: string;
	readonly description?: string;
	readonly command: string;
	readonly arguments: readonly unknown[];
}

/** The status menu: what fits the hash server's state, the likeliest first. */
export function menuOf({ server, builds }: StatusSnapshot): readonly MenuEntry[] {
	const use = builds.length > 0 ? [USE] : [];
	const always = builds.length > 0 ? [DOCTOR, ...ALWAYS] : ALWAYS;
	switch (server.kind) {
		case 'stopped':
			return [START, ...always];
		case 'starting':
			return [STOP, ...always];
		case 'stopping':
			return always;
		case 'running':
			return [...use, DASHBOARD, EXPLORE, COPY, DATABASE, RESTART, STOP, ...always];
		case 'attached':
			return [
				...use,
				DASHBOARD,
				EXPLORE,
				COPY,
				{ ...START, label: l10n.t('Try to Start Own Server') },
				...always,
			];
		case 'failed':
			return [
				...(server.offer === undefined
					? []
					: [
							entry('play', l10n.t('Start at {0}', server.offer), COMMANDS.start, {
								address: server.offer,
							}),
						]),
				{ ...START, label: l10n.t('Try Again') },
				{ ...STOP, label: l10n.t('Leave It Stopped') },
				...always,
			];
	}
}

function entry(icon: string, label: string, command: string, ...args: unknown[]): MenuEntry {
	return { icon, label, command, arguments: args };
}

const START = entry('play', l10n.t('Start Hash Server'), COMMANDS.start);
const STOP = entry('debug-stop', l10n.t('Stop Hash Server'), COMMANDS.stop);
const RESTART = entry('debug-restart', l10n.t('Restart Hash Server'), COMMANDS.restart);
const USE = entry('plug', l10n.t('Use This Server in local.conf'), COMMANDS.useServer);
const COPY = entry('copy', l10n.t('Copy Server Address'), COMMANDS.copyAddress);
const DATABASE = entry(
	'folder-opened',
	l10n.t('Open Database Folder'),
	COMMANDS.openDatabaseFolder,
);
const DASHBOARD = entry('dashboard', l10n.t('Open Dashboard'), COMMANDS.openDashboard);
const EXPLORE = entry('search', l10n.t('Explore Equivalences'), COMMANDS.exploreEquivalences);
const DOCTOR = entry('pulse', l10n.t('Run Doctor'), COMMANDS.runDoctor);
const ALWAYS: readonly MenuEntry[] = [
	// VS Code makes this command for every view.
	entry('list-tree', l10n.t('Show Status'), 'hashEquivalence.status.focus'),
	entry('output', l10n.t('Show Log'), COMMANDS.showLog),
	entry('gear', l10n.t('Open Settings'), COMMANDS.openSettings),
];

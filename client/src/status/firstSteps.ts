import { l10n } from 'vscode';
import { COMMANDS, type CommandId } from '../../../server/src/shared/commands';
import type { StatusSnapshot } from '../../../server/src/shared/state';
import type { StatusNode } from './statusNode';
import { usesServer } from './usesServer';

/** What to do where no server runs and a build asks none: the ways to get one. */
export function firstSteps({ server, builds }: StatusSnapshot): readonly StatusNode[] {
	if (server.kind !== 'stopped' || builds.length === 0 || builds.every(usesServer)) return [];
	return [
		step(
			COMMANDS.start,
			'play',
			l10n.t('Start one on this machine'),
			l10n.t(
				'Builds of this machine share what they find out, also when they run at the same time.',
			),
		),
		step(
			COMMANDS.connectCache,
			'plug',
			l10n.t('Connect to a shared cache...'),
			l10n.t('Looks on a machine of your network for a hash server, shared state and downloads.'),
		),
		step(
			COMMANDS.usePublicCache,
			'globe',
			l10n.t('Use the public cache'),
			l10n.t('The Yocto Project’s, for standard builds of Yocto 4.0 and later.'),
		),
	];
}

function step(command: CommandId, icon: string, label: string, explanation: string): StatusNode {
	return {
		id: `step#${command}`,
		label,
		icon,
		tooltip: [explanation],
		command: { id: command, title: label, arguments: [] },
		children: [],
	};
}

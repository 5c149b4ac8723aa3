import { l10n } from 'vscode';
import { COMMANDS } from '../../../server/src/shared/commands';
import type { StatusSnapshot } from '../../../server/src/shared/state';
import type { StatusNode } from './statusNode';
import { stepNode } from './stepNode';
import { usesServer } from './usesServer';

/** What to do where no server runs and a build asks none: the ways to get one, or else to be allowed to. */
export function firstSteps(
	{ server, builds }: StatusSnapshot,
	isTrusted: boolean,
): readonly StatusNode[] {
	if (!isTrusted) {
		return [
			stepNode(
				'workbench.trust.manage',
				'shield',
				l10n.t('Manage workspace trust'),
				l10n.t('In a trusted workspace the hash server can be started, and servers are asked.'),
			),
		];
	}
	if (server.kind !== 'stopped' || builds.length === 0 || builds.every(usesServer)) return [];
	return [
		stepNode(
			COMMANDS.start,
			'play',
			l10n.t('Start one on this machine'),
			l10n.t(
				'Builds of this machine share what they find out, also when they run at the same time.',
			),
		),
		stepNode(
			COMMANDS.connectCache,
			'plug',
			l10n.t('Connect to a shared cache...'),
			l10n.t('Looks on a machine of your network for a hash server, shared state and downloads.'),
		),
		stepNode(
			COMMANDS.usePublicCache,
			'globe',
			l10n.t('Use the public cache'),
			l10n.t('The Yocto Project’s, for standard builds of Yocto 4.0 and later.'),
		),
	];
}

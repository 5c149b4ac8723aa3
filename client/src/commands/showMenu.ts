import { commands, l10n, window } from 'vscode';
import type { Services } from '../commands';
import { menuOf } from '../status/menuModel';
import { serverText } from '../status/serverText';

/** Show Menu: what fits the hash server's state. */
export async function showMenu({ status }: Services): Promise<void> {
	const choice = await window.showQuickPick(
		menuOf(status.snapshot).map((entry) => ({
			...entry,
			label: `$(${entry.icon}) ${entry.label}`,
		})),
		{
			title: l10n.t('Hash server: {0}', serverText(status.snapshot.server)),
			placeHolder: l10n.t('Choose what to do'),
		},
	);
	if (choice !== undefined) {
		await commands.executeCommand(choice.command, ...choice.arguments);
	}
}

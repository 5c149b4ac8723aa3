import { commands, window } from 'vscode';
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
			title: `Hash server: ${serverText(status.snapshot.server)}`,
			placeHolder: 'Choose what to do',
		},
	);
	if (choice !== undefined) {
		await commands.executeCommand(choice.command, ...choice.arguments);
	}
}

import { dirname } from 'node:path';
import { commands, env, UIKind, Uri, window } from 'vscode';
import type { Services } from '../commands';

/** Open Database Folder. */
export async function openDatabaseFolder({ status }: Services): Promise<void> {
	const state = status.snapshot.server;
	if (state.kind !== 'running') {
		void window.showInformationMessage('The hash server is not running, so no database is open.');
		return;
	}
	const onThisMachine = env.remoteName === undefined && env.uiKind === UIKind.Desktop;
	if (onThisMachine) {
		await commands.executeCommand('revealFileInOS', Uri.file(state.database));
	} else {
		await offerRemote(state.database);
	}
}

/** The file manager of the user's own machine cannot show a folder of another one. */
async function offerRemote(database: string): Promise<void> {
	const copy = 'Copy Path';
	const open = 'Open Folder in New Window';
	const choice = await window.showInformationMessage(`The database is ${database}.`, copy, open);
	if (choice === copy) {
		await env.clipboard.writeText(database);
	} else if (choice === open) {
		await commands.executeCommand('vscode.openFolder', Uri.file(dirname(database)), {
			forceNewWindow: true,
		});
	}
}

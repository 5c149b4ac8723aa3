import { commands, env, l10n, UIKind, Uri, workspace } from 'vscode';
import type { Services } from '../commands';
import { showInformation } from '../notifications';

/** Shows the folder in the argument's `path`, as links in configuration files ask for it. */
export async function showFolder(_services: Services, argument: unknown): Promise<void> {
	const path =
		typeof argument === 'object' && argument !== null && 'path' in argument && argument.path;
	if (typeof path !== 'string') return;
	const folder = Uri.file(path);
	if (workspace.getWorkspaceFolder(folder)) {
		await commands.executeCommand('revealInExplorer', folder);
	} else {
		await reveal(folder, folder, l10n.t('The folder is {0}.', path));
	}
}

/**
 * Shows a file or folder outside of the workspace in the file manager. That of
 * the user's own machine cannot show those of another one: there its folder is
 * offered instead, with a message.
 */
export async function reveal(target: Uri, folder: Uri, message: string): Promise<void> {
	if (env.remoteName === undefined && env.uiKind === UIKind.Desktop) {
		await commands.executeCommand('revealFileInOS', target);
		return;
	}
	const copy = l10n.t('Copy Path');
	const open = l10n.t('Open Folder in New Window');
	const choice = await showInformation(message, copy, open);
	if (choice === copy) {
		await env.clipboard.writeText(target.fsPath);
	} else if (choice === open) {
		await commands.executeCommand('vscode.openFolder', folder, { forceNewWindow: true });
	}
}

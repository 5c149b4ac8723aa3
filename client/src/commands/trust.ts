import { commands, l10n, workspace } from 'vscode';
import { showWarning } from '../notifications';

/** True in a trusted workspace. In Restricted Mode says why nothing is done, with the way to change that, and answers what came of it. */
export async function isTrusted(whyNot: string): Promise<boolean> {
	if (workspace.isTrusted) return true;
	const manage = l10n.t('Manage Workspace Trust');
	if ((await showWarning(whyNot, manage)) === manage) {
		await commands.executeCommand('workbench.trust.manage');
	}
	return workspace.isTrusted;
}

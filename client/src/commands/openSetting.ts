import { commands } from 'vscode';
import { SECTION } from '../../../server/src/shared/settings';

/** Opens the settings editor on one of the extension's settings. */
export async function openSetting(key: string): Promise<void> {
	await commands.executeCommand('workbench.action.openSettings', `${SECTION}.${key}`);
}

import { commands, env } from 'vscode';
import { SECTION } from '../../../server/src/shared/settings';

/** Opens the settings editor on one of the extension's settings. */
export async function openSetting(key: string): Promise<void> {
	const query = `${SECTION}.${key}`;
	if (env.remoteName === undefined) {
		await commands.executeCommand('workbench.action.openSettings', query);
	} else {
		// The address and the database belong to the remote machine; the user's settings do not list them.
		await commands.executeCommand('workbench.action.openRemoteSettings', { query });
	}
}

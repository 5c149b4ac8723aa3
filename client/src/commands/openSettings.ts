import { commands, env } from 'vscode';
import { SECTION } from '../../../server/src/shared/settings';
import type { Services } from '../commands';

/** Open Settings: all of the extension's, or those whose name begins with the argument's `key`. */
export async function openSettings(_services: Services, argument?: unknown): Promise<void> {
	const { key } = Object(argument) as { readonly key?: unknown };
	const query = typeof key === 'string' ? `${SECTION}.${key}` : SECTION;
	if (env.remoteName === undefined) {
		await commands.executeCommand('workbench.action.openSettings', query);
	} else {
		// The address and the database belong to the remote machine; the user's settings do not list them.
		await commands.executeCommand('workbench.action.openRemoteSettings', { query });
	}
}

import { commands } from 'vscode';
import { SECTION } from '../../server/src/shared/settings';

/** Sets a key that the `when` and `enablement` clauses of package.json use, such as `hashEquivalence.phase`. */
export function setContextKey(
	key: 'serverState' | 'sharing' | 'hasBuild' | 'connected' | 'phase' | 'hasReport' | 'hasPlan',
	value: string | boolean,
): void {
	void commands.executeCommand('setContext', `${SECTION}.${key}`, value);
}

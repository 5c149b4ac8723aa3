import { workspace } from 'vscode';
import { readSettings as read, SECTION, type Settings } from '../../server/src/shared/settings';

/** The extension's settings of this window. VS Code delivers values of the wrong type too; they count as not set. */
export function readSettings(): Settings {
	return read(workspace.getConfiguration().get(SECTION));
}

import process from 'node:process';
import { workspace } from 'vscode';
import { readSettings as read, SECTION, type Settings } from '../../server/src/shared/settings';
import { buildFoldersOf } from './bitbakeSettings';

/** Section of the Yocto Project's own BitBake extension, which knows a build directory, too. */
const BITBAKE = 'bitbake';

/** Sections whose changes the language server has to know of. */
export const SECTIONS: readonly string[] = [SECTION, BITBAKE];

/** The extension's settings of this window. VS Code delivers values of the wrong type too; they count as not set. */
export function readSettings(): Settings {
	const settings = read(workspace.getConfiguration().get(SECTION));
	// Which folders are read is not for a workspace to say that is not trusted.
	if (!workspace.isTrusted) return settings;
	const others = (workspace.workspaceFolders ?? []).flatMap(({ uri }) =>
		buildFoldersOf(
			workspace.getConfiguration(undefined, uri).get(BITBAKE),
			uri.fsPath,
			process.env,
		),
	);
	return { ...settings, buildDirectories: [...settings.buildDirectories, ...others] };
}

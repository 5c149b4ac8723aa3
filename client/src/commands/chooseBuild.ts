import { relative } from 'node:path';
import {
	ConfigurationTarget,
	FileType,
	l10n,
	type QuickPickItem,
	ThemeIcon,
	Uri,
	window,
	workspace,
} from 'vscode';
import { SECTION } from '../../../server/src/shared/settings';
import type { BuildSnapshot } from '../../../server/src/shared/state';
import type { Services } from '../commands';
import { showWarning } from '../notifications';
import { buildDescription } from '../status/treeModel';
import { startParamsOf } from './arguments';

/** Choose Build Directory: which build commands are about, or one that was not found. */
export async function chooseBuildDirectory(services: Services): Promise<void> {
	await pickBuild(services, l10n.t('Choose Build Directory'));
}

/**
 * The URI of the build that a command is about: the one in its argument, the
 * one that was chosen before, the only one, or one to be chosen now. Undefined
 * when none was chosen.
 */
export async function buildOf(
	argument: unknown,
	services: Services,
	title: string,
): Promise<string | undefined> {
	return (
		startParamsOf(argument).buildUri ??
		services.primary.current?.uri ??
		(await pickBuild(services, title))
	);
}

/** Lets the user choose a build directory and remembers it; undefined when nothing was chosen. */
async function pickBuild(
	{ status, primary }: Services,
	title: string,
): Promise<string | undefined> {
	const chosen = primary.current?.uri;
	const found = status.snapshot.builds.map((build) => itemOf(build, build.uri === chosen));
	const browse = {
		label: l10n.t('Browse...'),
		iconPath: new ThemeIcon('folder-opened'),
		alwaysShow: true,
	};
	const choice = await window.showQuickPick<QuickPickItem & { readonly uri?: string }>(
		[...found, browse],
		{
			title,
			placeHolder: l10n.t('The folder that holds conf/local.conf'),
			matchOnDescription: true,
		},
	);
	if (choice === undefined) return undefined;
	const uri = choice.uri ?? (await browseForBuild());
	if (uri !== undefined) await primary.choose(uri);
	return uri;
}

function itemOf(build: BuildSnapshot, isChosen: boolean): QuickPickItem & { readonly uri: string } {
	return {
		label: build.label,
		description: buildDescription(build),
		...(isChosen && { detail: l10n.t('Chosen') }),
		uri: build.uri,
	};
}

/** Asks for a folder until it is a build directory, and adds it to the workspace's settings. */
async function browseForBuild(): Promise<string | undefined> {
	const [folder] =
		(await window.showOpenDialog({
			title: l10n.t('Choose Build Directory'),
			openLabel: l10n.t('Use Build Directory'),
			canSelectFolders: true,
			canSelectFiles: false,
		})) ?? [];
	if (folder === undefined) return undefined;
	if (!(await isBuildDirectory(folder))) {
		const again = l10n.t('Choose Another Folder');
		const message = l10n.t(
			'{0} is no build directory: it holds neither conf/local.conf nor conf/bblayers.conf. Choose the folder in which oe-init-build-env or bitbake-setup made conf/.',
			folder.fsPath,
		);
		return (await showWarning(message, again)) === again ? browseForBuild() : undefined;
	}
	await addToSettings(folder);
	return folder.toString();
}

async function isBuildDirectory(folder: Uri): Promise<boolean> {
	const files = ['local.conf', 'bblayers.conf'].map(async (name) => {
		try {
			const { type } = await workspace.fs.stat(Uri.joinPath(folder, 'conf', name));
			return (type & FileType.File) !== 0;
		} catch {
			return false;
		}
	});
	return (await Promise.all(files)).includes(true);
}

/** Relative to the only workspace folder it is in, so that the settings can be shared. */
async function addToSettings(folder: Uri): Promise<void> {
	const [root, ...others] = workspace.workspaceFolders ?? [];
	const inside = root && others.length === 0 ? relative(root.uri.fsPath, folder.fsPath) : '..';
	const path = inside === '' ? '.' : inside.startsWith('..') ? folder.fsPath : inside;
	const settings = workspace.getConfiguration(SECTION);
	const configured = settings.inspect<readonly string[]>('buildDirectories')?.workspaceValue;
	const before = Array.isArray(configured) ? configured : [];
	if (before.includes(path)) return;
	const target = root ? ConfigurationTarget.Workspace : ConfigurationTarget.Global;
	await settings.update('buildDirectories', [...before, path], target);
}

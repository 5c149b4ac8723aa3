import { basename, dirname, joinPath } from '../evaluation/path';

/** How discovery looks at folders; it never goes deeper than it says. */
export interface FolderReader {
	exists(path: string): boolean;
	/** Names of the folders in a folder; empty when it cannot be listed. */
	folders(path: string): readonly string[];
}

/** Folders whose children may be build directories too: `builds/NAME`, `bitbake-builds/NAME/build`. */
const GROUPS = ['build', 'builds', 'bitbake-builds'];

/** True for a folder that holds a build's configuration. */
export function isBuildDirectory(path: string, reader: Pick<FolderReader, 'exists'>): boolean {
	return (
		reader.exists(joinPath(path, 'conf/local.conf')) ||
		reader.exists(joinPath(path, 'conf/bblayers.conf'))
	);
}

/**
 * Build directories of a workspace folder: itself, its children and their
 * `build`, and the same below the usual grouping folders. A folder without any
 * may be a checkout or a layer beside its build. Looks at those places alone,
 * because a build's own tmp/ holds millions of files.
 */
export function discoverBuilds(
	workspaceFolder: string,
	configured: readonly string[],
	reader: FolderReader,
): string[] {
	const found = new Set<string>();
	const consider = (path: string): boolean => {
		const isBuild = isBuildDirectory(path, reader);
		if (isBuild) found.add(path.replace(/\/+$/, ''));
		return isBuild;
	};
	for (const path of configured) consider(joinPath(workspaceFolder, path));
	if (consider(workspaceFolder)) return [...found];
	for (const name of reader.folders(workspaceFolder)) {
		const path = joinPath(workspaceFolder, name);
		if (consider(path)) continue;
		if (!GROUPS.includes(name)) {
			// A setup of bitbake-setup, in whatever folder they are kept.
			consider(joinPath(path, 'build'));
			continue;
		}
		for (const child of reader.folders(path)) {
			const nested = joinPath(path, child);
			if (!consider(nested)) consider(joinPath(nested, 'build'));
		}
	}
	if (found.size === 0) placesBeside(workspaceFolder).some(consider);
	return [...found];
}

/** Where the build of an opened checkout is: beside it, or in bitbake-setup's `SETUP/build` for `SETUP/layers/NAME`. */
function placesBeside(workspaceFolder: string): string[] {
	const parent = dirname(workspaceFolder.replace(/\/+$/, ''));
	const places = [joinPath(parent, 'build')];
	if (basename(parent) === 'layers') places.push(joinPath(dirname(parent), 'build'));
	return places;
}

import * as fs from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { isListed, isServed, type RootName } from './names';

/** The folders that are shared, by the name in their URL. They need not exist yet. */
export type SharedFolders = Readonly<Partial<Record<RootName, string>>>;

/** What lies at a path inside a shared folder. */
export type Found =
	/** `path` has no symbolic links in it. */
	| { readonly kind: 'file'; readonly path: string; readonly stats: fs.Stats }
	| { readonly kind: 'folder'; readonly path: string }
	| { readonly kind: 'missing' }
	/** There, but not to be given out, and why: for the log, a client sees a miss. */
	| { readonly kind: 'withheld'; readonly reason: string };

export interface FolderView {
	/** @param segments of a path that `isServed` or `isListed` lets pass */
	find(root: RootName, segments: readonly string[]): Promise<Found>;
}

/** How long it is believed that a folder is where it was, in milliseconds. */
const TRUST = 2_000;
/** More folders than an sstate cache has (two hex digits, twice, for some distributions). */
const MAX_FOLDERS = 200_000;

// Not those of node:fs/promises, whose errors cost more than the look at the disk: most misses are errors.
const lstat = promisify(fs.lstat);
const stat = promisify(fs.stat);
const access = promisify(fs.access);
// The native one: a single call to the system's pool of threads.
const realpath = promisify(fs.realpath.native);
const MISSING: Found = { kind: 'missing' };

/**
 * Looks for files in the shared folders and lets none outside of them be seen,
 * wherever symbolic links lead. A build begins with thousands of look-ups, so
 * where a folder really is gets remembered for a moment: what is left is one
 * look at the file. It is not made at once, as it could be for a third less:
 * on a cold or distant disk all other clients would wait for it.
 */
export function viewFolders(folders: SharedFolders): FolderView {
	const real = rememberRealPaths();

	/** Whether a path without symbolic links lies in a shared folder under a name that is given out. */
	async function isShared(path: string, isGiven: typeof isServed): Promise<boolean> {
		for (const [name, folder] of Object.entries(folders)) {
			const inside = pathInside(await real(folder).catch(() => undefined), path);
			if (inside !== undefined && isGiven(name as RootName, inside)) return true;
		}
		return false;
	}

	async function look(folder: string, segments: readonly string[]): Promise<Found> {
		const asked = join(folder, ...segments);
		// First, because a miss ends here: half of what a build asks for is none of this cache's.
		const own = await lstat(asked);
		const isFile = own.isFile();
		const target = isFile
			? join(await real(dirname(asked)), basename(asked))
			: await realpath(asked);
		const stats = isFile ? own : await stat(target);
		if (stats.isDirectory()) {
			return (await isShared(target, isListed))
				? { kind: 'folder', path: target }
				: leadsOut(asked);
		}
		if (!stats.isFile()) return { kind: 'withheld', reason: `${asked} is no regular file` };
		await mustBeReadable(target, stats);
		// Without links on the way it is what was asked for, and the caller has judged the name.
		const isPlain = target === join(await real(folder), ...segments);
		return isPlain || (await isShared(target, isServed))
			? { kind: 'file', path: target, stats }
			: leadsOut(asked);
	}

	return {
		find: async (root, segments) => {
			const folder = folders[root];
			if (folder === undefined) return MISSING;
			try {
				return await look(folder, segments);
			} catch (error) {
				return foundError(error);
			}
		},
	};
}

/** @throws the system's error: a HEAD must not promise what a GET cannot give */
async function mustBeReadable(path: string, { uid, mode }: fs.Stats): Promise<void> {
	const isOurs = uid === process.geteuid?.() && (mode & fs.constants.S_IRUSR) !== 0;
	if (!isOurs) await access(path, fs.constants.R_OK);
}

/** What an error of the file system means for somebody who asks for the file. */
export function foundError(error: unknown): Found {
	const code = error instanceof Error && 'code' in error ? error.code : undefined;
	if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG') return MISSING;
	return { kind: 'withheld', reason: error instanceof Error ? error.message : String(error) };
}

function leadsOut(path: string): Found {
	return {
		kind: 'withheld',
		reason: `${path} leads to something that is not shared: only what lies in the shared folders is served`,
	};
}

/** The segments of `path` below `folder`, or undefined when it lies elsewhere. */
function pathInside(folder: string | undefined, path: string): string[] | undefined {
	if (folder === undefined) return undefined;
	if (path === folder) return [];
	const start = folder.endsWith('/') ? folder : `${folder}/`;
	return path.startsWith(start) ? path.slice(start.length).split('/') : undefined;
}

/** `realpath` for folders, remembered for a moment; failures are not. */
function rememberRealPaths(): (folder: string) => Promise<string> {
	const known = new Map<string, { readonly path: string; readonly until: number }>();
	return async (folder) => {
		const now = Date.now();
		const remembered = known.get(folder);
		if (remembered !== undefined && remembered.until > now) return remembered.path;
		const path = await realpath(folder);
		if (known.size >= MAX_FOLDERS) known.clear();
		known.set(folder, { path, until: now + TRUST });
		return path;
	};
}

/** The two kinds of folders that are shared. */
export type RootName = 'sstate' | 'downloads';

/**
 * True for a file that a client's build may ask for, by its path inside a
 * shared folder. All else is treated as if it were not there: SSTATE_DIR may
 * hold a hash server's database with its users' tokens, and DL_DIR clones whose
 * configuration may hold passwords.
 */
export function isServed(root: RootName, segments: readonly string[]): boolean {
	if (segments.length === 0 || segments.some((segment) => segment.startsWith('.'))) return false;
	const name = segments.at(-1)!;
	return root === 'sstate'
		? SSTATE_OBJECT.test(name)
		: !UNFINISHED.test(name) && !CLONES.has(segments[0]!);
}

/** True for a folder whose content may be listed. */
export function isListed(root: RootName, segments: readonly string[]): boolean {
	if (segments.some((segment) => segment.startsWith('.'))) return false;
	return root === 'sstate' || !CLONES.has(segments[0] ?? '');
}

/**
 * Objects (`.tgz` up to BitBake 1.52), their signatures and their signature
 * files. Exact at the end: while BitBake writes an object, random characters
 * follow it, with or without a dot. Source: sstate.bbclass of 3.1 to 6.0.
 */
const SSTATE_OBJECT = /^sstate:.*\.(?:tgz|tar\.zst)(?:\.siginfo|\.sig)?$/s;

/** BitBake's locks and stamps beside a download, and what is still being downloaded. */
const UNFINISHED = /\.(?:lock|done|tmp|part)$/;

/** Where the fetchers keep clones and working copies. Nobody asks for a file in them: their tarballs lie above. */
const CLONES: ReadonlySet<string> = new Set([
	'git2',
	'git2_submodules',
	'svn',
	'hg',
	'bzr',
	'cvs',
	'osc',
	'p4',
	'repo',
	'ccrc',
	'fossil',
]);

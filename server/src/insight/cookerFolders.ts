import type { BuildEvaluation } from '../yocto/build';

/** Where TMPDIR is when the layers that set it cannot be read: poky's, and those of builds without a distro. */
const USUAL = ['tmp', 'tmp-glibc', 'tmp-musl'];

/**
 * Folders that may hold the console logs of a build, one folder per machine in
 * each. Source: BB_CONSOLELOG and LOG_DIR in bitbake.conf.
 */
export function cookerFolders(build: BuildEvaluation): string[] {
	const logs = pathIn(build, 'LOG_DIR');
	if (logs !== undefined) return [`${logs}/cooker`];
	const tmp = pathIn(build, 'TMPDIR');
	const folders = tmp === undefined ? USUAL.map((name) => `${build.directory}/${name}`) : [tmp];
	return folders.map((folder) => `${folder}/log/cooker`);
}

function pathIn({ evaluation }: BuildEvaluation, name: string): string | undefined {
	const found = evaluation.data.get(name);
	if (!found?.isStatic || found.error !== undefined) return undefined;
	const path = found.value.replace(/\/+$/, '');
	return path.startsWith('/') && !path.includes('${') ? path : undefined;
}

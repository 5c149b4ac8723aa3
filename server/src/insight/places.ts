import type { BuildEvaluation } from '../yocto/build';

/** Where TMPDIR is when the layers that set it cannot be read: poky's, and those of builds without a distro. */
const USUAL = ['tmp', 'tmp-glibc', 'tmp-musl'];

/**
 * Folders that may hold the console logs of a build, one folder per machine in
 * each. Source: BB_CONSOLELOG and LOG_DIR in bitbake.conf.
 */
export function cookerFolders(build: BuildEvaluation): string[] {
	return below(build, 'LOG_DIR', 'log').map((folder) => `${folder}/cooker`);
}

/** Folders that may hold the stamps of a build, one folder per target system in each. */
export function stampFolders(build: BuildEvaluation): string[] {
	return below(build, 'STAMPS_DIR', 'stamps');
}

/** Where the build keeps shared state; undefined when that is not known. */
export function sstateFolder(build: BuildEvaluation): string | undefined {
	return pathIn(build, 'SSTATE_DIR');
}

/** A folder of TMPDIR that has a variable of its own. */
function below(build: BuildEvaluation, variable: string, name: string): string[] {
	const own = pathIn(build, variable);
	if (own !== undefined) return [own];
	const tmp = pathIn(build, 'TMPDIR');
	const folders = tmp === undefined ? USUAL.map((usual) => `${build.directory}/${usual}`) : [tmp];
	return folders.map((folder) => `${folder}/${name}`);
}

function pathIn({ evaluation }: BuildEvaluation, name: string): string | undefined {
	const found = evaluation.data.get(name);
	if (!found?.isStatic || found.error !== undefined) return undefined;
	const path = found.value.replace(/\/+$/, '');
	return path.startsWith('/') && !path.includes('${') ? path : undefined;
}

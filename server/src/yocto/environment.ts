import type { HostFacts } from '../evaluation/dataStore';
import { splitWords } from '../text/whitespace';
import { isFrom, type Release } from './releases';

/** Variables that BitBake takes over from the environment. */
export type BuildEnvironment = Readonly<Record<string, { value: string; isExported: boolean }>>;

/** Let through into every build, and on to its tasks. Source: preserved_envvars_exported in bb/utils.py. */
const EXPORTED: readonly string[] = [
	...['BB_TASKHASH', 'HOME', 'LOGNAME', 'PATH', 'PWD', 'SHELL', 'TERM', 'USER', 'LC_ALL'],
	'BBSERVER',
];

/**
 * The part of an environment that the configuration of a build can see: what
 * BitBake lets through itself, and what BB_ENV_PASSTHROUGH and
 * BB_ENV_PASSTHROUGH_ADDITIONS name (BB_ENV_WHITELIST and BB_ENV_EXTRAWHITE up
 * to 3.4), as oe-init-build-env sets them. BB_PRESERVE_ENV lets through all.
 * BBPATH is what that script makes it: a bblayers.conf may rely on it. BitBake
 * runs in the build directory and with a locale of its own, wherever its
 * reader runs.
 */
export function buildEnvironment(
	environment: Readonly<Record<string, string | undefined>>,
	directory: string,
	release: Release,
): BuildEnvironment {
	const seen: Readonly<Record<string, string | undefined>> = {
		...environment,
		PWD: directory,
		BBPATH: directory,
		LC_ALL: 'en_US.UTF-8',
	};
	const passed: Record<string, { value: string; isExported: boolean }> = {};
	for (const name of namesLetThrough(seen, release)) {
		const value = seen[name];
		if (value !== undefined) passed[name] = { value, isExported: EXPORTED.includes(name) };
	}
	return passed;
}

function namesLetThrough(
	environment: Readonly<Record<string, string | undefined>>,
	release: Release,
): Iterable<string> {
	if (environment.BB_PRESERVE_ENV !== undefined) return Object.keys(environment);
	const isRenamed = isFrom(release, '4.0');
	const only = isRenamed ? 'BB_ENV_PASSTHROUGH' : 'BB_ENV_WHITELIST';
	const more = isRenamed ? 'BB_ENV_PASSTHROUGH_ADDITIONS' : 'BB_ENV_EXTRAWHITE';
	const stated = environment[only];
	const names = new Set(
		stated === undefined ? [...exportedIn(release), 'BBPATH'] : [...splitWords(stated), only],
	);
	for (const name of splitWords(environment[more] ?? '')) names.add(name);
	return names.add(more);
}

function exportedIn(release: Release): readonly string[] {
	return isFrom(release, '3.2') ? EXPORTED.filter((name) => name !== 'TERM') : EXPORTED;
}

/** Node's name of this machine's processor as the kernel, and so Python's os.uname(), calls it. */
const KERNEL_NAMES: Readonly<Record<string, string>> = {
	x64: 'x86_64',
	arm64: 'aarch64',
	ia32: 'i686',
	ppc64: 'ppc64le',
	riscv64: 'riscv64',
	loong64: 'loongarch64',
};

/** The facts of a building machine that is this one. Undefined on systems that BitBake does not run on. */
export function hostFacts(platform: string, arch: string): HostFacts | undefined {
	const machine = KERNEL_NAMES[arch];
	return platform === 'linux' && machine ? { system: 'Linux', machine } : undefined;
}

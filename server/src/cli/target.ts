import { dirname, resolve } from 'node:path';
import type { EvaluationOptions } from '../evaluation/options';
import { DiskReader } from '../files/diskReader';
import { readBuild } from '../files/readBuild';
import { type BuildEvaluation, type BuildOptions, evaluateAlone, isUserFile } from '../yocto/build';
import { detectRelease, detectReleaseOfFile } from '../yocto/detectRelease';
import { isBuildDirectory } from '../yocto/discover';
import { findRelease, RELEASES, type Release } from '../yocto/releases';
import { type Io, UsageError } from './io';

/** The release named on the command line; undefined when none was. */
export function releaseOption(name: string | undefined): Release | undefined {
	if (name === undefined) return undefined;
	const release = findRelease(name);
	if (release) return release;
	const names = RELEASES.map(({ codename, version }) => `${codename} (${version})`).join(', ');
	throw new UsageError(`there is no release "${name}"; known are ${names}`);
}

/** A build directory named on the command line, else the current folder; absolute. */
export function buildDirectoryOption(path: string | undefined, io: Io): string {
	const directory = resolve(io.cwd, path ?? '.');
	if (isBuildDirectory(directory, new DiskReader())) return directory;
	const lack = 'it has neither conf/local.conf nor conf/bblayers.conf';
	throw new UsageError(
		path === undefined
			? `the current folder is no build directory: ${lack}; name one with --build-dir`
			: `${path} is no build directory: ${lack}`,
	);
}

/** The build directory that a file belongs to by its path, or undefined. */
export function buildDirectoryOf(file: string): string | undefined {
	const directory = dirname(dirname(file));
	return isUserFile(file) && isBuildDirectory(directory, new DiskReader()) ? directory : undefined;
}

/** Evaluates a build with the release that was named, else its own. */
export function evaluateBuildDirectory(
	directory: string,
	release: Release | undefined,
	io: Io,
	options: Partial<BuildOptions> = {},
): BuildEvaluation {
	const reader = new DiskReader();
	return readBuild(directory, {
		env: io.env,
		reader,
		release: release ?? detectRelease(directory, reader).release,
		...options,
	});
}

/** Evaluates a file outside any build. */
export function evaluateFileAlone(
	file: string,
	release: Release | undefined,
	options: Partial<EvaluationOptions> = {},
): BuildEvaluation {
	const reader = new DiskReader();
	return evaluateAlone(file, {
		reader,
		release: release ?? detectReleaseOfFile(file, reader).release,
		...options,
	});
}

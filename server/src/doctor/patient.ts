import * as l10n from '@vscode/l10n';
import { DiskReader } from '../files/diskReader';
import { readBuild } from '../files/readBuild';
import { THIS_MACHINE } from '../files/thisMachine';
import type { Login } from '../hashserv/login';
import { proxyFor } from '../hashserv/transport/proxy-for';
import { databaseDirectory } from '../rules/database';
import { type Effective, effective } from '../rules/effective';
import type { RuleProblem } from '../rules/rule';
import { check, ruleContext } from '../rules/run';
import type { Place } from '../shared/doctor';
import { type BuildEvaluation, confFilesOf } from '../yocto/build';
import { DEFAULTS_FILE } from '../yocto/defaults';
import { type DetectedRelease, detectRelease } from '../yocto/detectRelease';
import type { Release } from '../yocto/releases';

export interface PatientOptions {
	/** Instead of the build's own. */
	readonly release?: Release;
	readonly env?: NodeJS.ProcessEnv;
	/** Milliseconds that a peer may take for an answer. */
	readonly timeoutMs?: number;
	/** The login for a host or a hash server's address, such as one in `.netrc`. */
	login?(address: string): Login | null;
}

/** A build as the checks see it. */
export interface Patient {
	readonly directory: string;
	readonly build: BuildEvaluation;
	readonly detected: DetectedRelease;
	/** What the rules found in its configuration files. */
	readonly findings: readonly RuleProblem[];
	readonly env: NodeJS.ProcessEnv;
	readonly timeoutMs: number;
	login(address: string): Login | null;
	/** A variable as the build sees it; undefined when only BitBake can tell. */
	variable(name: string): Effective | undefined;
	/** The proxy through which BitBake would ask an address; undefined where it asks directly. */
	proxyFor(url: URL): URL | undefined;
	/** The file and line that set a variable; undefined for defaults. */
	placeOf(name: string): Place | undefined;
	/** Where the server that BitBake starts keeps its database. */
	readonly databaseFolder: string | undefined;
	/** The kernel's name of the file system at a path; undefined where it cannot be told. */
	fileSystemType(path: string): string | undefined;
}

const TIMEOUT = 4_000;

/** Reads a build directory from the disk. */
export function createPatient(
	directory: string,
	{ release, env = process.env, timeoutMs = TIMEOUT, login = () => null }: PatientOptions = {},
): Patient {
	const reader = new DiskReader();
	const detected = release
		? { release, source: l10n.t('named by whoever asked'), isKnown: true }
		: detectRelease(directory, reader);
	const build = readBuild(directory, { env, reader, tolerant: true, release: detected.release });
	const options = { files: confFilesOf(build), host: THIS_MACHINE?.files };
	const context = ruleContext(build, options);
	const variable = (name: string) => effective(context, name);
	return {
		directory,
		build,
		detected,
		env,
		timeoutMs,
		login,
		findings: check(build, options),
		variable,
		proxyFor: (url) => proxyFor(url, (name) => variable(name)?.value || env[name]),
		placeOf: (name) => {
			const origin = build.evaluation.data.origin(name);
			return origin === undefined || origin.file === DEFAULTS_FILE
				? undefined
				: { file: origin.file, line: origin.line };
		},
		databaseFolder: databaseDirectory(context)?.path,
		fileSystemType: (path) => THIS_MACHINE?.files.fileSystemType(path),
	};
}

import { normalize } from 'node:path';
import * as l10n from '@vscode/l10n';
import type { SourceReader } from '../evaluation/reader';
import { readBuild } from '../files/readBuild';
import { THIS_MACHINE } from '../files/thisMachine';
import type { RuleProblem } from '../rules/rule';
import { check, type RunOptions, ruleContext } from '../rules/run';
import { askedServers } from '../rules/upstreamUnreachable';
import type { Settings } from '../shared/settings';
import type { ParsedFile } from '../syntax/parse';
import { splitWords } from '../text/whitespace';
import {
	type BuildEvaluation,
	type BuildOptions,
	confFilesOf,
	evaluateAlone,
	isUserFile,
} from '../yocto/build';
import { type DetectedRelease, detectRelease, detectReleaseOfFile } from '../yocto/detectRelease';
import { isBuildDirectory } from '../yocto/discover';
import { findRelease, type Release } from '../yocto/releases';
import type { OpenFilesReader } from './openFiles';
import { rememberingParse } from './parseCache';
import type { Probes } from './probes';
import { byFile, withLayerErrors } from './problems';

/** A build directory, or a file that belongs to none, as it was last evaluated. */
export interface Evaluated {
	/** The build directory, or the path of the lone file. */
	readonly key: string;
	readonly build: BuildEvaluation;
	readonly detected: DetectedRelease;
	/** The files that were read, by path. BitBake's own paths may hold `..`; these do not, like those of documents. */
	readonly files: ReadonlyMap<string, ParsedFile>;
	/** Findings by path of the file; every file that is reported on has an entry. */
	readonly problems: ReadonlyMap<string, readonly RuleProblem[]>;
	/** Addresses of the servers that the build would ask, where these may be asked. */
	readonly servers: readonly string[];
	/** The paths that were looked at, so that a change of one is known to matter. */
	readonly asked: ReadonlySet<string>;
}

type Result = Omit<Evaluated, 'files' | 'servers' | 'asked'>;

/** Evaluates build directories and lone files as the disk and the open documents are now. */
export class Evaluator {
	settings: Settings;
	private readonly reader: OpenFilesReader;
	private readonly probes: Pick<Probes, 'results'>;
	private readonly parse = rememberingParse();

	constructor(reader: OpenFilesReader, probes: Pick<Probes, 'results'>, settings: Settings) {
		this.reader = reader;
		this.probes = probes;
		this.settings = settings;
	}

	/** @param known what was evaluated before: a build in it may say what a lone file is part of */
	evaluate(key: string, known: readonly Evaluated[]): Evaluated {
		const { result, asked } = this.reader.inRound(() =>
			this.isBuild(key) ? this.evaluateDirectory(key) : this.evaluateLoneFile(key, known),
		);
		const { files } = result.build.evaluation;
		return {
			...result,
			files: new Map([...files].map(([path, file]) => [normalize(path), file])),
			servers: this.serversOf(result.build),
			asked: new Set([...asked].map((path) => normalize(path))),
		};
	}

	/** Reads a build as if one of its files held another text. */
	readWith({ key, build: { release } }: Evaluated, path: string, text: string): BuildEvaluation {
		const { reader } = this;
		const source: SourceReader = {
			read: (asked) => (asked === path ? { kind: 'text', text } : reader.read(asked)),
			exists: (asked) => asked === path || reader.exists(asked),
		};
		return reader.inRound(() => this.readBuild(key, release, { reader: source })).result;
	}

	/** True for a folder that holds a build's configuration now. */
	isBuild(directory: string): boolean {
		return directory.startsWith('/') && isBuildDirectory(directory, this.reader);
	}

	/** The build and the multiconfig whose file this is, by its place in the build directory or a layer. */
	private multiconfigOf(
		path: string,
		known: readonly Evaluated[],
	): { directory: string; multiconfig: string } | undefined {
		const [, root, multiconfig = ''] = /^(.*)\/conf\/multiconfig\/([^/]+)\.conf$/.exec(path) ?? [];
		if (root === undefined) return undefined;
		if (this.isBuild(root)) return { directory: root, multiconfig };
		const user = known.find(({ key, build }) => {
			const { data } = build.evaluation;
			const folders = (data.get('BBPATH')?.value ?? '')
				.split(':')
				.map((folder) => normalize(folder));
			const names = splitWords(data.get('BBMULTICONFIG')?.value ?? '');
			return key === build.directory && folders.includes(root) && names.includes(multiconfig);
		});
		return user && { directory: user.key, multiconfig };
	}

	/** A multiconfig's file sees the build that it makes, not the default one. */
	private evaluateMulticonfig(path: string, directory: string, multiconfig: string): Result {
		const detected = this.configuredRelease() ?? detectRelease(directory, this.reader);
		const build = this.readBuild(directory, detected.release, { multiconfig });
		const found = check(build, { files: [path], ...this.checkOptions() });
		const own = found.filter(({ file }) => normalize(file) === path);
		return { key: path, build, detected, problems: byFile([path], own) };
	}

	private readBuild(
		directory: string,
		release: Release,
		special: Partial<Pick<BuildOptions, 'multiconfig' | 'reader'>> = {},
	): BuildEvaluation {
		const { reader, parse } = this;
		return readBuild(directory, {
			env: process.env,
			reader,
			parse,
			tolerant: true,
			release,
			...special,
		});
	}

	private evaluateDirectory(directory: string): Result {
		const { reader } = this;
		const detected = this.configuredRelease() ?? detectRelease(directory, reader);
		const build = this.readBuild(directory, detected.release);
		const files = confFilesOf(build);
		const found = check(build, { files, ...this.checkOptions() });
		const layers = [...build.evaluation.files.keys()].filter(
			(path) => !files.includes(path) && reader.isOpen(path),
		);
		const problems = byFile([...files, ...layers], withLayerErrors(found, layers, build));
		return { key: directory, build, detected, problems };
	}

	private evaluateLoneFile(path: string, known: readonly Evaluated[]): Result {
		const inBuild = this.multiconfigOf(path, known);
		if (inBuild) return this.evaluateMulticonfig(path, inBuild.directory, inBuild.multiconfig);
		const detected = this.configuredRelease() ?? detectReleaseOfFile(path, this.reader);
		const { reader, parse } = this;
		const build = evaluateAlone(path, { reader, parse, tolerant: true, release: detected.release });
		const file = build.evaluation.files.get(path);
		const isOurs = isUserFile(path) || (file && looksLikeBitBake(file));
		const found = isOurs ? check(build, { files: [path], ...this.checkOptions() }) : [];
		return { key: path, build, detected, problems: byFile([path], found) };
	}

	private serversOf(build: BuildEvaluation): string[] {
		const context = ruleContext(build, { files: [], ...this.checkOptions() });
		return askedServers(context).map(({ address }) => address);
	}

	private checkOptions(): Pick<RunOptions, 'host' | 'severities' | 'reachability'> {
		const { results } = this.probes;
		return {
			severities: this.settings.rules,
			host: THIS_MACHINE?.files,
			...(results ? { reachability: results } : {}),
		};
	}

	private configuredRelease(): DetectedRelease | undefined {
		const release = findRelease(this.settings.release);
		return release && { release, source: l10n.t('set in the settings'), isKnown: true };
	}
}

/** Other programs have a local.conf too, some of them in XML: findings in those would be noise. */
function looksLikeBitBake({ statements }: ParsedFile): boolean {
	return statements.some(
		(statement) =>
			statement.kind === 'assignment' &&
			!statement.recovered &&
			/^[A-Z][A-Z0-9_]+/.test(statement.name),
	);
}

import { basename, dirname, normalize, relative } from 'node:path';
import * as l10n from '@vscode/l10n';
import type { SourceReader } from '../evaluation/reader';
import type { View } from '../features/view';
import { DiskHostFiles } from '../files/hostFiles';
import type { RuleProblem } from '../rules/rule';
import { check, type RunOptions, ruleContext } from '../rules/run';
import { askedServers } from '../rules/upstreamUnreachable';
import type { Settings } from '../shared/settings';
import type { ParsedFile } from '../syntax/parse';
import { splitWords } from '../text/whitespace';
import {
	type BuildEvaluation,
	type BuildOptions,
	evaluateAlone,
	evaluateBuild,
	USER_FILES,
} from '../yocto/build';
import { buildHandlers } from '../yocto/buildHandlers';
import { type DetectedRelease, detectRelease } from '../yocto/detectRelease';
import { discoverBuilds, isBuildDirectory } from '../yocto/discover';
import { buildEnvironment, hostFacts } from '../yocto/environment';
import { describeReachability } from '../yocto/reachability';
import { DEFAULT_RELEASE, findRelease, type Release } from '../yocto/releases';
import type { OpenFilesReader } from './openFiles';
import { rememberingParse } from './parseCache';
import type { Probes } from './probes';
import { byFile, withLayerErrors } from './problems';

/** The files in a build's conf/ that the user writes. */
const USER_NAMES: readonly string[] = [...USER_FILES, 'bblayers.conf'];

/** A build directory, or a file that belongs to none, as it was last evaluated. */
export interface Evaluated {
	/** The build directory, or the path of the lone file. */
	readonly key: string;
	readonly build: BuildEvaluation;
	readonly detected: DetectedRelease;
	readonly extraHandlers: readonly string[];
	/** The files that were read, by path. BitBake's own paths may hold `..`; these do not, like those of documents. */
	readonly files: ReadonlyMap<string, ParsedFile>;
	/** Findings by path of the file; every file that is reported on has an entry. */
	readonly problems: ReadonlyMap<string, readonly RuleProblem[]>;
	/** Addresses of the servers that the build would ask, where these may be asked. */
	readonly servers: readonly string[];
}

/** With the paths that were looked at, so that a change of one is known to matter. */
interface Remembered extends Evaluated {
	readonly asked: ReadonlySet<string>;
}

type Result = Omit<Evaluated, 'files' | 'servers'>;

/** Knows the build directories of the workspace and evaluates them anew when asked. */
export class Builds {
	private readonly reader: OpenFilesReader;
	private readonly probes: Pick<Probes, 'results'>;
	private readonly parse = rememberingParse();
	private readonly host = hostFacts(process.platform, process.arch);
	private readonly hostFiles = this.host && new DiskHostFiles();
	private readonly evaluated = new Map<string, Remembered>();
	private discovered = new Set<string>();
	private folders: readonly string[] = [];
	private settings: Settings;

	constructor(reader: OpenFilesReader, probes: Pick<Probes, 'results'>, settings: Settings) {
		this.reader = reader;
		this.probes = probes;
		this.settings = settings;
	}

	/**
	 * Looks for build directories in the workspace folders. Forgets, and returns,
	 * what is not there any more: builds without a folder or an open file, lone files that are not open.
	 */
	discover(
		folders: readonly string[],
		settings: Settings,
		openPaths: readonly string[],
	): readonly string[] {
		this.folders = folders;
		this.settings = settings;
		this.discovered = new Set(
			folders.flatMap((folder) => discoverBuilds(folder, settings.buildDirectories, this.reader)),
		);
		const open = openPaths.flatMap((path) => [path, this.directoryOf(path) ?? path]);
		const wanted = new Set([...this.discovered, ...open]);
		const gone = [...this.evaluated.keys()].filter((key) => !wanted.has(key));
		for (const key of gone) this.evaluated.delete(key);
		return gone;
	}

	/** What a document belongs to: its build directory, a build that reads it, else itself. */
	keyOf(path: string): string {
		const directory = this.directoryOf(path);
		if (directory !== undefined) return directory;
		const readers = [...this.evaluated.values()].filter(
			({ key, build }) =>
				key !== path && key === build.directory && build.evaluation.files.has(path),
		);
		// Its own build before one that includes it from elsewhere.
		const rank = ({ key }: Evaluated) => (path.startsWith(`${key}/`) ? 0 : 1);
		readers.sort((a, b) => rank(a) - rank(b) || (a.key < b.key ? -1 : 1));
		return readers[0]?.key ?? path;
	}

	/** Everything whose evaluation looked at a file, or looked for it. */
	usersOf(path: string): string[] {
		return [...this.evaluated.values()]
			.filter(({ asked }) => asked.has(path))
			.map(({ key }) => key);
	}

	/** The build directory in whose conf/ a user's file is. */
	private directoryOf(path: string): string | undefined {
		const folder = dirname(path);
		if (basename(folder) !== 'conf' || !USER_NAMES.includes(basename(path))) return undefined;
		const directory = dirname(folder);
		return this.isBuild(directory) ? directory : undefined;
	}

	/** True for what is neither a build directory nor a document, which it may have been once. */
	isGone(key: string): boolean {
		return !this.isBuild(key) && !this.reader.isOpen(key);
	}

	/** Build directories of the workspace and of open files, in the order of their paths. */
	get directories(): string[] {
		const open = [...this.evaluated.keys()].filter((key) => this.isBuild(key));
		return [...new Set([...this.discovered, ...open])].sort();
	}

	get(key: string): Evaluated | undefined {
		return this.evaluated.get(key);
	}

	/** Evaluates a build directory or a lone file as the disk and the open documents are now. */
	evaluate(key: string): Evaluated {
		const { result, asked } = this.reader.inRound(() =>
			this.isBuild(key) ? this.evaluateDirectory(key) : this.evaluateLoneFile(key),
		);
		const { files } = result.build.evaluation;
		const evaluated: Remembered = {
			...result,
			files: new Map([...files].map(([path, file]) => [normalize(path), file])),
			servers: this.serversOf(result.build),
			asked: new Set([...asked].map((path) => normalize(path))),
		};
		this.evaluated.set(key, evaluated);
		return evaluated;
	}

	/** Reads a build again as if one of its files held another text. Nothing of it is kept. */
	readWith({ key, build: { release } }: Evaluated, path: string, text: string): BuildEvaluation {
		const { reader } = this;
		const source: SourceReader = {
			read: (asked) => (asked === path ? { kind: 'text', text } : reader.read(asked)),
			exists: (asked) => asked === path || reader.exists(asked),
		};
		return reader.inRound(() => this.readBuild(key, release, { reader: source })).result;
	}

	/** Forgets a lone file; false when it was not known. */
	forget(key: string): boolean {
		return this.evaluated.delete(key);
	}

	/** What the features need for a document; undefined when its file could not be read. */
	view(path: string, serverAddress: string | undefined): View | undefined {
		const key = this.keyOf(path);
		const evaluated = this.evaluated.get(key) ?? this.evaluate(key);
		const { build, detected, extraHandlers, files } = evaluated;
		const file = files.get(path);
		const probe = this.probeOf(evaluated);
		return (
			file && {
				file,
				build,
				detected,
				serverAddress,
				extraHandlers,
				disk: this.reader,
				...(probe ? { probe } : {}),
			}
		);
	}

	/** What is known of the servers that a build asks; undefined where none may be asked. */
	probeOf({ servers }: Evaluated): View['probe'] {
		const { results } = this.probes;
		return (
			results &&
			((address) => {
				const result = servers.includes(address) ? results(address) : undefined;
				return result === undefined
					? null
					: { answers: result.kind === 'answers', message: describeReachability(result) };
			})
		);
	}

	/** A name to show: relative to the workspace folder it is in. */
	labelOf(directory: string): string {
		const folder = this.folders.find(
			(root) => directory === root || directory.startsWith(`${root}/`),
		);
		if (folder === undefined) return directory;
		const inside = relative(folder, directory) || basename(folder);
		return this.folders.length > 1 && directory !== folder
			? `${basename(folder)}/${inside}`
			: inside;
	}

	/** True for a folder that holds a build's configuration now. */
	isBuild(directory: string): boolean {
		return directory.startsWith('/') && isBuildDirectory(directory, this.reader);
	}

	/** The build and the multiconfig whose file this is, by its place in the build directory or a layer. */
	private multiconfigOf(path: string): { directory: string; multiconfig: string } | undefined {
		const [, root, multiconfig = ''] = /^(.*)\/conf\/multiconfig\/([^/]+)\.conf$/.exec(path) ?? [];
		if (root === undefined) return undefined;
		if (this.isBuild(root)) return { directory: root, multiconfig };
		const user = [...this.evaluated.values()].find(({ key, build }) => {
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
		const extraHandlers = buildHandlers(build.evaluation, this.reader);
		const found = check(build, { files: [path], extraHandlers, ...this.checkOptions() });
		const own = found.filter(({ file }) => normalize(file) === path);
		return { key: path, build, detected, extraHandlers, problems: byFile([path], own) };
	}

	private readBuild(
		directory: string,
		release: Release,
		special: Partial<Pick<BuildOptions, 'multiconfig' | 'reader'>> = {},
	): BuildEvaluation {
		const { reader, parse, host } = this;
		return evaluateBuild(directory, {
			reader,
			parse,
			tolerant: true,
			release,
			environment: buildEnvironment(process.env, directory, release),
			...(host ? { host } : {}),
			...special,
		});
	}

	private evaluateDirectory(directory: string): Result {
		const { reader } = this;
		const detected = this.configuredRelease() ?? detectRelease(directory, reader);
		const build = this.readBuild(directory, detected.release);
		const extraHandlers = buildHandlers(build.evaluation, reader);
		const inConf = (path: string): boolean => dirname(normalize(path)) === `${directory}/conf`;
		const files = [
			...build.evaluation.files.keys(),
			...build.evaluation.problems.map(({ file }) => file),
		].filter(inConf);
		const found = check(build, { files, extraHandlers, ...this.checkOptions() });
		const layers = [...build.evaluation.files.keys()].filter(
			(path) => !inConf(path) && reader.isOpen(path),
		);
		const problems = byFile([...files, ...layers], withLayerErrors(found, layers, build));
		return { key: directory, build, detected, extraHandlers, problems };
	}

	private evaluateLoneFile(path: string): Result {
		const inBuild = this.multiconfigOf(path);
		if (inBuild) return this.evaluateMulticonfig(path, inBuild.directory, inBuild.multiconfig);
		const detected = this.configuredRelease() ?? {
			release: DEFAULT_RELEASE,
			source: 'assumed',
			isKnown: false,
		};
		const { reader, parse } = this;
		const build = evaluateAlone(path, { reader, parse, tolerant: true, release: detected.release });
		const file = build.evaluation.files.get(path);
		const isInConf = basename(dirname(path)) === 'conf' && USER_NAMES.includes(basename(path));
		const isOurs = isInConf || (file && looksLikeBitBake(file));
		const found = isOurs ? check(build, { files: [path], ...this.checkOptions() }) : [];
		return { key: path, build, detected, extraHandlers: [], problems: byFile([path], found) };
	}

	private serversOf(build: BuildEvaluation): string[] {
		const context = ruleContext(build, { files: [], ...this.checkOptions() });
		return askedServers(context).map(({ address }) => address);
	}

	private checkOptions(): Pick<RunOptions, 'host' | 'severities' | 'reachability'> {
		const { hostFiles, settings } = this;
		const { results } = this.probes;
		return {
			severities: settings.rules,
			...(hostFiles ? { host: hostFiles } : {}),
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

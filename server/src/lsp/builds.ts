import { basename, dirname, relative } from 'node:path';
import type { View } from '../features/view';
import { DiskHostFiles } from '../files/hostFiles';
import type { RuleProblem } from '../rules/rule';
import { check, type RunOptions } from '../rules/run';
import type { Settings } from '../shared/settings';
import type { ParsedFile } from '../syntax/parse';
import { type BuildEvaluation, evaluateAlone, evaluateBuild, USER_FILES } from '../yocto/build';
import { buildHandlers } from '../yocto/buildHandlers';
import { type DetectedRelease, detectRelease } from '../yocto/detectRelease';
import { discoverBuilds, isBuildDirectory } from '../yocto/discover';
import { buildEnvironment, hostFacts } from '../yocto/environment';
import { DEFAULT_RELEASE, findRelease } from '../yocto/releases';
import type { OpenFilesReader } from './openFiles';
import { rememberingParse } from './parseCache';

/** A build directory, or a file that belongs to none, as it was last evaluated. */
export interface Evaluated {
	/** The build directory, or the path of the lone file. */
	readonly key: string;
	readonly build: BuildEvaluation;
	readonly detected: DetectedRelease;
	readonly extraHandlers: readonly string[];
	/** Findings by path of the file; every file that is reported on has an entry. */
	readonly problems: ReadonlyMap<string, readonly RuleProblem[]>;
}

/** Knows the build directories of the workspace and evaluates them anew when asked. */
export class Builds {
	private readonly reader: OpenFilesReader;
	private readonly parse = rememberingParse();
	private readonly host = hostFacts(process.platform, process.arch);
	private readonly hostFiles = this.host && new DiskHostFiles();
	private readonly evaluated = new Map<string, Evaluated>();
	private discovered = new Set<string>();
	private folders: readonly string[] = [];
	private settings: Settings;

	constructor(reader: OpenFilesReader, settings: Settings) {
		this.reader = reader;
		this.settings = settings;
	}

	/** Looks for build directories in the workspace folders. */
	discover(folders: readonly string[], settings: Settings): void {
		this.folders = folders;
		this.settings = settings;
		this.discovered = new Set(
			folders.flatMap((folder) => discoverBuilds(folder, settings.buildDirectories, this.reader)),
		);
		for (const key of this.evaluated.keys()) {
			if (key.startsWith('/') && !this.discovered.has(key) && !this.isBuild(key)) {
				this.evaluated.delete(key);
			}
		}
	}

	/** What a document belongs to: its build directory, else itself. */
	keyOf(path: string): string {
		const folder = dirname(path);
		const names: readonly string[] = [...USER_FILES, 'bblayers.conf'];
		if (basename(folder) !== 'conf' || !names.includes(basename(path))) return path;
		const directory = dirname(folder);
		return this.isBuild(directory) ? directory : path;
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
		this.reader.beginRound();
		const result = this.isBuild(key) ? this.evaluateDirectory(key) : this.evaluateLoneFile(key);
		this.evaluated.set(key, result);
		return result;
	}

	/** Forgets a lone file that was closed; its findings go with it. */
	forget(key: string): void {
		this.evaluated.delete(key);
	}

	/** What the features need for a document; undefined when its file could not be read. */
	view(path: string, serverAddress: string | undefined): View | undefined {
		const key = this.keyOf(path);
		const { build, detected, extraHandlers } = this.evaluated.get(key) ?? this.evaluate(key);
		const file = build.evaluation.files.get(path);
		return file && { file, build, detected, serverAddress, extraHandlers };
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

	private isBuild(directory: string): boolean {
		return directory.startsWith('/') && isBuildDirectory(directory, this.reader);
	}

	private evaluateDirectory(directory: string): Evaluated {
		const { reader, parse, host } = this;
		const detected = this.configuredRelease() ?? detectRelease(directory, reader);
		const build = evaluateBuild(directory, {
			reader,
			parse,
			tolerant: true,
			release: detected.release,
			environment: buildEnvironment(process.env),
			...(host ? { host } : {}),
		});
		const extraHandlers = buildHandlers(build.evaluation, reader);
		const inConf = (path: string): boolean => dirname(path) === `${directory}/conf`;
		const files = [
			...build.evaluation.files.keys(),
			...build.evaluation.problems.map(({ file }) => file),
		].filter(inConf);
		const found = check(build, { files, extraHandlers, ...this.checkOptions() });
		return { key: directory, build, detected, extraHandlers, problems: byFile(files, found) };
	}

	private evaluateLoneFile(path: string): Evaluated {
		const detected = this.configuredRelease() ?? {
			release: DEFAULT_RELEASE,
			source: 'assumed',
			isKnown: false,
		};
		const { reader, parse } = this;
		const build = evaluateAlone(path, { reader, parse, tolerant: true, release: detected.release });
		const file = build.evaluation.files.get(path);
		const isOurs = basename(dirname(path)) === 'conf' || (file && looksLikeBitBake(file));
		const found = isOurs ? check(build, { files: [path], ...this.checkOptions() }) : [];
		return { key: path, build, detected, extraHandlers: [], problems: byFile([path], found) };
	}

	private checkOptions(): Pick<RunOptions, 'host' | 'severities'> {
		const { hostFiles, settings } = this;
		return { severities: settings.rules, ...(hostFiles ? { host: hostFiles } : {}) };
	}

	private configuredRelease(): DetectedRelease | undefined {
		const release = findRelease(this.settings.release);
		return release && { release, source: 'set in the settings', isKnown: true };
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

function byFile(
	files: readonly string[],
	problems: readonly RuleProblem[],
): Map<string, RuleProblem[]> {
	const result = new Map<string, RuleProblem[]>(files.map((file) => [file, []]));
	for (const problem of problems) result.get(problem.file)?.push(problem);
	return result;
}

import { basename, dirname, relative } from 'node:path';
import type { View } from '../features/view';
import type { Settings } from '../shared/settings';
import { type BuildEvaluation, isUserFile } from '../yocto/build';
import { discoverBuilds } from '../yocto/discover';
import { describeReachability } from '../yocto/reachability';
import { type Evaluated, Evaluator } from './evaluator';
import type { OpenFilesReader } from './openFiles';
import type { Probes } from './probes';

/** Knows the build directories of the workspace and evaluates them anew when asked. */
export class Builds {
	private readonly reader: OpenFilesReader;
	private readonly probes: Pick<Probes, 'results'>;
	private readonly evaluator: Evaluator;
	private readonly evaluated = new Map<string, Evaluated>();
	private discovered = new Set<string>();
	private folders: readonly string[] = [];

	constructor(reader: OpenFilesReader, probes: Pick<Probes, 'results'>, settings: Settings) {
		this.reader = reader;
		this.probes = probes;
		this.evaluator = new Evaluator(reader, probes, settings);
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
		this.evaluator.settings = settings;
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
		if (!isUserFile(path)) return undefined;
		const directory = dirname(dirname(path));
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
		const evaluated = this.evaluator.evaluate(key, [...this.evaluated.values()]);
		this.evaluated.set(key, evaluated);
		return evaluated;
	}

	/** Reads a build again as if one of its files held another text. Nothing of it is kept. */
	readWith(evaluated: Evaluated, path: string, text: string): BuildEvaluation {
		return this.evaluator.readWith(evaluated, path, text);
	}

	/** Forgets a lone file; false when it was not known. */
	forget(key: string): boolean {
		return this.evaluated.delete(key);
	}

	/** What the features need for a document; undefined when its file could not be read. */
	view(path: string, serverAddress: string | undefined): View | undefined {
		const key = this.keyOf(path);
		const evaluated = this.evaluated.get(key) ?? this.evaluate(key);
		const { build, detected, files } = evaluated;
		const file = files.get(path);
		const probe = this.probeOf(evaluated);
		return (
			file && {
				file,
				build,
				detected,
				serverAddress,
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
		return this.evaluator.isBuild(directory);
	}
}

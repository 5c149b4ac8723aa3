import { normalize } from 'node:path';
import { type Connection, TextDocuments } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { View } from '../features/view';
import type { RuleProblem } from '../rules/rule';
import { DEFAULT_SETTINGS, type Settings } from '../shared/settings';
import { type Abilities, NO_ABILITIES } from './abilities';
import { Builds } from './builds';
import { DiagnosticsPublisher } from './diagnostics';
import { OpenFilesReader } from './openFiles';
import { Probes, type Reach } from './probes';
import { Scheduler } from './scheduler';
import { pathOf, uriOf } from './uris';
import { Watchers } from './watchers';

/** How often files are looked at for changes that no editor told of. A look is one `stat` for each. */
const LOOK_MS = 3_000;

interface WorkspaceOptions {
	readonly reach: Reach;
	/** True for the address of the server that this window shows. */
	isOwnServer(address: string): boolean;
	/** Called when anything that the status tells may have changed. */
	onChange(): void;
}

/** Keeps evaluations and findings in step with the documents, the disk, the folders and the settings. */
export class Workspace {
	readonly documents = new TextDocuments(TextDocument);
	readonly builds: Builds;
	folders: readonly string[] = [];
	settings: Settings = DEFAULT_SETTINGS;
	can: Abilities = NO_ABILITIES;
	isTrusted = false;
	private readonly onChange: () => void;
	private readonly diagnostics: DiagnosticsPublisher;
	private readonly watchers: Watchers;
	private readonly scheduler: Scheduler;
	private readonly reader: OpenFilesReader;
	private readonly probes: Probes;
	private looking: NodeJS.Timeout | undefined;

	constructor(connection: Connection, { reach, isOwnServer, onChange }: WorkspaceOptions) {
		this.onChange = onChange;
		this.reader = new OpenFilesReader({ get: (path) => this.openByPath(path)?.getText() });
		this.probes = new Probes({
			reach,
			isOwn: isOwnServer,
			isAllowed: () => this.isTrusted && this.settings.probeServers,
			onResult: (key) => this.scheduler.schedule(key),
		});
		this.builds = new Builds(this.reader, this.probes, DEFAULT_SETTINGS);
		this.diagnostics = new DiagnosticsPublisher(connection, (path) => this.openByPath(path));
		this.watchers = new Watchers(connection);
		this.scheduler = new Scheduler(
			(key) => this.refresh(key),
			(error) => connection.console.error(describe(error)),
		);
		this.documents.onDidChangeContent(({ document }) => this.changed(pathOf(document.uri)));
		this.documents.onDidSave(() => this.probes.askStale());
		this.documents.onDidClose(({ document }) => {
			// A lone file goes with its document, and so does a build that was deleted from the disk.
			this.rediscover();
			this.changed(pathOf(document.uri));
			this.onChange();
		});
	}

	openByPath(path: string): TextDocument | undefined {
		const { documents } = this;
		return documents.get(uriOf(path)) ?? documents.all().find(({ uri }) => pathOf(uri) === path);
	}

	/** Looks for builds again and evaluates everything. */
	refreshAll(): void {
		this.rediscover();
		const open = this.openPaths().map((path) => this.builds.keyOf(path));
		for (const key of new Set([...this.builds.directories, ...open])) this.scheduler.schedule(key);
		this.onChange();
	}

	/** Looks for builds, reads everything and asks the servers anew. */
	refreshAllAndAsk(): void {
		this.refreshAll();
		this.scheduler.afterwards(() => this.probes.askAll());
	}

	/** A person is here, or has left: nobody needs findings in a window that nobody looks at. */
	focusChanged(isFocused: boolean): void {
		clearInterval(this.looking);
		if (!isFocused) return;
		this.looking = setInterval(() => this.look(), LOOK_MS);
		this.looking.unref();
		this.look();
		this.probes.askStale();
	}

	/** Evaluates what changed on disk without anybody telling: by git, by sed, in another window. */
	private look(): void {
		this.reader.keepOnly((path) => this.builds.usersOf(normalize(path)).length > 0);
		for (const path of this.reader.changedOnDisk()) this.changed(normalize(path));
	}

	/** Calls back once nothing is left to evaluate. */
	afterwards(callback: () => void): void {
		this.scheduler.afterwards(callback);
	}

	/** What the features need of a document as it is now; undefined when its file could not be read. */
	viewOf(uri: string, serverAddress: string | undefined): View | undefined {
		const path = pathOf(uri);
		this.scheduler.flush(this.builds.keyOf(path));
		return this.builds.view(path, serverAddress);
	}

	/** The findings of a document. */
	problemsOf(uri: string): readonly RuleProblem[] {
		const path = pathOf(uri);
		return this.builds.get(this.builds.keyOf(path))?.problems.get(path) ?? [];
	}

	private changed(path: string): void {
		for (const key of this.builds.usersOf(path)) this.scheduler.schedule(key);
		if (this.openByPath(path)) this.scheduler.schedule(this.builds.keyOf(path));
	}

	/** Evaluates what changed and publishes its findings. */
	private refresh(key: string): void {
		const { builds } = this;
		if (builds.isGone(key)) {
			this.rediscover();
		} else {
			const evaluated = builds.evaluate(key);
			this.probes.want(key, evaluated.servers);
			this.diagnostics.publish(evaluated, (path) => builds.keyOf(path) === key, this.can);
			this.settle();
		}
		this.watchers.update(this.folders, builds.directories, this.can);
		this.onChange();
	}

	/** An evaluation may have brought open documents to another build, or to none. */
	private settle(): void {
		const { builds, diagnostics, scheduler } = this;
		for (const path of this.openPaths()) {
			const key = builds.keyOf(path);
			if (key !== path && builds.forget(path)) {
				scheduler.cancel(path);
				diagnostics.clear(path);
				this.probes.want(path, []);
			}
			const evaluated = builds.get(key);
			const isUnpublished = evaluated?.problems.has(path) && diagnostics.keyOf(path) !== key;
			if (!evaluated || isUnpublished) scheduler.schedule(key);
		}
	}

	/** Looks where builds are, and takes back what was said about those that are gone. */
	private rediscover(): void {
		const { builds, folders, settings } = this;
		for (const key of builds.discover(folders, settings, this.openPaths())) {
			this.scheduler.cancel(key);
			this.diagnostics.clear(key);
			this.probes.want(key, []);
		}
		this.watchers.update(folders, builds.directories, this.can);
	}

	/** Ends what waits and what is asked. */
	dispose(): void {
		clearInterval(this.looking);
		this.probes.dispose();
	}

	private openPaths(): string[] {
		return this.documents.all().map(({ uri }) => pathOf(uri));
	}
}

function describe(error: unknown): string {
	return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

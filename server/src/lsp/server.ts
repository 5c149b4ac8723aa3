import {
	CodeLensRefreshRequest,
	type Connection,
	DidChangeWatchedFilesNotification,
	type FileSystemWatcher,
	type InitializeParams,
	type InitializeResult,
	TextDocumentSyncKind,
	TextDocuments,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { version } from '../../../package.json';
import { COMMANDS } from '../shared/commands';
import {
	DEFAULT_SETTINGS,
	type InitializationOptions,
	readInitializationOptions,
	readSettings,
	type Settings,
} from '../shared/settings';
import type { ServerState, StatusSnapshot } from '../shared/state';
import { Builds } from './builds';
import { DiagnosticsPublisher } from './diagnostics';
import * as features from './features';
import { addressOf, type HashServer } from './hashServer';
import { HashServerRequests } from './hashServerRequests';
import { OpenFilesReader } from './openFiles';
import * as requests from './requests';
import { Scheduler } from './scheduler';
import { snapshot } from './status';
import { pathOf, uriOf } from './uris';

/** Wires a connection to the builds, the features and the hash server. */
export function startLanguageServer(connection: Connection, hashServer: HashServer): void {
	const documents = new TextDocuments(TextDocument);
	const openByPath = (path: string): TextDocument | undefined =>
		documents.get(uriOf(path)) ?? documents.all().find(({ uri }) => pathOf(uri) === path);
	const reader = new OpenFilesReader({ get: (path) => openByPath(path)?.getText() });
	const builds = new Builds(reader, DEFAULT_SETTINGS);
	const diagnostics = new DiagnosticsPublisher(connection, openByPath);
	const scheduler = new Scheduler(refresh, (error) => connection.console.error(describe(error)));

	let settings: Settings = DEFAULT_SETTINGS;
	let options: InitializationOptions = {};
	let folders: string[] = [];
	let loading = true;
	/** What the client can do beyond the basics; other editors than VS Code often cannot. */
	let can = { refreshLenses: false, changeFolders: false, watchFiles: false, watchRelative: false };

	/** Evaluates what changed, publishes its findings and tells the client. */
	function refresh(key: string): void {
		diagnostics.publish(builds.evaluate(key));
		sendStatus();
	}

	function refreshAll(): void {
		builds.discover(folders, settings);
		const open = documents.all().map(({ uri }) => builds.keyOf(pathOf(uri)));
		for (const key of new Set([...builds.directories, ...open])) scheduler.schedule(key);
	}

	function status(): StatusSnapshot {
		return snapshot(builds, hashServer.state, loading);
	}

	function sendStatus(): void {
		void connection.sendNotification(requests.statusChanged, status());
	}

	connection.onInitialize((params: InitializeParams): InitializeResult => {
		options = readInitializationOptions(params.initializationOptions);
		settings = options.settings ?? DEFAULT_SETTINGS;
		folders = (params.workspaceFolders ?? []).map(({ uri }) => pathOf(uri));
		if (folders.length === 0 && params.rootUri) folders = [pathOf(params.rootUri)];
		const { workspace } = params.capabilities;
		can = {
			refreshLenses: workspace?.codeLens?.refreshSupport === true,
			changeFolders: workspace?.workspaceFolders === true,
			watchFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
			watchRelative: workspace?.didChangeWatchedFiles?.relativePatternSupport === true,
		};
		return {
			serverInfo: { name: 'Yocto Hash Equivalence', version },
			capabilities: {
				textDocumentSync: TextDocumentSyncKind.Incremental,
				hoverProvider: true,
				completionProvider: { triggerCharacters: ['"', "'", '='] },
				codeActionProvider: { codeActionKinds: ['quickfix'] },
				codeLensProvider: {},
				documentSymbolProvider: true,
				foldingRangeProvider: true,
				definitionProvider: true,
				referencesProvider: true,
				inlayHintProvider: true,
				workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
				// VS Code has these commands itself; in other editors the lenses and fixes call them here.
				...(options.clientCommands
					? {}
					: {
							executeCommandProvider: {
								commands: [COMMANDS.start, COMMANDS.stop, COMMANDS.restart, COMMANDS.useServer],
							},
						}),
			},
		};
	});

	connection.onInitialized(() => {
		if (can.changeFolders) {
			connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
				const gone = new Set(removed.map(({ uri }) => pathOf(uri)));
				const kept = folders.filter((folder) => !gone.has(folder));
				folders = [...kept, ...added.map(({ uri }) => pathOf(uri))];
				refreshAll();
			});
		}
		if (can.watchFiles) {
			const watchers = watchersFor(folders, can.watchRelative);
			void connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
		}
		refreshAll();
		scheduler.afterwards(() => {
			loading = false;
			sendStatus();
			if (settings.server.startAutomatically && builds.directories.length > 0)
				void hashServerRequests.start({});
		});
	});

	connection.onDidChangeConfiguration(({ settings: changed }) => {
		// What initialize said holds where a change says nothing.
		settings = readSettings(changed, options.settings);
		refreshAll();
		if (can.refreshLenses) void connection.sendRequest(CodeLensRefreshRequest.type);
	});
	connection.onDidChangeWatchedFiles(refreshAll);

	documents.onDidChangeContent(({ document }) => {
		scheduler.schedule(builds.keyOf(pathOf(document.uri)));
	});
	documents.onDidClose(({ document }) => {
		const path = pathOf(document.uri);
		const key = builds.keyOf(path);
		if (key === path) {
			scheduler.cancel(key);
			builds.forget(key);
			diagnostics.clear(key);
		} else {
			// The disk counts again, which may differ from what was open.
			scheduler.schedule(key);
		}
	});

	const viewOf = (uri: string) => {
		scheduler.flush(builds.keyOf(pathOf(uri)));
		return builds.view(pathOf(uri), addressOf(hashServer.state));
	};
	connection.onHover(({ textDocument, position }) => {
		const view = viewOf(textDocument.uri);
		return view ? features.hoverAt(view, position) : null;
	});
	connection.onCompletion(({ textDocument, position }) => {
		const view = viewOf(textDocument.uri);
		return view ? features.completionsAt(view, position) : [];
	});
	connection.onCodeAction((params) => {
		const view = viewOf(params.textDocument.uri);
		const path = pathOf(params.textDocument.uri);
		const problems = builds.get(builds.keyOf(path))?.problems.get(path) ?? [];
		return view ? features.codeActionsOf(view, problems, params) : [];
	});
	connection.onCodeLens(({ textDocument }) => {
		const view = settings.codeLens ? viewOf(textDocument.uri) : undefined;
		return view ? features.codeLensesOf(view, hashServer.state, textDocument.uri) : [];
	});

	connection.onDocumentSymbol(({ textDocument }) => {
		const view = viewOf(textDocument.uri);
		return view ? features.symbolsOf(view) : [];
	});
	connection.onFoldingRanges(({ textDocument }) => {
		const view = viewOf(textDocument.uri);
		return view ? features.foldsOf(view) : [];
	});
	connection.onDefinition(({ textDocument, position }) => {
		const view = viewOf(textDocument.uri);
		return view ? features.definitionAt(view, position) : [];
	});
	connection.onReferences(({ textDocument, position }) => {
		const view = viewOf(textDocument.uri);
		return view ? features.assignmentsAt(view, position) : [];
	});
	connection.languages.inlayHint.on(({ textDocument }) => {
		const view = settings.inlayHints ? viewOf(textDocument.uri) : undefined;
		return view ? features.inlaysOf(view) : [];
	});

	const hashServerRequests = new HashServerRequests({
		connection,
		hashServer,
		builds,
		openByPath,
		settings: () => settings,
		options: () => options,
	});
	hashServerRequests.listen();
	connection.onRequest(requests.getStatus, status);

	hashServer.onDidChange((state) => {
		sendStatus();
		if (can.refreshLenses && state.kind !== lastKind)
			void connection.sendRequest(CodeLensRefreshRequest.type);
		lastKind = state.kind;
	});
	let lastKind: ServerState['kind'] = hashServer.state.kind;

	connection.onShutdown(() => hashServer.dispose());
	documents.listen(connection);
	connection.listen();
}

/** Configuration files where builds are found: few and shallow, as watching a build's tmp/ would cost dearly. */
function watchersFor(folders: readonly string[], canBeRelative: boolean): FileSystemWatcher[] {
	const patterns = ['conf/*.conf', '*/conf/*.conf', '*/*/conf/*.conf'];
	if (!canBeRelative) return [{ globPattern: '**/conf/*.conf' }];
	return folders.flatMap((folder) =>
		patterns.map((pattern) => ({ globPattern: { baseUri: uriOf(folder), pattern } })),
	);
}

function describe(error: unknown): string {
	return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

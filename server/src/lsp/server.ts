import {
	CodeLensRefreshRequest,
	type Connection,
	DidChangeWatchedFilesNotification,
	type InitializeParams,
	type InitializeResult,
	TextDocumentSyncKind,
	TextDocuments,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { version } from '../../../package.json';
import { useServerEdits } from '../features/useServer';
import { ruleContext } from '../rules/run';
import { COMMANDS } from '../shared/commands';
import type { StartServerParams, UseServerParams, UseServerResult } from '../shared/messages';
import { DEFAULT_SETTINGS, type InitializationOptions, type Settings } from '../shared/settings';
import type { ServerState, StatusSnapshot } from '../shared/state';
import { Builds } from './builds';
import { toEdit } from './convert';
import { DiagnosticsPublisher } from './diagnostics';
import { codeActionsOf, codeLensesOf, completionsAt, hoverAt } from './features';
import { addressOf, databasePath, type HashServer } from './hashServer';
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
	const scheduler = new Scheduler(refresh);

	let settings: Settings = DEFAULT_SETTINGS;
	let options: InitializationOptions = {};
	let folders: string[] = [];
	let loading = true;
	let canRefreshLenses = false;

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
		options = (params.initializationOptions ?? {}) as InitializationOptions;
		settings = options.settings ?? DEFAULT_SETTINGS;
		folders = (params.workspaceFolders ?? []).map(({ uri }) => pathOf(uri));
		if (folders.length === 0 && params.rootUri) folders = [pathOf(params.rootUri)];
		canRefreshLenses = params.capabilities.workspace?.codeLens?.refreshSupport === true;
		return {
			serverInfo: { name: 'Yocto Hash Equivalence', version },
			capabilities: {
				textDocumentSync: TextDocumentSyncKind.Incremental,
				hoverProvider: true,
				completionProvider: { triggerCharacters: ['"', "'", '='] },
				codeActionProvider: { codeActionKinds: ['quickfix'] },
				codeLensProvider: {},
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
		connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
			const gone = new Set(removed.map(({ uri }) => pathOf(uri)));
			folders = [
				...folders.filter((folder) => !gone.has(folder)),
				...added.map(({ uri }) => pathOf(uri)),
			];
			refreshAll();
		});
		void connection.client.register(DidChangeWatchedFilesNotification.type, {
			// Small and shallow: a glob over a build's tmp/ would cost the whole machine dearly.
			watchers: ['conf/*.conf', '*/conf/*.conf', '*/*/conf/*.conf'].map((globPattern) => ({
				globPattern,
			})),
		});
		refreshAll();
		scheduler.afterwards(() => {
			loading = false;
			sendStatus();
			if (settings.server.startAutomatically && builds.directories.length > 0) void start({});
		});
	});

	connection.onDidChangeConfiguration(({ settings: changed }) => {
		if (!changed) return;
		settings = changed as Settings;
		refreshAll();
		if (canRefreshLenses) void connection.sendRequest(CodeLensRefreshRequest.type);
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
		return view ? hoverAt(view, position) : null;
	});
	connection.onCompletion(({ textDocument, position }) => {
		const view = viewOf(textDocument.uri);
		return view ? completionsAt(view, position) : [];
	});
	connection.onCodeAction((params) => {
		const view = viewOf(params.textDocument.uri);
		const path = pathOf(params.textDocument.uri);
		const problems = builds.get(builds.keyOf(path))?.problems.get(path) ?? [];
		return view ? codeActionsOf(view, problems, params) : [];
	});
	connection.onCodeLens(({ textDocument }) => {
		const view = settings.codeLens ? viewOf(textDocument.uri) : undefined;
		return view ? codeLensesOf(view, hashServer.state, textDocument.uri) : [];
	});

	/** The build whose SSTATE_DIR decides where the database is. */
	function serverOptions({
		address,
		buildUri,
	}: StartServerParams): { address: string; database: string } | undefined {
		const directory = buildUri === undefined ? builds.directories[0] : pathOf(buildUri);
		const build =
			directory === undefined
				? undefined
				: (builds.get(directory) ?? builds.evaluate(directory)).build;
		const database = databasePath(settings, build, options.storagePath);
		return database === undefined
			? undefined
			: { address: address ?? settings.server.address, database };
	}

	async function run(
		params: StartServerParams,
		action: (chosen: { address: string; database: string }) => Promise<ServerState>,
	): Promise<ServerState> {
		if (options.trusted === false) {
			return failed(
				'The hash server does not start in a workspace that is not trusted. Trust the workspace first.',
			);
		}
		const chosen = serverOptions(params);
		return chosen
			? action(chosen)
			: failed(
					'There is no folder for the database: no build directory can be written to. Set hashEquivalence.server.database.',
				);
	}
	const start = (params: StartServerParams): Promise<ServerState> =>
		run(params, (chosen) => hashServer.start(chosen));
	const restart = (params: StartServerParams): Promise<ServerState> =>
		run(params, (chosen) => hashServer.restart(chosen));

	function useServer({ buildUri }: UseServerParams): UseServerResult {
		const directory = pathOf(buildUri);
		const { build, extraHandlers } = builds.evaluate(directory);
		const path = `${directory}/conf/local.conf`;
		const uri = openByPath(path)?.uri ?? uriOf(path);
		const file = build.evaluation.files.get(path);
		const address = addressOf(hashServer.state);
		if (!file)
			return {
				uri,
				edits: [],
				alreadyDone: `There is no conf/local.conf in ${directory} to write to.`,
			};
		if (address === undefined) {
			return {
				uri,
				edits: [],
				alreadyDone: 'No hash server is running, so there is no address to write.',
			};
		}
		const context = ruleContext(build, { files: [path], extraHandlers });
		const edits = useServerEdits(context, file, address).map((edit) => toEdit(edit, file.index));
		return edits.length > 0
			? { uri, edits }
			: {
					uri,
					edits,
					alreadyDone: `${builds.labelOf(directory)} uses the server at ${address} already.`,
				};
	}

	connection.onRequest(requests.getStatus, status);
	connection.onRequest(requests.startServer, start);
	connection.onRequest(requests.stopServer, () => hashServer.stop());
	connection.onRequest(requests.restartServer, restart);
	connection.onRequest(requests.useServer, useServer);
	connection.onExecuteCommand(async ({ command, arguments: [argument] = [] }) => {
		const params = (argument ?? {}) as StartServerParams;
		if (command === COMMANDS.start) return start(params);
		if (command === COMMANDS.restart) return restart(params);
		if (command === COMMANDS.stop) return hashServer.stop();
		if (command !== COMMANDS.useServer) return undefined;
		await start(params);
		const buildUri = params.buildUri ?? builds.directories.map(uriOf)[0];
		if (buildUri === undefined) return undefined;
		const { uri, edits } = useServer({ buildUri });
		return connection.workspace.applyEdit({ changes: { [uri]: [...edits] } });
	});

	hashServer.onDidChange((state) => {
		sendStatus();
		if (canRefreshLenses && state.kind !== lastKind)
			void connection.sendRequest(CodeLensRefreshRequest.type);
		lastKind = state.kind;
	});
	let lastKind: ServerState['kind'] = hashServer.state.kind;

	connection.onShutdown(() => hashServer.dispose());
	documents.listen(connection);
	connection.listen();
}

function failed(message: string): ServerState {
	return { kind: 'failed', message };
}

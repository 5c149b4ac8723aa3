import {
	CodeLensRefreshRequest,
	type Connection,
	type InitializeParams,
	type InitializeResult,
} from 'vscode-languageserver/node';
import { version } from '../../../package.json';
import {
	FOCUS_CHANGED,
	type FocusParams,
	GET_STATUS,
	REFRESH,
	STATUS_CHANGED,
} from '../shared/messages';
import {
	DEFAULT_SETTINGS,
	type InitializationOptions,
	readInitializationOptions,
	readSettings,
} from '../shared/settings';
import { addressOf, type ServerState, type StatusSnapshot } from '../shared/state';
import { abilitiesOf } from './abilities';
import { codeActionsOf } from './codeActions';
import { answerConnect, type FindCache } from './connect';
import { answerDashboard, type Sampler } from './dashboard';
import { answerDoctor, type Doctor } from './doctor';
import { answerExplore, type Explorer } from './explore';
import * as features from './features';
import type { HashServer } from './hashServer';
import { HashServerRequests } from './hashServerRequests';
import { LastBuilds } from './insight';
import type { Reach } from './probes';
import { answerRan } from './ran';
import { Refresher } from './refresher';
import { onRequest } from './requests';
import { SemanticTokensOf } from './semanticTokens';
import { serverCapabilities } from './serverCapabilities';
import { answerSharing, type Sharing } from './sharing';
import { snapshot } from './status';
import { pathOf } from './uris';
import { Workspace } from './workspace';

/** What the language server needs of the other half, the hash server. */
interface HashServers {
	readonly hashServer: HashServer;
	readonly sampler: Sampler;
	readonly explorer: Explorer;
	readonly doctor: Doctor;
	readonly reach: Reach;
	readonly sharing: Sharing;
	readonly findCache: FindCache;
}

/** Wires a connection to the builds, the features and the hash server. */
export function startLanguageServer(
	connection: Connection,
	{ hashServer, sampler, explorer, doctor, reach, sharing, findCache }: HashServers,
): void {
	const workspace = new Workspace(connection, {
		reach,
		isOwnServer: (address) => address === addressOf(hashServer.state),
		onChange: () => {
			sendStatus();
			refresher.check(workspace.builds, workspace.can);
		},
	});
	const refresher = new Refresher(connection);
	const lastBuilds = new LastBuilds(workspace.builds, sendStatus);
	let options: InitializationOptions = {};
	let loading = true;

	function status(): StatusSnapshot {
		return {
			...snapshot(workspace.builds, lastBuilds, hashServer.state, loading),
			...(sharing.state === undefined ? {} : { sharing: sharing.state }),
		};
	}

	function sendStatus(): void {
		try {
			void connection.sendNotification(STATUS_CHANGED.method, status());
		} catch (error) {
			// Called by the hash server too, which must not end because of a build.
			connection.console.error(`The status cannot be told: ${String(error)}`);
		}
	}

	function refreshLenses(): void {
		if (!workspace.can.refreshLenses) return;
		// An answer that does not come must not end the process.
		connection.sendRequest(CodeLensRefreshRequest.type).catch(() => {});
	}

	connection.onInitialize((params: InitializeParams): InitializeResult => {
		options = readInitializationOptions(params.initializationOptions);
		workspace.settings = options.settings ?? DEFAULT_SETTINGS;
		workspace.folders = (params.workspaceFolders ?? []).map(({ uri }) => pathOf(uri));
		if (workspace.folders.length === 0 && params.rootUri) {
			workspace.folders = [pathOf(params.rootUri)];
		}
		workspace.can = abilitiesOf(params.capabilities, options.clientCommands === true);
		workspace.isTrusted = options.trusted === true;
		return {
			serverInfo: { name: 'Yocto Hash Equivalence', version },
			capabilities: serverCapabilities(workspace.can),
		};
	});

	connection.onInitialized(() => {
		if (workspace.can.changeFolders) {
			connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
				const gone = new Set(removed.map(({ uri }) => pathOf(uri)));
				const kept = workspace.folders.filter((folder) => !gone.has(folder));
				workspace.folders = [...kept, ...added.map(({ uri }) => pathOf(uri))];
				workspace.refreshAll();
			});
		}
		workspace.refreshAll();
		workspace.afterwards(() => {
			loading = false;
			sendStatus();
			lastBuilds.follow();
			// Until the client says otherwise; most never do.
			workspace.focusChanged(true);
			const { startAutomatically, address } = workspace.settings.server;
			if (startAutomatically && workspace.builds.directories.length > 0) {
				void hashServerRequests.start({});
			} else {
				// Another window, or this one before it was reloaded, may have left a server running.
				void hashServer.discover(address);
			}
		});
	});

	connection.onDidChangeConfiguration(({ settings }) => {
		// What initialize said holds where a change says nothing.
		workspace.settings = readSettings(settings, options.settings);
		workspace.refreshAll();
		refreshLenses();
	});
	connection.onDidChangeWatchedFiles(() => workspace.refreshAll());

	const viewOf = (uri: string) => workspace.viewOf(uri, addressOf(hashServer.state));
	connection.onHover(({ textDocument, position }) => {
		const view = viewOf(textDocument.uri);
		return view ? features.hoverAt(view, position) : null;
	});
	connection.onCompletion(({ textDocument, position }) => {
		const view = viewOf(textDocument.uri);
		return view ? features.completionsAt(view, position, workspace.can) : [];
	});
	connection.onSignatureHelp(({ textDocument, position }) => {
		const view = viewOf(textDocument.uri);
		return view ? features.signatureAt(view, position) : null;
	});
	connection.onDocumentLinks(({ textDocument }) => {
		const view = viewOf(textDocument.uri);
		return view ? features.linksOf(view, workspace.can) : [];
	});
	connection.onCodeAction((params) => {
		const { uri } = params.textDocument;
		const view = viewOf(uri);
		return view ? codeActionsOf(view, workspace.problemsOf(uri), params, workspace.can) : [];
	});
	connection.onCodeLens(({ textDocument: { uri } }) => {
		const view = workspace.settings.codeLens ? viewOf(uri) : undefined;
		return view ? features.codeLensesOf(view, hashServer.state, uri, workspace.can) : [];
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
		const view = workspace.settings.inlayHints ? viewOf(textDocument.uri) : undefined;
		return view ? features.inlaysOf(view) : [];
	});

	const semanticTokens = new SemanticTokensOf();
	connection.languages.semanticTokens.on(({ textDocument: { uri } }) => {
		const view = viewOf(uri);
		return view ? semanticTokens.full(uri, view) : { data: [] };
	});
	connection.languages.semanticTokens.onDelta(({ textDocument: { uri }, previousResultId }) => {
		const view = viewOf(uri);
		return view ? semanticTokens.delta(uri, view, previousResultId) : { data: [] };
	});
	connection.languages.semanticTokens.onRange(({ textDocument: { uri }, range }) => {
		const view = viewOf(uri);
		return view ? semanticTokens.range(view, range) : { data: [] };
	});
	workspace.documents.onDidClose(({ document }) => semanticTokens.forget(document.uri));

	const hashServerRequests = new HashServerRequests({
		connection,
		hashServer,
		workspace,
		options: () => options,
	});
	hashServerRequests.listen();
	const isTrusted = (): boolean => options.trusted !== false;
	answerDoctor({ connection, workspace, doctor, isTrusted });
	answerDashboard(connection, sampler, isTrusted);
	answerExplore(connection, explorer, isTrusted);
	const serverState = (): ServerState => hashServer.state;
	answerRan({ connection, workspace, explorer, isTrusted, serverState });
	answerSharing({ connection, workspace, sharing, isTrusted, serverState });
	answerConnect({ connection, workspace, findCache, isTrusted });
	sharing.onDidChange(sendStatus);
	onRequest(connection, GET_STATUS, async () => {
		await lastBuilds.look();
		return status();
	});
	onRequest(connection, REFRESH, async () => {
		workspace.refreshAllAndAsk();
		await lastBuilds.look();
		await new Promise<void>((done) => workspace.afterwards(done));
		return status();
	});
	connection.onNotification(FOCUS_CHANGED.method, ({ focused }: FocusParams) =>
		workspace.focusChanged(focused),
	);

	let lastKind: ServerState['kind'] = hashServer.state.kind;
	hashServer.onDidChange((state) => {
		sendStatus();
		if (state.kind !== lastKind) {
			refreshLenses();
			// What was said of the address may be about a server that is no more, or was not yet.
			workspace.refreshAllAndAsk();
		}
		lastKind = state.kind;
	});

	connection.onShutdown(() => {
		workspace.dispose();
		sharing.onDidChange(() => {});
		return Promise.all([hashServer.dispose(), sharing.stop()]).then(() => {});
	});
	workspace.documents.listen(connection);
	connection.listen();
}

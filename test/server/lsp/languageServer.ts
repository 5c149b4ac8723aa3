import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type * as Rpc from 'vscode-languageserver/node';
import type { StatusSnapshot } from '../../../server/src/shared/state';

// Their ES module builds cannot be imported by Node itself.
const rpc = createRequire(import.meta.url)('vscode-languageserver/node') as typeof Rpc;

/** What an editor like VS Code can do. */
const EVERYTHING: Rpc.ClientCapabilities = {
	workspace: {
		applyEdit: true,
		codeLens: { refreshSupport: true },
		workspaceFolders: true,
		didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true },
	},
	textDocument: {
		completion: { completionItem: { snippetSupport: true, tagSupport: { valueSet: [1] } } },
		codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } },
		publishDiagnostics: { relatedInformation: true, tagSupport: { valueSet: [1, 2] } },
	},
};

/** An editor that talks to the real language server over its standard input and output. */
export class Editor {
	readonly connection: Rpc.MessageConnection;
	status: StatusSnapshot | undefined;
	/** What the server showed in messages. */
	readonly messages: string[] = [];
	/** Edits that the server had applied. */
	readonly applied: Rpc.WorkspaceEdit[] = [];
	/** Files that the server wants watched, as `folder/pattern` relative to the workspace. */
	watched: string[] = [];
	private folder = '';
	private readonly registrations = new Map<string, string[]>();
	private readonly process: ChildProcess;
	private readonly diagnostics = new Map<string, Rpc.PublishDiagnosticsParams>();
	private waiting: (() => void)[] = [];
	private readonly versions = new Map<string, number>();

	constructor(script: string, env: Readonly<Record<string, string>> = {}) {
		this.process = spawn(process.execPath, [script, '--stdio'], {
			stdio: ['pipe', 'pipe', 'inherit'],
			env: { ...process.env, ...env },
		});
		this.connection = rpc.createMessageConnection(
			new rpc.StreamMessageReader(this.process.stdout!),
			new rpc.StreamMessageWriter(this.process.stdin!),
		);
		this.connection.onNotification(
			'textDocument/publishDiagnostics',
			(params: Rpc.PublishDiagnosticsParams) => {
				this.diagnostics.set(params.uri, params);
				this.wake();
			},
		);
		this.connection.onNotification('hashequiv/statusChanged', (status: StatusSnapshot) => {
			this.status = status;
			this.wake();
		});
		this.connection.onRequest(
			'client/registerCapability',
			({ registrations }: Rpc.RegistrationParams) => {
				for (const { id, method, registerOptions } of registrations) {
					if (method !== 'workspace/didChangeWatchedFiles') continue;
					const { watchers } = registerOptions as Rpc.DidChangeWatchedFilesRegistrationOptions;
					this.registrations.set(
						id,
						watchers.map(({ globPattern }) => this.globOf(globPattern)),
					);
				}
				this.updateWatched();
				return null;
			},
		);
		this.connection.onRequest(
			'client/unregisterCapability',
			({ unregisterations }: Rpc.UnregistrationParams) => {
				for (const { id } of unregisterations) this.registrations.delete(id);
				this.updateWatched();
				return null;
			},
		);
		this.connection.onRequest(
			'workspace/applyEdit',
			({ edit }: Rpc.ApplyWorkspaceEditParams): Rpc.ApplyWorkspaceEditResult => {
				this.applied.push(edit);
				return { applied: true };
			},
		);
		this.connection.onNotification('window/showMessage', ({ message }: Rpc.ShowMessageParams) => {
			this.messages.push(message);
			this.wake();
		});
		this.connection.onRequest('workspace/codeLens/refresh', () => null);
		this.connection.listen();
	}

	async start(
		folder: string,
		// Made-up addresses in tests are nobody's to ask.
		initializationOptions: unknown = { settings: { probeServers: false } },
		capabilities: Rpc.ClientCapabilities = EVERYTHING,
	): Promise<Rpc.InitializeResult> {
		this.folder = folder;
		const result = await this.connection.sendRequest<Rpc.InitializeResult>('initialize', {
			processId: process.pid,
			rootUri: null,
			workspaceFolders: [{ uri: pathToFileURL(folder).href, name: 'test' }],
			capabilities,
			initializationOptions,
		});
		await this.connection.sendNotification('initialized', {});
		return result;
	}

	async open(path: string, text: string): Promise<string> {
		const uri = path.startsWith('/') ? pathToFileURL(path).href : path;
		this.versions.set(uri, 1);
		await this.connection.sendNotification('textDocument/didOpen', {
			textDocument: { uri, languageId: 'properties', version: 1, text },
		});
		return uri;
	}

	/** Replaces the whole text. */
	async change(uri: string, text: string): Promise<void> {
		const version = (this.versions.get(uri) ?? 0) + 1;
		this.versions.set(uri, version);
		await this.connection.sendNotification('textDocument/didChange', {
			textDocument: { uri, version },
			contentChanges: [{ text }],
		});
	}

	async close(uri: string): Promise<void> {
		this.versions.delete(uri);
		await this.notify('textDocument/didClose', { textDocument: { uri } });
	}

	/** The findings of the newest version of a document. */
	async findings(uri: string): Promise<readonly Rpc.Diagnostic[]> {
		const version = this.versions.get(uri);
		await this.until(() => this.diagnostics.get(uri)?.version === version);
		return this.diagnostics.get(uri)?.diagnostics ?? [];
	}

	/** The findings of a file that may not be open, as last sent. */
	sent(uri: string): readonly Rpc.Diagnostic[] | undefined {
		return this.diagnostics.get(uri)?.diagnostics;
	}

	request<T>(method: string, params?: object): Promise<T> {
		return params === undefined
			? this.connection.sendRequest<T>(method)
			: this.connection.sendRequest<T>(method, params);
	}

	notify(method: string, params: object): Promise<void> {
		return this.connection.sendNotification(method, params);
	}

	/** Tells of files that changed on disk. */
	filesChanged(...paths: string[]): Promise<void> {
		const changes = paths.map((path) => ({ uri: pathToFileURL(path).href, type: 2 }));
		return this.notify('workspace/didChangeWatchedFiles', { changes });
	}

	/** Waits for messages until the condition holds; the test's own time limit ends a wait in vain. */
	async until(condition: () => boolean): Promise<void> {
		while (!condition()) await new Promise<void>((wake) => this.waiting.push(wake));
	}

	async stop(): Promise<number | null> {
		const ended = new Promise<number | null>((done) => this.process.once('exit', done));
		await this.connection.sendRequest('shutdown');
		await this.connection.sendNotification('exit');
		const code = await ended;
		this.connection.dispose();
		return code;
	}

	private globOf(glob: Rpc.GlobPattern): string {
		if (typeof glob === 'string') return glob;
		const base = typeof glob.baseUri === 'string' ? glob.baseUri : glob.baseUri.uri;
		return `${relative(this.folder, fileURLToPath(base)) || '.'}/${glob.pattern}`;
	}

	private updateWatched(): void {
		this.watched = [...this.registrations.values()].flat();
		this.wake();
	}

	/** Has those that wait look again. */
	wake(): void {
		const waiting = this.waiting;
		this.waiting = [];
		for (const wake of waiting) wake();
	}
}

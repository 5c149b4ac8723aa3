import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import type * as Rpc from 'vscode-languageserver/node';
import type { InitializationOptions } from '../../../server/src/shared/settings';
import type { StatusSnapshot } from '../../../server/src/shared/state';

// Their ES module builds cannot be imported by Node itself.
const rpc = createRequire(import.meta.url)('vscode-languageserver/node') as typeof Rpc;

/** An editor that talks to the real language server over its standard input and output. */
export class Editor {
	readonly connection: Rpc.MessageConnection;
	status: StatusSnapshot | undefined;
	private readonly process: ChildProcess;
	private readonly diagnostics = new Map<string, Rpc.PublishDiagnosticsParams>();
	private waiting: (() => void)[] = [];
	private readonly versions = new Map<string, number>();

	constructor(script: string) {
		this.process = spawn(process.execPath, [script, '--stdio'], {
			stdio: ['pipe', 'pipe', 'inherit'],
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
		this.connection.onRequest('client/registerCapability', () => null);
		this.connection.onRequest('workspace/codeLens/refresh', () => null);
		this.connection.listen();
	}

	async start(
		folder: string,
		initializationOptions: InitializationOptions = {},
	): Promise<Rpc.InitializeResult> {
		const result = await this.connection.sendRequest<Rpc.InitializeResult>('initialize', {
			processId: process.pid,
			rootUri: null,
			workspaceFolders: [{ uri: pathToFileURL(folder).href, name: 'test' }],
			capabilities: { workspace: { codeLens: { refreshSupport: true } } },
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

	private wake(): void {
		const waiting = this.waiting;
		this.waiting = [];
		for (const wake of waiting) wake();
	}
}

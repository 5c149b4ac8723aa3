import type { Connection, Diagnostic } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { LineIndex } from '../text/lineIndex';
import type { Evaluated } from './builds';
import { toDiagnostic } from './convert';
import { uriOf } from './uris';

/** Sends findings to the editor, and takes back those of files that have none any more. */
export class DiagnosticsPublisher {
	private readonly connection: Connection;
	private readonly openByPath: (path: string) => TextDocument | undefined;
	/** What each file was last sent, by the build it belongs to. */
	private readonly sent = new Map<string, Map<string, string>>();

	constructor(connection: Connection, openByPath: (path: string) => TextDocument | undefined) {
		this.connection = connection;
		this.openByPath = openByPath;
	}

	/** Publishes the findings of every file of a build that has changed since. */
	publish({ key, build, problems }: Evaluated): void {
		const before = this.sent.get(key) ?? new Map<string, string>();
		const now = new Map<string, string>();
		for (const [path, found] of problems) {
			const index = build.evaluation.files.get(path)?.index ?? new LineIndex('');
			const diagnostics = found.map((problem) => toDiagnostic(problem, index));
			const text = JSON.stringify(diagnostics);
			now.set(path, text);
			// An open document is told each time: its version tells the editor that this is up to date.
			if (before.get(path) !== text || this.openByPath(path)) this.send(path, diagnostics);
		}
		for (const path of before.keys()) if (!now.has(path)) this.send(path, []);
		this.sent.set(key, now);
	}

	/** Takes back everything that was sent for a build or a lone file. */
	clear(key: string): void {
		for (const path of this.sent.get(key)?.keys() ?? []) this.send(path, []);
		this.sent.delete(key);
	}

	private send(path: string, diagnostics: Diagnostic[]): void {
		const document = this.openByPath(path);
		void this.connection.sendDiagnostics({
			uri: document?.uri ?? uriOf(path),
			diagnostics,
			...(document ? { version: document.version } : {}),
		});
	}
}

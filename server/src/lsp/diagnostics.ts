import type { Connection, Diagnostic } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { LineIndex } from '../text/lineIndex';
import type { Abilities } from './abilities';
import { toDiagnostic } from './convert';
import type { Evaluated } from './evaluator';
import { uriOf } from './uris';

/** What was last sent for a file. */
interface Sent {
	/** The build or the lone file in whose name it was sent: one at a time. */
	readonly key: string;
	readonly uri: string;
	readonly text: string;
}

/** Sends findings to the editor, and takes back those of files that have none any more. */
export class DiagnosticsPublisher {
	private readonly connection: Connection;
	private readonly openByPath: (path: string) => TextDocument | undefined;
	private readonly sent = new Map<string, Sent>();

	constructor(connection: Connection, openByPath: (path: string) => TextDocument | undefined) {
		this.connection = connection;
		this.openByPath = openByPath;
	}

	/** The build or lone file in whose name a file's findings were last sent. */
	keyOf(path: string): string | undefined {
		return this.sent.get(path)?.key;
	}

	/** Publishes the findings of a build's files that have changed since; of those that are its own. */
	publish(
		{ key, files, problems }: Evaluated,
		isOwn: (path: string) => boolean,
		can: Abilities,
	): void {
		for (const [path, found] of problems) {
			if (!isOwn(path)) continue;
			const index = files.get(path)?.index ?? new LineIndex('');
			const diagnostics = found.map((problem) => toDiagnostic(problem, index, can));
			const document = this.openByPath(path);
			const uri = document?.uri ?? uriOf(path);
			const text = JSON.stringify(diagnostics);
			const last = this.sent.get(path);
			// An editor may write a file's URI in another way than we do.
			if (last && last.uri !== uri) this.send(last.uri, []);
			// An open document is told each time: its version tells the editor that this is up to date.
			if (document || last?.uri !== uri || last.text !== text) {
				this.send(uri, diagnostics, document?.version);
			}
			this.sent.set(path, { key, uri, text });
		}
		this.withdraw((path, owner) => owner === key && !(problems.has(path) && isOwn(path)));
	}

	/** Takes back everything that was sent for a build or a lone file. */
	clear(key: string): void {
		this.withdraw((_, owner) => owner === key);
	}

	private withdraw(isStale: (path: string, owner: string) => boolean): void {
		for (const [path, { key, uri }] of this.sent) {
			if (!isStale(path, key)) continue;
			this.send(uri, []);
			this.sent.delete(path);
		}
	}

	private send(uri: string, diagnostics: Diagnostic[], version?: number): void {
		void this.connection.sendDiagnostics({
			uri,
			diagnostics,
			...(version === undefined ? {} : { version }),
		});
	}
}

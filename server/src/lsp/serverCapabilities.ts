import { type ServerCapabilities, TextDocumentSyncKind } from 'vscode-languageserver/node';
import { COMMANDS } from '../shared/commands';
import type { Abilities } from './abilities';
import { FIX_ALL } from './codeActions';
import { LEGEND } from './semanticTokens';

/** What this server offers to a client. */
export function serverCapabilities({ actionLiterals, ownCommands }: Abilities): ServerCapabilities {
	return {
		textDocumentSync: TextDocumentSyncKind.Incremental,
		hoverProvider: true,
		completionProvider: { triggerCharacters: ['"', "'", '=', '?', ':', '[', '/', ';'] },
		signatureHelpProvider: { triggerCharacters: ['"', "'", ' '], retriggerCharacters: ['/', ';'] },
		documentLinkProvider: {},
		semanticTokensProvider: { legend: LEGEND, full: { delta: true }, range: true },
		codeActionProvider: actionLiterals ? { codeActionKinds: ['quickfix', FIX_ALL] } : true,
		codeLensProvider: {},
		documentSymbolProvider: true,
		foldingRangeProvider: true,
		definitionProvider: true,
		referencesProvider: true,
		inlayHintProvider: true,
		workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
		// VS Code has these commands itself; in other editors the lenses and fixes call them here.
		...(ownCommands
			? {}
			: {
					executeCommandProvider: {
						commands: [COMMANDS.start, COMMANDS.stop, COMMANDS.restart, COMMANDS.useServer],
					},
				}),
	};
}

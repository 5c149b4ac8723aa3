import type {
	ClientCapabilities,
	CompletionItemTag,
	DiagnosticTag,
} from 'vscode-languageserver/node';

/** What the client can do beyond the basics; other editors than VS Code often cannot. */
export interface Abilities {
	readonly refreshLenses: boolean;
	readonly refreshTokens: boolean;
	readonly refreshInlays: boolean;
	readonly changeFolders: boolean;
	readonly watchFiles: boolean;
	readonly watchRelative: boolean;
	readonly applyEdits: boolean;
	readonly snippets: boolean;
	/** Takes code actions that hold an edit, and not commands alone. */
	readonly actionLiterals: boolean;
	readonly relatedInformation: boolean;
	readonly diagnosticTags: ReadonlySet<DiagnosticTag>;
	readonly completionTags: ReadonlySet<CompletionItemTag>;
	/** Has the commands of package.json itself. Without them the server executes what it can. */
	readonly ownCommands: boolean;
}

export function abilitiesOf(
	{ workspace, textDocument }: ClientCapabilities,
	ownCommands: boolean,
): Abilities {
	const { completionItem } = textDocument?.completion ?? {};
	const diagnostics = textDocument?.publishDiagnostics;
	return {
		refreshLenses: workspace?.codeLens?.refreshSupport === true,
		refreshTokens: workspace?.semanticTokens?.refreshSupport === true,
		refreshInlays: workspace?.inlayHint?.refreshSupport === true,
		changeFolders: workspace?.workspaceFolders === true,
		watchFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
		watchRelative: workspace?.didChangeWatchedFiles?.relativePatternSupport === true,
		applyEdits: workspace?.applyEdit === true,
		snippets: completionItem?.snippetSupport === true,
		actionLiterals: textDocument?.codeAction?.codeActionLiteralSupport !== undefined,
		relatedInformation: diagnostics?.relatedInformation === true,
		diagnosticTags: new Set(diagnostics?.tagSupport?.valueSet),
		completionTags: new Set(completionItem?.tagSupport?.valueSet),
		ownCommands,
	};
}

/** Before the client has said anything. */
export const NO_ABILITIES: Abilities = abilitiesOf({}, false);

/** Turns what the features find into the protocol's objects. */
import {
	type CodeLens,
	type CompletionItem,
	CompletionItemKind,
	CompletionItemTag,
	type DocumentLink,
	type DocumentSymbol,
	type FoldingRange,
	FoldingRangeKind,
	type Hover,
	type InlayHint,
	InsertTextFormat,
	type Location,
	MarkupKind,
	type Position,
	type SignatureHelp,
	SymbolKind,
} from 'vscode-languageserver/node';
import { codeLenses } from '../features/codeLens';
import { complete, type Suggestion } from '../features/completion';
import { folds } from '../features/folding';
import { hover } from '../features/hover';
import { inlays } from '../features/inlay';
import { type Link, links } from '../features/links';
import { assignments, definition, type Place } from '../features/places';
import { signature } from '../features/signature';
import { symbols } from '../features/symbols';
import type { View } from '../features/view';
import { COMMANDS } from '../shared/commands';
import type { ServerState } from '../shared/state';
import type { Abilities } from './abilities';
import { toRange } from './convert';
import { uriOf } from './uris';

export function hoverAt(view: View, position: Position): Hover | null {
	const found = hover(view, view.file.index.offsetAt(position));
	return (
		(found && {
			range: toRange(found.span, view.file.index),
			contents: { kind: MarkupKind.Markdown, value: found.markdown },
		}) ??
		null
	);
}

const COMPLETION_KINDS: Readonly<Record<Suggestion['kind'], CompletionItemKind>> = {
	variable: CompletionItemKind.Variable,
	value: CompletionItemKind.Value,
	operator: CompletionItemKind.Operator,
	override: CompletionItemKind.EnumMember,
	flag: CompletionItemKind.Property,
	token: CompletionItemKind.Constant,
	file: CompletionItemKind.File,
	folder: CompletionItemKind.Folder,
	class: CompletionItemKind.Class,
	task: CompletionItemKind.Snippet,
};

export function completionsAt(view: View, position: Position, can: Abilities): CompletionItem[] {
	const { index } = view.file;
	return complete(view, index.offsetAt(position)).map((suggestion) => {
		const isSnippet = suggestion.isSnippet && can.snippets;
		// A client without snippets would show the marks of one as text.
		const plain = suggestion.plain ?? suggestion.label;
		const newText = suggestion.isSnippet && !isSnippet ? plain : suggestion.insert;
		return {
			label: suggestion.label,
			kind: COMPLETION_KINDS[suggestion.kind],
			detail: suggestion.detail,
			...(suggestion.documentation
				? { documentation: { kind: MarkupKind.Markdown, value: suggestion.documentation } }
				: {}),
			textEdit: { range: toRange(suggestion.span, index), newText },
			filterText: suggestion.filter ?? suggestion.label,
			insertTextFormat: isSnippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
			sortText: String(suggestion.order).padStart(4, '0'),
			...(suggestion.isDeprecated && can.completionTags.has(CompletionItemTag.Deprecated)
				? { tags: [CompletionItemTag.Deprecated] }
				: {}),
			// VS Code does not ask again by itself.
			...(suggestion.goesOn && can.ownCommands
				? { command: { title: 'Suggest', command: 'editor.action.triggerSuggest' } }
				: {}),
		};
	});
}

export function signatureAt(view: View, position: Position): SignatureHelp | null {
	const found = signature(view, view.file.index.offsetAt(position));
	if (!found) return null;
	const markdown = (value: string) => ({ kind: MarkupKind.Markdown, value });
	return {
		signatures: [
			{
				label: found.label,
				documentation: markdown(found.documentation),
				parameters: found.parameters.map(({ label, documentation }) => ({
					label,
					documentation: markdown(documentation),
				})),
			},
		],
		activeSignature: 0,
		activeParameter: found.active,
	};
}

export function linksOf(view: View, can: Abilities): DocumentLink[] {
	return links(view).flatMap(({ span, target, tooltip }): DocumentLink[] => {
		const address = addressOf(target, can);
		if (address === undefined) return [];
		const range = toRange(span, view.file.index);
		return [{ range, target: address, ...(tooltip === undefined ? {} : { tooltip }) }];
	});
}

/** Undefined for what the client cannot open: a folder takes a command of ours. */
function addressOf(target: Link['target'], { ownCommands }: Abilities): string | undefined {
	if ('url' in target) return target.url;
	if ('file' in target) return uriOf(target.file);
	const argument = JSON.stringify([{ path: target.folder }]);
	return ownCommands ? `command:${COMMANDS.showFolder}?${encodeURIComponent(argument)}` : undefined;
}

export function codeLensesOf(
	view: View,
	server: ServerState,
	uri: string,
	{ ownCommands }: Abilities,
): CodeLens[] {
	const buildUri = view.build.directory === '' ? undefined : uriOf(view.build.directory);
	// Where there is no menu, the state is there to be read: a lens without a command.
	const menu = ownCommands ? COMMANDS.showMenu : '';
	const commands = { start: COMMANDS.start, menu, use: COMMANDS.useServer };
	return codeLenses(view, server).map(({ span, title, action }) => ({
		range: toRange(span, view.file.index),
		command: {
			// Only VS Code draws icons.
			title: ownCommands ? title : title.replace(/\$\([^)]*\) ?/g, ''),
			command: commands[action],
			arguments: [buildUri ? { buildUri } : { uri }],
		},
	}));
}

export function symbolsOf({ file }: View): DocumentSymbol[] {
	return symbols(file).map(({ name, detail, kind, span, nameSpan }) => ({
		name,
		detail,
		kind: kind === 'file' ? SymbolKind.File : SymbolKind.Variable,
		range: toRange(span, file.index),
		selectionRange: toRange(nameSpan, file.index),
	}));
}

export function foldsOf({ file }: View): FoldingRange[] {
	return folds(file).map(({ startLine, endLine, kind }) => ({
		startLine,
		endLine,
		...(kind === 'comment' ? { kind: FoldingRangeKind.Comment } : {}),
	}));
}

export function definitionAt(view: View, position: Position): Location[] {
	return definition(view, view.file.index.offsetAt(position)).map((place) =>
		toLocation(place, view),
	);
}

export function assignmentsAt(view: View, position: Position): Location[] {
	return assignments(view, view.file.index.offsetAt(position)).map((place) =>
		toLocation(place, view),
	);
}

function toLocation({ file, span, line }: Place, { build }: View): Location {
	const index = build.evaluation.files.get(file)?.index;
	const start = { line: Math.max(0, line - 1), character: 0 };
	return {
		uri: uriOf(file),
		range: span && index ? toRange(span, index) : { start, end: start },
	};
}

export function inlaysOf(view: View): InlayHint[] {
	return inlays(view).map(({ offset, text, tooltip }) => ({
		position: view.file.index.positionAt(offset),
		label: text,
		tooltip,
		paddingLeft: true,
	}));
}

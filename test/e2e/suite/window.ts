/** Steps in the extension host that several cases take. */
import path from 'node:path';
import * as vscode from 'vscode';
import { until } from '../support/cases';

/** How the product signs its findings. */
export const SOURCE = 'hash equivalence';

/** The build directory that the window shows. */
export function buildFolder(): string {
	const folder = vscode.workspace.workspaceFolders?.[0];
	if (!folder) throw new Error('The window shows no folder.');
	return folder.uri.fsPath;
}

/** The folder test/fixtures; the bundled suite stands elsewhere. */
export function fixtures(): string {
	return process.env.HASHEQUIV_TEST_FIXTURES ?? '';
}

/** Opens conf/local.conf with this text, unsaved. */
export async function localConf(text: string): Promise<vscode.TextDocument> {
	const document = await vscode.workspace.openTextDocument(
		path.join(buildFolder(), 'conf/local.conf'),
	);
	await vscode.window.showTextDocument(document);
	const edit = new vscode.WorkspaceEdit();
	const everything = new vscode.Range(0, 0, document.lineCount, 0);
	edit.replace(document.uri, document.validateRange(everything), text);
	if (!(await vscode.workspace.applyEdit(edit))) throw new Error('The text was not replaced.');
	return document;
}

/**
 * Waits until our findings in a file are exactly these, each written as its
 * line (1-based) and its code, and answers them. With the line a finding left
 * over from an earlier text is not taken for a new one.
 */
export async function findings(
	document: vscode.TextDocument,
	...expected: readonly string[]
): Promise<vscode.Diagnostic[]> {
	let seen: vscode.Diagnostic[] = [];
	const wanted = [...expected].sort().join(', ');
	try {
		return await until(`the findings ${wanted || '(none)'}`, () => {
			seen = vscode.languages
				.getDiagnostics(document.uri)
				.filter(({ source }) => source === SOURCE);
			return describe(seen) === wanted && seen;
		});
	} catch (error) {
		throw new Error(`${error} There are: ${describe(seen) || 'none'}`);
	}
}

function describe(diagnostics: readonly vscode.Diagnostic[]): string {
	return diagnostics
		.map((diagnostic) => `${diagnostic.range.start.line + 1} ${codeOf(diagnostic)}`)
		.sort()
		.join(', ');
}

export function codeOf({ code }: vscode.Diagnostic): string {
	return String(typeof code === 'object' ? code.value : code);
}

/** Where a text stands first in a document. */
export function positionOf(document: vscode.TextDocument, text: string): vscode.Position {
	const offset = document.getText().indexOf(text);
	if (offset < 0) throw new Error(`No "${text}" in the document.`);
	return document.positionAt(offset);
}

/** The quick fixes where a finding is, as far as they are edits. */
export async function fixesFor(
	document: vscode.TextDocument,
	{ range }: vscode.Diagnostic,
): Promise<vscode.CodeAction[]> {
	const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
		'vscode.executeCodeActionProvider',
		document.uri,
		range,
		vscode.CodeActionKind.QuickFix.value,
		100,
	);
	return actions.filter(({ edit }) => edit);
}

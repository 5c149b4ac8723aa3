/** What the language server gives the editor, asked through the editor's own API. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Case } from '../../support/cases';
import { findings, fixesFor, fixtures, localConf, positionOf } from '../window';

const MIRROR = 'SSTATE_MIRRORS = "file://.* http://cache.example.com/PATH;downloadfilename=PATH"\n';

export const languageCases: readonly Case<undefined>[] = [
	{
		name: 'a folder with conf/local.conf activates the extension',
		async run() {
			const extension = vscode.extensions.getExtension(
				'yocto-hash-equivalence.yocto-hash-equivalence',
			);
			assert.ok(extension, 'the extension is installed');
			await extension.activate();
			assert.equal(extension.isActive, true);
		},
	},
	{
		name: 'a mirror without its hash server is a warning that names the distro file',
		async run() {
			const document = await localConf(`DISTRO = "poky"\n${MIRROR}`);
			const [warning] = await findings(document, '2 mirror-without-hashserv');
			assert.equal(warning?.severity, vscode.DiagnosticSeverity.Warning);
			const places = warning.relatedInformation?.map(({ location }) => location.uri.path) ?? [];
			assert.ok(
				places.some((place) => place.endsWith('/layers/core/conf/distro/poky.conf')),
				`poky.conf is not in ${places}`,
			);
		},
	},
	{
		name: 'every fix that edits removes its finding, and undo brings it back',
		async run() {
			for (let index = 0; ; index++) {
				const document = await localConf(`DISTRO = "poky"\n${MIRROR}`);
				const [warning] = await findings(document, '2 mirror-without-hashserv');
				assert.ok(warning);
				const fix = (await fixesFor(document, warning))[index];
				if (!fix?.edit) {
					assert.ok(index >= 3, `only ${index} fixes`);
					return;
				}
				await vscode.workspace.applyEdit(fix.edit);
				await findings(document);
				await vscode.commands.executeCommand('undo');
				await findings(document, '2 mirror-without-hashserv');
			}
		},
	},
	{
		name: 'blanks after values are no error, pairs in SOURCE_MIRROR_URL are',
		async run() {
			const document = await localConf(
				await readFile(path.join(fixtures(), 'examples/remote-cache-block.conf'), 'utf8'),
			);
			await findings(document, '1 source-mirror-without-own-mirrors', '2 source-mirror-is-one-url');
		},
	},
	{
		name: 'findings stay when the file gets another language id',
		async run() {
			const document = await localConf('MACHINE = "qemux86-64" # here\n');
			await findings(document, '1 unparsed-line');
			const changed = await vscode.languages.setTextDocumentLanguage(document, 'properties');
			await findings(changed, '1 unparsed-line');
			await localConf('MACHINE = "qemux86-64" # here\nDL_DIR = /srv\n');
			await findings(changed, '1 unparsed-line', '2 unparsed-line');
		},
	},
	{
		name: 'a hover shows the effective value and where it comes from',
		async run() {
			const document = await localConf(
				'DISTRO = "poky"\n# BB_SIGNATURE_HANDLER\nBB_HASHSERVE ?= "auto"\n',
			);
			const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
				'vscode.executeHoverProvider',
				document.uri,
				positionOf(document, 'BB_HASHSERVE ?='),
			);
			const text = hovers
				.flatMap(({ contents }) => contents)
				.map((part) => (typeof part === 'string' ? part : part.value))
				.join('\n');
			assert.match(text, /auto/);
			assert.match(text, /local\.conf/);
			assert.match(text, /docs\.yoctoproject\.org/);
		},
	},
	{
		name: 'completion knows variables and handlers',
		async run() {
			const document = await localConf('BB_SIGNATURE_HANDLER = ""\nSSTATE_MIR\n');
			assert.ok((await complete(document, new vscode.Position(0, 24))).includes('OEEquivHash'));
			assert.ok((await complete(document, new vscode.Position(1, 10))).includes('SSTATE_MIRRORS'));
		},
	},
	{
		name: 'the outline lists the assignments',
		async run() {
			const document = await localConf('MACHINE = "qemux86-64"\nDISTRO = "poky"\n');
			const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
				'vscode.executeDocumentSymbolProvider',
				document.uri,
			);
			assert.deepEqual(
				symbols.map(({ name }) => name),
				['MACHINE', 'DISTRO'],
			);
		},
	},
];

async function complete(document: vscode.TextDocument, at: vscode.Position): Promise<string[]> {
	const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
		'vscode.executeCompletionItemProvider',
		document.uri,
		at,
	);
	return items.map(({ label }) => (typeof label === 'string' ? label : label.label));
}

/** The aids to reading and writing, asked through the editor's own API. */
import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';
import { type Case, until } from '../../support/cases';
import { localConf, positionOf } from '../window';

const MIRROR = 'SSTATE_MIRRORS = "file://.* http://cache.example.com/PATH;downloadfilename=PATH"\n';

export const aidCases: readonly Case<undefined>[] = [
	{
		name: 'aids: links lead to web pages and to the files of the build',
		async run() {
			const document = await localConf(
				`MACHINE = "qemux86-64"\nrequire conf/distro/poky.conf\n${MIRROR}# See https://docs.yoctoproject.org.\n`,
			);
			const targets = await until('the links', async () => {
				const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
					'vscode.executeLinkProvider',
					document.uri,
					100,
				);
				const found = links.map(({ target }) => target?.toString(true) ?? '');
				return found.some((target) => target.endsWith('.conf')) && found;
			});
			for (const end of ['/conf/machine/qemux86-64.conf', '/conf/distro/poky.conf']) {
				const target = targets.find((each) => each.endsWith(end));
				assert.ok(target, `no link to ${end} among ${targets.join(', ')}`);
				await vscode.workspace.openTextDocument(vscode.Uri.parse(target));
			}
			assert.ok(targets.includes('http://cache.example.com/'), targets.join(', '));
			assert.ok(targets.includes('https://docs.yoctoproject.org/'), targets.join(', '));
			assert.ok(!targets.some((target) => target.includes('PATH')), targets.join(', '));
		},
	},
	{
		name: 'aids: a folder’s link shows the folder',
		async run() {
			const document = await localConf('SSTATE_DIR = "${TOPDIR}/conf"\n');
			const target = await until('the link', async () => {
				const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
					'vscode.executeLinkProvider',
					document.uri,
				);
				return links.find((link) => link.target?.scheme === 'command')?.target;
			});
			assert.equal(target.path, 'hashEquivalence.showFolder');
			const [argument] = JSON.parse(target.query) as unknown[];
			await vscode.commands.executeCommand(target.path, argument);
			await until('the folder to be what is selected', async () => {
				await vscode.commands.executeCommand('copyFilePath');
				return (await vscode.env.clipboard.readText()).endsWith('/conf');
			});
		},
	},
	{
		name: 'aids: semantic tokens tell active overrides from others',
		async run() {
			const document = await localConf(
				'MACHINE = "qemux86-64"\nA:append:qemux86-64 = " ${TOPDIR}"\nA:other = "1"\n',
			);
			const shown = await tokensOf(document);
			assert.deepEqual(shown, [
				'MACHINE variable defaultLibrary',
				'A variable',
				'append keyword',
				'qemux86-64 bitbakeOverride active',
				'TOPDIR variable defaultLibrary',
				'A variable',
				'other bitbakeOverride inactive',
			]);
		},
	},
	{
		name: 'aids: a mirror line shows its signature',
		async run() {
			const document = await localConf(MIRROR);
			const signature = async (place: string) =>
				vscode.commands.executeCommand<vscode.SignatureHelp>(
					'vscode.executeSignatureHelpProvider',
					document.uri,
					positionOf(document, place),
				);
			const first = await until('a signature', () => signature('.* http'));
			assert.equal(first.signatures[0]?.label, 'REGEX  REPLACEMENT');
			assert.equal(first.activeParameter, 0);
			assert.equal((await signature('cache.example'))?.activeParameter, 1);
		},
	},
	{
		name: 'aids: completion knows operators, overrides, flags, mirror parts, files and tasks',
		async run() {
			const kinds = vscode.CompletionItemKind;
			const expectations: readonly [string, string, vscode.CompletionItemKind][] = [
				['MY_OWN |\n', '??=', kinds.Operator],
				['MY_OWN:|\n', 'append', kinds.Operator],
				['MY_OWN:|\n', 'qemux86-64', kinds.EnumMember],
				['BB_HASHSERVE[|\n', 'vardepvalue', kinds.Property],
				['SSTATE_MIRRORS = "file://.* |"\n', 'file:///srv/sstate-cache/PATH', kinds.Value],
				['SSTATE_MIRRORS = "file://.* http://h/|"\n', 'MIRRORNAME', kinds.Constant],
				['require conf/distro/|\n', 'poky.conf', kinds.File],
				['|\n', 'Use a shared cache', kinds.Snippet],
			];
			for (const [marked, label, kind] of expectations) {
				const offset = marked.indexOf('|');
				const document = await localConf(`MACHINE = "qemux86-64"\n${marked.replace('|', '')}`);
				const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
					'vscode.executeCompletionItemProvider',
					document.uri,
					new vscode.Position(1, offset),
				);
				const item = items.find((each) => label === textOf(each.label));
				assert.ok(item, `${marked.trim()}: no ${label} among ${items.length}`);
				assert.equal(item.kind, kind, `${marked.trim()}: the kind of ${label}`);
			}
		},
	},
	{
		name: 'aids: a hover explains each part of a line',
		async run() {
			const document = await localConf(
				`MACHINE = "qemux86-64"\nA:append:qemux86-64 ?= "1"\n${MIRROR}BB_HASHSERVE = "auto"\n#BB_SIGNATURE_HANDLER = "OEEquivHash"\nrequire conf/distro/poky.conf\n`,
			);
			const expectations: readonly [string, RegExp][] = [
				['append', /when it is used/],
				['qemux86-64 ?=', /\*\*Active\*\*.*MACHINE/s],
				['?= "1"', /the first one read wins/],
				['file://', /is looked for at\s+```text\s+http:\/\/cache\.example\.com\/8d\/5a\/sstate/],
				['PATH;', /the whole path/],
				['auto', /a server of its own/],
				['BB_SIGNATURE_HANDLER', /commented out/],
				['conf/distro', /require reads/],
			];
			for (const [place, expected] of expectations) {
				const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
					'vscode.executeHoverProvider',
					document.uri,
					positionOf(document, place).translate(0, 1),
				);
				const text = hovers
					.flatMap(({ contents }) => contents)
					.map((part) => (typeof part === 'string' ? part : part.value))
					.join('\n');
				assert.match(text, expected, `the hover on ${place}`);
			}
		},
	},
	{
		name: 'aids: they work whatever language the file is taken for',
		async run() {
			const document = await localConf('BB_HASHSERVE:append = " x"\n');
			const expected = ['BB_HASHSERVE variable defaultLibrary', 'append keyword'];
			assert.deepEqual(await tokensOf(document), expected);
			const changed = await vscode.languages.setTextDocumentLanguage(document, 'properties');
			try {
				assert.deepEqual(await tokensOf(changed), expected);
			} finally {
				await vscode.languages.setTextDocumentLanguage(changed, 'bitbake-conf');
			}
		},
	},
	{
		name: 'aids: another extension’s association of *.conf beats our language',
		async run() {
			const document = await localConf('A = "1"\n');
			const files = vscode.workspace.getConfiguration('files');
			const target = vscode.ConfigurationTarget.Workspace;
			// What the BitBake extension writes, with a language that is there.
			await files.update('associations', { '*.conf': 'properties' }, target);
			const languageOf = (): string | undefined =>
				vscode.workspace.textDocuments.find(({ uri }) => uri.path === document.uri.path)
					?.languageId;
			try {
				await until('the other language', () => languageOf() === 'properties');
			} finally {
				await files.update('associations', undefined, target);
			}
			await until('our language', () => languageOf() === 'bitbake-conf');
		},
	},
	{
		name: 'aids: local.conf has our language, and other programs’ files have not',
		async run() {
			const document = await localConf('A = "1"\n');
			assert.equal(document.languageId, 'bitbake-conf');
			const folder = path.dirname(path.dirname(document.uri.fsPath));
			const elsewhere = vscode.Uri.file(path.join(folder, 'etc/nginx.conf'));
			await vscode.workspace.fs.writeFile(elsewhere, Buffer.from('server {}\n'));
			const other = await vscode.workspace.openTextDocument(elsewhere);
			assert.notEqual(other.languageId, 'bitbake-conf');
			await vscode.workspace.fs.delete(vscode.Uri.file(path.join(folder, 'etc')), {
				recursive: true,
			});
		},
	},
];

/** Each semantic token as its text, type and modifiers. */
async function tokensOf(document: vscode.TextDocument): Promise<string[]> {
	return until('semantic tokens', async () => {
		const legend = await vscode.commands.executeCommand<vscode.SemanticTokensLegend | undefined>(
			'vscode.provideDocumentSemanticTokensLegend',
			document.uri,
		);
		const tokens = await vscode.commands.executeCommand<vscode.SemanticTokens | undefined>(
			'vscode.provideDocumentSemanticTokens',
			document.uri,
		);
		if (!legend || !tokens) return undefined;
		const shown: string[] = [];
		let line = 0;
		let character = 0;
		for (let i = 0; i < tokens.data.length; i += 5) {
			const [lines = 0, characters = 0, length = 0, type = 0, bits = 0] = tokens.data.slice(
				i,
				i + 5,
			);
			character = lines > 0 ? characters : character + characters;
			line += lines;
			const range = new vscode.Range(line, character, line, character + length);
			const modifiers = legend.tokenModifiers.filter((_, bit) => bits & (1 << bit));
			shown.push([document.getText(range), legend.tokenTypes[type], ...modifiers].join(' '));
		}
		return shown;
	});
}

function textOf(label: string | vscode.CompletionItemLabel): string {
	return typeof label === 'string' ? label : label.label;
}

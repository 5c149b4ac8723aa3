import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeEach, describe, expect, it } from 'vitest';
import type {
	CompletionItem,
	DocumentLink,
	SemanticTokens,
	SemanticTokensDelta,
	SignatureHelp,
} from 'vscode-languageserver/node';
import type { Editor } from './languageServer';
import { MIRROR, useEditors, workspace } from './support';

const editors = useEditors();
let editor: Editor;
beforeEach(() => {
	editor = editors();
});

const SEPARATE = 'MACHINE = "m"\nA:append:m = " ${MACHINE}"\n';

async function opened(text: string): Promise<{ uri: string; folder: string }> {
	const folder = workspace(text, { 'meta/conf/machine/m.conf': '' });
	await editor.start(folder, { clientCommands: true });
	return { folder, uri: await editor.open(join(folder, 'build/conf/local.conf'), text) };
}

const ask = <T>(method: string, uri: string, more: object = {}) =>
	editor.request<T>(`textDocument/${method}`, { textDocument: { uri }, ...more });

describe('semantic tokens', () => {
	it('come as a whole, as a part, and as what has changed since', async () => {
		const { uri } = await opened(SEPARATE);
		const full = await ask<SemanticTokens>('semanticTokens/full', uri);
		// Line, character, length, type and modifiers of MACHINE; A, append, m and MACHINE.
		expect(full.data).toEqual([
			...[0, 0, 7, 0, 1],
			...[1, 0, 1, 0, 0],
			...[0, 2, 6, 1, 0],
			...[0, 7, 1, 2, 0],
			...[0, 8, 7, 0, 1],
		]);
		const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 5 } };
		const part = await ask<SemanticTokens>('semanticTokens/range', uri, { range });
		expect(part.data).toEqual([0, 0, 7, 0, 1]);
		await editor.change(uri, `${SEPARATE}B = "1"\n`);
		const previousResultId = full.resultId;
		const delta = await ask<SemanticTokensDelta>('semanticTokens/full/delta', uri, {
			previousResultId,
		});
		expect(delta.edits).toEqual([{ start: 25, deleteCount: 0, data: [1, 0, 1, 0, 0] }]);
	});
	it('come as a whole when the last result is not known any more', async () => {
		const { uri } = await opened(SEPARATE);
		const again = await ask<SemanticTokens>('semanticTokens/full/delta', uri, {
			previousResultId: 'other',
		});
		expect(again.data).toHaveLength(25);
		await editor.close(uri);
	});
	it('are asked for again when another file changes which overrides are active', async () => {
		const overrides = {
			'meta/conf/bitbake.conf':
				'OVERRIDES = "${M}"\ninclude conf/site.conf\ninclude conf/local.conf\n',
		};
		const folder = workspace('A:m = "1"\n', { ...overrides, 'build/conf/site.conf': '' });
		let asked = 0;
		editor.connection.onRequest('workspace/semanticTokens/refresh', () => {
			asked++;
			editor.wake();
			return null;
		});
		await editor.start(folder, {}, { workspace: { semanticTokens: { refreshSupport: true } } });
		const uri = await editor.open(join(folder, 'build/conf/local.conf'), 'A:m = "1"\n');
		const tokens = async () => (await ask<SemanticTokens>('semanticTokens/full', uri)).data;
		expect(await tokens()).toEqual([...[0, 0, 1, 0, 0], ...[0, 2, 1, 2, 4]]);
		const before = asked;
		const site = join(folder, 'build/conf/site.conf');
		writeFileSync(site, 'M = "m"\n');
		await editor.filesChanged(site);
		await editor.until(() => asked > before);
		expect(await tokens()).toEqual([...[0, 0, 1, 0, 0], ...[0, 2, 1, 2, 2]]);
	});
	it('name their types in what the server can do', async () => {
		const { capabilities } = await editor.start(workspace(''));
		expect(capabilities.semanticTokensProvider).toMatchObject({
			legend: {
				tokenTypes: ['variable', 'keyword', 'bitbakeOverride', 'bitbakeMirrorToken'],
				tokenModifiers: ['defaultLibrary', 'active', 'inactive'],
			},
			full: { delta: true },
			range: true,
		});
	});
});

describe('links, signatures and completion', () => {
	it('lead to web pages and files', async () => {
		const { uri, folder } = await opened(`MACHINE = "m"\n${MIRROR}# https://x.org.\n`);
		const links = await ask<DocumentLink[]>('documentLink', uri);
		expect(links.map(({ target }) => target).sort()).toEqual([
			pathToFileURL(join(folder, 'build/../meta/conf/machine/m.conf')).href,
			'http://cache.lan/',
			'https://x.org',
		]);
	});
	it('lead to folders by a command, where the client has it', async () => {
		const text = 'SSTATE_DIR = "${TOPDIR}/conf"\n';
		const { uri, folder } = await opened(text);
		const [link] = await ask<DocumentLink[]>('documentLink', uri);
		const [command, argument] = (link?.target ?? '').split('?');
		expect(command).toBe('command:hashEquivalence.showFolder');
		expect(JSON.parse(decodeURIComponent(argument ?? ''))).toEqual([
			{ path: join(folder, 'build/conf') },
		]);
	});
	it('lead to no folders elsewhere', async () => {
		const folder = workspace('');
		await editor.start(folder);
		const text = 'SSTATE_DIR = "${TOPDIR}/conf"\n';
		const uri = await editor.open(join(folder, 'build/conf/local.conf'), text);
		expect(await ask('documentLink', uri)).toEqual([]);
	});
	it('show the form of a mirror’s pair', async () => {
		const { uri } = await opened(MIRROR);
		const at = (character: number) =>
			ask<SignatureHelp | null>('signatureHelp', uri, { position: { line: 0, character } });
		expect((await at(20))?.activeParameter).toBe(0);
		expect((await at(30))?.activeParameter).toBe(1);
		expect((await at(3))?.signatures).toBeUndefined();
	});
	it('write whole tasks as snippets, and go on into folders', async () => {
		const { uri } = await opened('require \n\n');
		const items = (line: number, character: number) =>
			ask<CompletionItem[]>('completion', uri, { position: { line, character } });
		const folder = (await items(0, 8)).find(({ label }) => label === 'conf/');
		expect(folder?.command?.command).toBe('editor.action.triggerSuggest');
		const task = (await items(1, 0)).find(({ label }) => label === 'Use a shared cache');
		expect(task?.textEdit?.newText).toContain('${1:cache.example.com}');
		expect(task?.insertTextFormat).toBe(2);
	});
	it('write whole tasks as plain text where snippets are not known', async () => {
		const folder = workspace('');
		await editor.start(folder, {}, {});
		const uri = await editor.open(join(folder, 'build/conf/local.conf'), '\n');
		const position = { line: 0, character: 0 };
		const items = await ask<CompletionItem[]>('completion', uri, { position });
		const task = items.find(({ label }) => label === 'Use a shared cache');
		expect(task?.insertTextFormat).toBe(1);
		expect(task?.textEdit?.newText).not.toMatch(/[$]/);
	});
});

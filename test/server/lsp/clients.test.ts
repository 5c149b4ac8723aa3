import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeEach, describe, expect, it } from 'vitest';
import {
	CancellationTokenSource,
	type CodeAction,
	type CodeLens,
	type Command,
	type CompletionItem,
	DiagnosticTag,
	InsertTextFormat,
	LSPErrorCodes,
} from 'vscode-languageserver/node';
import { temporaryFolder } from '../../support/bundles';
import { lockDatabase } from '../../support/lockedDatabase';
import type { Editor } from './languageServer';
import { MIRROR, useEditors, workspace } from './support';

const editors = useEditors();
let editor: Editor;
beforeEach(() => {
	editor = editors();
});

const whole = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
const actions = (uri: string, only?: string[]) =>
	editor.request<(CodeAction & Command)[]>('textDocument/codeAction', {
		textDocument: { uri },
		range: whole,
		context: { diagnostics: [], ...(only ? { only } : {}) },
	});
const complete = (uri: string, line: number, character: number) =>
	editor.request<CompletionItem[]>('textDocument/completion', {
		textDocument: { uri },
		position: { line, character },
	});
const lenses = (uri: string) =>
	editor.request<CodeLens[]>('textDocument/codeLens', { textDocument: { uri } });
const execute = (command: string, ...args: unknown[]) =>
	editor.request('workspace/executeCommand', {
		command: `hashEquivalence.${command}`,
		arguments: args,
	});
const settings = { server: { address: '127.0.0.1:0' } };
const OLD = 'FOO_append = " x"\n';

describe('a client that can do little', () => {
	it('gets nothing beyond that', async () => {
		const folder = workspace('');
		const { capabilities } = await editor.start(folder, null, {});
		expect(capabilities.codeActionProvider).toBe(true);
		const uri = await editor.open(join(folder, 'build/conf/local.conf'), `${MIRROR}${OLD}BB_HA`);
		for (const finding of await editor.findings(uri)) {
			expect(finding).not.toHaveProperty('relatedInformation');
			expect(finding).not.toHaveProperty('tags');
		}
		const [item] = (await complete(uri, 2, 5)).filter(({ label }) => label === 'BB_HASHSERVE');
		expect(item).toMatchObject({
			insertTextFormat: InsertTextFormat.PlainText,
			textEdit: { newText: 'BB_HASHSERVE' },
		});
		expect((await actions(uri)).map(({ command }) => command)).toEqual([
			'hashEquivalence.useServer',
		]);
		expect(editor.watched).toEqual([]);
	});
	it('is told in words what cannot be edited', async () => {
		const folder = workspace('');
		await editor.start(folder, { settings }, {});
		await execute('useServer', { buildUri: pathToFileURL(join(folder, 'build')).href });
		await editor.until(() => editor.messages.length > 0);
		expect(editor.messages[0]).toMatch(
			/BB_HASHSERVE = "127\.0\.0\.1:\d+" in .*local\.conf yourself/,
		);
	});
});

describe('a client that can do much', () => {
	it('gets snippets, related places and tags', async () => {
		const folder = workspace('');
		await editor.start(folder);
		const text = `${OLD}BB_HASHSERVE ?= "x:1"\n`;
		const uri = await editor.open(join(folder, 'build/conf/local.conf'), text);
		expect((await editor.findings(uri)).map(({ code, tags }) => [code, tags])).toContainEqual([
			'old-override-syntax',
			[DiagnosticTag.Deprecated],
		]);
		await editor.change(uri, 'BB_HA');
		const [item] = (await complete(uri, 0, 5)).filter(({ label }) => label === 'BB_HASHSERVE');
		expect(item).toMatchObject({ insertTextFormat: InsertTextFormat.Snippet });
	});
	it('sees faded what has no effect', async () => {
		const folder = workspace('', {
			'meta/conf/layer.conf': 'BBPATH .= ":${LAYERDIR}"\nBB_HASHSERVE = "h:1"\n',
		});
		writeFileSync(
			join(folder, 'build/conf/bblayers.conf'),
			`BBPATH = "\${TOPDIR}"\nBBLAYERS = "${folder}/meta"\n`,
		);
		await editor.start(folder);
		const uri = await editor.open(join(folder, 'build/conf/local.conf'), 'BB_HASHSERVE ?= "x:1"\n');
		expect((await editor.findings(uri)).map(({ code, tags }) => [code, tags])).toEqual([
			['never-takes-effect', [DiagnosticTag.Unnecessary]],
		]);
	});
	it('repairs everything that is safe when it asks for that, and only then', async () => {
		const folder = workspace('');
		const { capabilities } = await editor.start(folder);
		expect(capabilities.codeActionProvider).toEqual({
			codeActionKinds: ['quickfix', 'source.fixAll.hashEquivalence'],
		});
		const uri = await editor.open(join(folder, 'build/conf/local.conf'), `${OLD}A=1\n`);
		const kinds = async (only?: string[]) => [
			...new Set((await actions(uri, only)).map(({ kind }) => kind)),
		];
		expect(await kinds()).toEqual(['quickfix']);
		expect(await kinds(['quickfix'])).toEqual(['quickfix']);
		expect(await kinds(['source.organizeImports'])).toEqual([]);
		for (const only of ['source', 'source.fixAll', 'source.fixAll.hashEquivalence']) {
			expect(await kinds([only])).toEqual(['source.fixAll.hashEquivalence']);
		}
		const [all] = await actions(uri, ['source.fixAll']);
		expect(all?.edit?.changes?.[uri]?.length).toBeGreaterThanOrEqual(2);
		await editor.change(uri, 'A = "1"\n');
		expect(await actions(uri, ['source.fixAll'])).toEqual([]);
	});
});

describe('a client without commands of its own', () => {
	it('has lenses that it can run, without icons', async () => {
		const folder = workspace('');
		const { capabilities } = await editor.start(folder, { settings });
		const known = capabilities.executeCommandProvider?.commands ?? [];
		const uri = await editor.open(join(folder, 'build/conf/local.conf'), 'BB_HASHSERVE = "auto"\n');
		const shown = async () => (await lenses(uri)).map(({ command }) => command);
		expect((await shown()).map((command) => command?.title)).toEqual(['Start hash server']);
		await execute('startServer');
		const running = await shown();
		expect(running[0]).toMatchObject({
			title: expect.stringMatching(/^Hash server runs/),
			command: '',
		});
		const others = running.slice(1).map((command) => command?.command);
		expect(known).toEqual(expect.arrayContaining(others));
		expect(others).toEqual(['hashEquivalence.useServer']);
	});
	it('may cancel a start, and nothing is written then', async () => {
		const folder = workspace('');
		const lock = lockDatabase(join(folder, 'build/sstate-cache/hashserv.db'));
		await editor.start(folder, { settings });
		const cancel = new CancellationTokenSource();
		const started = editor.connection.sendRequest(
			'workspace/executeCommand',
			{ command: 'hashEquivalence.useServer', arguments: [] },
			cancel.token,
		);
		await editor.until(() => editor.status?.server.kind === 'starting');
		cancel.cancel();
		await editor.until(() => editor.status?.server.kind === 'stopping');
		lock.release();
		expect(await started).toEqual({ kind: 'stopped' });
		expect(editor.applied).toEqual([]);
		expect(editor.messages).toEqual([]);
	});
	it('has its local.conf edited, once', async () => {
		const folder = workspace('');
		await editor.start(folder, { settings });
		await execute('useServer');
		expect(editor.applied).toHaveLength(1);
		const [edit] = Object.values(editor.applied[0]?.changes ?? {});
		const uri = await editor.open(join(folder, 'build/conf/local.conf'), edit?.[0]?.newText ?? '');
		await editor.findings(uri);
		await execute('useServer');
		await editor.until(() => editor.messages.length > 0);
		expect(editor.messages[0]).toContain('already');
		expect(editor.applied).toHaveLength(1);
	});
	it('is told why a server does not start', async () => {
		const taken = createServer((socket) => socket.end('HTTP/1.1 400 no\r\n\r\n'));
		await new Promise<void>((done) => taken.listen(0, '127.0.0.1', done));
		const { port } = taken.address() as { port: number };
		try {
			await editor.start(workspace(''), { settings: { server: { address: `127.0.0.1:${port}` } } });
			await execute('useServer');
			await editor.until(() => editor.messages.length > 0);
			expect(editor.messages[0]).toContain(String(port));
			expect(editor.applied).toEqual([]);
		} finally {
			taken.close();
		}
	});
	it('is told that there is no build to use it', async () => {
		const storagePath = temporaryFolder();
		await editor.start(temporaryFolder(), { settings, storagePath });
		await execute('useServer', null);
		await editor.until(() => editor.messages.length > 0);
		expect(editor.messages[0]).toContain('No build directory');
	});
});

describe('a client that takes a request back before its turn', () => {
	it('is told so, and gets no answer to it', async () => {
		const folder = workspace('');
		await editor.start(folder);
		// Long enough to be at work while all that follows arrives.
		const text = Array.from({ length: 20_000 }, (_, i) => `A${i} = "${i}"\n`).join('');
		const uri = await editor.open(join(folder, 'build/conf/local.conf'), text);
		const takenBack = new CancellationTokenSource();
		const position = { textDocument: { uri }, position: { line: 0, character: 0 } };
		const method = 'textDocument/hover';
		const first = editor.request(method, position);
		const second = editor.connection.sendRequest(method, position, takenBack.token);
		takenBack.cancel();
		await expect(second).rejects.toMatchObject({ code: LSPErrorCodes.RequestCancelled });
		expect(await first).not.toBeNull();
	});
});

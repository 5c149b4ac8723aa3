import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeEach, describe, expect, it } from 'vitest';
import {
	CancellationTokenSource,
	type CodeAction,
	type CodeLens,
	type CompletionItem,
	type Hover,
	type MarkupContent,
} from 'vscode-languageserver/node';
import type { UseServerResult } from '../../../server/src/shared/messages';
import { DEFAULT_SETTINGS } from '../../../server/src/shared/settings';
import type { ServerState, StatusSnapshot } from '../../../server/src/shared/state';
import { temporaryFolder } from '../../support/bundles';
import { lockDatabase } from '../../support/lockedDatabase';
import type { Editor } from './languageServer';
import { MIRROR, useEditors, workspace } from './support';

const editors = useEditors();
let editor: Editor;
beforeEach(() => {
	editor = editors();
});

describe('findings', () => {
	it('come for every keystroke, of the whole build', async () => {
		const folder = workspace('');
		await editor.start(folder);
		const uri = await editor.open(join(folder, 'build/conf/local.conf'), MIRROR);
		expect((await editor.findings(uri)).map(({ code, source }) => [code, source])).toEqual([
			['mirror-without-hashserv', 'hash equivalence'],
		]);
		await editor.change(uri, `${MIRROR}BB_HASHSERVE_UPSTREAM = "cache.lan:8686"\n`);
		expect(await editor.findings(uri)).toEqual([]);
		await editor.change(uri, `${MIRROR}BB_HASHSERVE_UPSTREAM = "cache.lan:8686" # ours\n`);
		expect((await editor.findings(uri)).map(({ code }) => code)).toEqual(['unparsed-line']);
	});
	it('name the places that take part', async () => {
		const folder = workspace('');
		await editor.start(folder);
		const uri = await editor.open(join(folder, 'build/conf/local.conf'), MIRROR);
		const [finding] = await editor.findings(uri);
		expect(
			finding?.relatedInformation?.map(({ location }) => [
				location.uri.split('/').slice(-3).join('/'),
				location.range.start.line,
			]),
		).toEqual([
			['meta/conf/bitbake.conf', 2],
			['meta/conf/bitbake.conf', 3],
		]);
	});
	it('come for files of the build that are not open, too', async () => {
		const folder = workspace('', { 'build/conf/site.conf': 'A = 1\n' });
		await editor.start(folder);
		const site = pathToFileURL(join(folder, 'build/conf/site.conf')).href;
		await editor.until(() => (editor.sent(site)?.length ?? 0) > 0);
		expect(editor.sent(site)?.map(({ code }) => code)).toEqual(['unparsed-line']);
	});
	it('come for a local.conf without a build, saved or not', async () => {
		const folder = temporaryFolder();
		await editor.start(folder);
		for (const path of [join(folder, 'local.conf'), 'untitled:local.conf']) {
			const uri = await editor.open(path, MIRROR);
			expect((await editor.findings(uri)).map(({ code }) => code)).toEqual([
				'mirror-without-hashserv',
			]);
		}
	});
	it('do not come for another program’s local.conf', async () => {
		const folder = temporaryFolder();
		await editor.start(folder);
		const uri = await editor.open(
			join(folder, 'local.conf'),
			'<?xml version="1.0"?>\n<fontconfig></fontconfig>\n',
		);
		expect(await editor.findings(uri)).toEqual([]);
	});
	it('see a multiconfig’s file in the build that it makes', async () => {
		const include = 'include conf/multiconfig/${BB_CURRENT_MC}.conf\n';
		const folder = workspace('BBMULTICONFIG = "one"\nBB_SIGNATURE_HANDLER = "OEBasicHash"\n', {
			'meta/conf/bitbake.conf': `include conf/local.conf\n${include}`,
			'build/conf/multiconfig/one.conf': '',
		});
		await editor.start(folder);
		const path = join(folder, 'build/conf/multiconfig/one.conf');
		const uri = await editor.open(path, 'BB_SIGNATURE_HANDLER = "OEEquivHash"\n');
		// Only local.conf before it and nothing behind it sets BB_HASHSERVE: a file by itself would have poky's defaults.
		expect((await editor.findings(uri)).map(({ code }) => code)).toEqual(['hashserv-required']);
	});
	it('see a layer’s file in the build that names it as a multiconfig, and else by itself', async () => {
		const include = 'include conf/multiconfig/${BB_CURRENT_MC}.conf\n';
		const folder = workspace('BBMULTICONFIG = "one"\nBB_SIGNATURE_HANDLER = "OEBasicHash"\n', {
			'meta/conf/bitbake.conf': `include conf/local.conf\n${include}`,
			'meta/conf/multiconfig/one.conf': '',
			'meta/conf/multiconfig/two.conf': '',
		});
		await editor.start(folder);
		const codes = async (name: string) => {
			const path = join(folder, `meta/conf/multiconfig/${name}.conf`);
			const uri = await editor.open(path, 'BB_SIGNATURE_HANDLER = "OEEquivHash"\n');
			return (await editor.findings(uri)).map(({ code }) => code);
		};
		expect(await codes('one')).toEqual(['hashserv-required']);
		expect(await codes('two')).toEqual([]);
	});
	it('follow the release in the settings', async () => {
		const folder = workspace('');
		await editor.start(folder, { settings: { ...DEFAULT_SETTINGS, release: 'dunfell' } });
		const uri = await editor.open(
			join(folder, 'build/conf/local.conf'),
			'BB_HASHSERVE_UPSTREAM = "h:1"\n',
		);
		expect((await editor.findings(uri)).map(({ code }) => code)).toEqual(['upstream-ignored']);
		await editor.connection.sendNotification('workspace/didChangeConfiguration', {
			settings: DEFAULT_SETTINGS,
		});
		await editor.until(() => editor.sent(uri)?.length === 0);
	});
});

describe('editor aids', () => {
	const text = `${MIRROR}BB_HASHSERVE = "auto"\nBB_SIGNATURE_HANDLER = "OEEquivHash"\nBB_HA\n`;
	const at = (line: number, character: number) => ({ line, character });

	async function opened(): Promise<{ uri: string; folder: string }> {
		const folder = workspace(text);
		await editor.start(folder, { clientCommands: true });
		return { folder, uri: await editor.open(join(folder, 'build/conf/local.conf'), text) };
	}

	it('show what a variable means, its value and where that comes from', async () => {
		const { uri } = await opened();
		const hover = await editor.request<Hover>('textDocument/hover', {
			textDocument: { uri },
			position: at(1, 3),
		});
		const { value } = hover.contents as MarkupContent;
		expect(value).toContain('**BB_HASHSERVE**');
		expect(value).toMatch(/\*\*Effective value:\*\* `auto` · from \[conf\/local\.conf:2\]/);
		expect(value).toContain('scarthgap (5.0)');
		expect(value).toContain('https://docs.yoctoproject.org/');
	});
	it('explain the signature handler', async () => {
		const { uri } = await opened();
		const hover = await editor.request<Hover>('textDocument/hover', {
			textDocument: { uri },
			position: at(2, 26),
		});
		expect((hover.contents as MarkupContent).value).toContain(
			'OEEquivHash ← OEBasicHash ← basichash',
		);
	});
	it('complete names and values', async () => {
		const { uri } = await opened();
		const complete = (line: number, character: number) =>
			editor.request<CompletionItem[]>('textDocument/completion', {
				textDocument: { uri },
				position: at(line, character),
			});
		expect((await complete(3, 5)).map(({ label }) => label)).toContain('BB_HASHSERVE_UPSTREAM');
		expect((await complete(2, 24)).map(({ label }) => label)).toEqual(
			expect.arrayContaining(['OEEquivHash', 'OEBasicHash', 'noop']),
		);
		expect((await complete(1, 16)).map(({ label }) => label)).toContain('auto');
	});
	it('offer the fixes of a finding', async () => {
		const { uri } = await opened();
		const actions = await editor.request<CodeAction[]>('textDocument/codeAction', {
			textDocument: { uri },
			range: { start: at(0, 2), end: at(0, 2) },
			context: { diagnostics: [] },
		});
		expect(actions.map(({ title }) => title)).toContain(
			'Set BB_HASHSERVE_UPSTREAM to cache.lan:8686 (ask the mirror’s host too)',
		);
		expect(actions[0]?.edit?.changes?.[uri]).toHaveLength(1);
		expect(actions.find(({ command }) => command)?.command?.command).toBe(
			'hashEquivalence.useServer',
		);
	});
	it('put a lens above BB_HASHSERVE, unless that is turned off', async () => {
		const { uri } = await opened();
		const lenses = () =>
			editor.request<CodeLens[]>('textDocument/codeLens', { textDocument: { uri } });
		expect(
			(await lenses()).map(({ range, command }) => [range.start.line, command?.command]),
		).toEqual([[1, 'hashEquivalence.startServer']]);
		await editor.connection.sendNotification('workspace/didChangeConfiguration', {
			settings: { ...DEFAULT_SETTINGS, codeLens: false },
		});
		expect(await lenses()).toEqual([]);
	});
});

describe('the hash server', () => {
	const settings = {
		...DEFAULT_SETTINGS,
		server: { ...DEFAULT_SETTINGS.server, address: '127.0.0.1:0' },
	};

	it('starts with its database in SSTATE_DIR, is used in local.conf, and stops', async () => {
		const folder = workspace('MACHINE = "m"\n\n# Version\nCONF_VERSION = "2"\n');
		await editor.start(folder, { settings });
		const state = await editor.request<ServerState>('hashequiv/startServer', {});
		if (state.kind !== 'running') throw new Error(JSON.stringify(state));
		expect(state.address).toMatch(/^127\.0\.0\.1:[1-9]\d*$/);
		expect(state.database).toBe(join(folder, 'build/sstate-cache/hashserv.db'));
		expect(existsSync(state.database)).toBe(true);

		const buildUri = pathToFileURL(join(folder, 'build')).href;
		const use = await editor.request<UseServerResult>('hashequiv/useServer', { buildUri });
		expect(use.edits).toEqual([
			{
				range: { start: { line: 2, character: 0 }, end: { line: 2, character: 0 } },
				newText: `BB_HASHSERVE = "${state.address}"\n`,
			},
		]);
		await editor.open(join(folder, 'build/conf/local.conf'), `BB_HASHSERVE = "${state.address}"\n`);
		const again = await editor.request<UseServerResult>('hashequiv/useServer', { buildUri });
		expect(again.edits).toEqual([]);
		expect(again.alreadyDone).toContain(state.address);

		expect((await editor.request<ServerState>('hashequiv/stopServer')).kind).toBe('stopped');
	});
	it('is stopped, in the status too, when its start is cancelled', async () => {
		const folder = workspace('');
		const lock = lockDatabase(join(folder, 'build/sstate-cache/hashserv.db'));
		await editor.start(folder, { settings });
		const cancel = new CancellationTokenSource();
		const started = editor.connection.sendRequest('hashequiv/startServer', {}, cancel.token);
		await editor.until(() => editor.status?.server.kind === 'starting');
		cancel.cancel();
		await editor.until(() => editor.status?.server.kind === 'stopping');
		lock.release();
		expect(await started).toEqual({ kind: 'stopped' });
		await editor.until(() => editor.status?.server.kind === 'stopped');
		const again = await editor.request<ServerState>('hashequiv/startServer', {});
		expect(again.kind).toBe('running');
	});
	it('does not start in a workspace that is not trusted', async () => {
		const folder = workspace('');
		await editor.start(folder, { settings, trusted: false });
		const state = await editor.request<ServerState>('hashequiv/startServer', {});
		expect(state).toMatchObject({
			kind: 'failed',
			message: expect.stringContaining('not trusted'),
		});
	});
	it('starts by itself when it is told to', async () => {
		const folder = workspace('');
		await editor.start(folder, {
			settings: { ...settings, server: { ...settings.server, startAutomatically: true } },
		});
		await editor.until(() => editor.status?.server.kind === 'running');
	});
	it('keeps its database in the extension’s storage where there is no build', async () => {
		const storagePath = join(temporaryFolder(), 'storage');
		await editor.start(temporaryFolder(), { settings, storagePath });
		const state = await editor.request<ServerState>('hashequiv/startServer', {});
		expect(state).toMatchObject({ kind: 'running', database: join(storagePath, 'hashserv.db') });
	});
});

describe('the status', () => {
	it('tells each build’s settings and where they come from', async () => {
		const folder = workspace(MIRROR);
		await editor.start(folder);
		await editor.until(() => editor.status?.loading === false);
		const status = await editor.request<StatusSnapshot>('hashequiv/getStatus');
		const [build, ...others] = status.builds;
		expect(others).toEqual([]);
		expect(build).toMatchObject({
			label: 'build',
			release: { codename: 'scarthgap', version: '5.0' },
			problems: { errors: 0, warnings: 1 },
			localConf: pathToFileURL(join(folder, 'build/conf/local.conf')).href,
		});
		expect(
			build?.settings.map(({ name, value, origin }) => [name, value, origin?.label, origin?.line]),
		).toEqual([
			['BB_HASHSERVE', 'auto', 'bitbake.conf', 3],
			['BB_HASHSERVE_UPSTREAM', null, undefined, undefined],
			['BB_SIGNATURE_HANDLER', 'OEEquivHash', 'bitbake.conf', 4],
			[
				'SSTATE_MIRRORS',
				'file://.* http://cache.lan/PATH;downloadfilename=PATH',
				'conf/local.conf',
				1,
			],
			['SSTATE_DIR', join(folder, 'build/sstate-cache'), 'bitbake.conf', 5],
		]);
	});
	it('is empty without a build, and lists several', async () => {
		const folder = temporaryFolder({ 'one/conf/local.conf': '', 'two/conf/local.conf': '' });
		await editor.start(folder);
		await editor.until(() => editor.status?.loading === false);
		expect(editor.status?.builds.map(({ label }) => label)).toEqual(['one', 'two']);
	});
});

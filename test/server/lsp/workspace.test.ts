import { mkdirSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../support/bundles';
import type { Editor } from './languageServer';
import { MIRROR, useEditors, workspace } from './support';

const editors = useEditors();
let editor: Editor;
beforeEach(() => {
	editor = editors();
});
const uriOf = (...path: string[]) => pathToFileURL(join(...path)).href;
const codes = (uri: string) => editor.sent(uri)?.map(({ code }) => code);
const UPSTREAM = 'BB_HASHSERVE_UPSTREAM = "cache.lan:8686"\n';

describe('any document', () => {
	it('is survived, whatever its path', async () => {
		const folder = workspace('', { 'loose/x.inc': 'A = "1"\n' });
		await editor.start(folder);
		const names = [
			'loose/x.inc',
			`loose/${'x'.repeat(300)}.inc`,
			`${'y'.repeat(300)}/conf/local.conf`,
		];
		for (const name of names) {
			expect(await editor.findings(await editor.open(join(folder, name), MIRROR))).toHaveLength(1);
		}
		await editor.open(`${pathToFileURL(folder).href}/a%00b/conf/local.conf`, MIRROR);
		await editor.open(`${pathToFileURL(folder).href}/a%2Fb/conf/local.conf`, MIRROR);
		const uri = await editor.open(join(folder, 'build/conf/local.conf'), MIRROR);
		expect(await editor.findings(uri)).toHaveLength(1);
	});
});

describe('settings of any form', () => {
	it.each([
		[null],
		[[]],
		[{}],
		[{ hashEquivalence: { release: 'dunfell' } }],
		[{ rules: 'off' }],
		[7],
	])('are survived: %j', async (settings) => {
		const folder = workspace('');
		await editor.start(folder, { settings: { server: {} } });
		await editor.notify('workspace/didChangeConfiguration', { settings });
		const uri = await editor.open(join(folder, 'build/conf/local.conf'), UPSTREAM);
		const isDunfell = settings !== null && 'hashEquivalence' in Object(settings);
		expect((await editor.findings(uri)).map(({ code }) => code)).toEqual(
			isDunfell ? ['upstream-ignored'] : [],
		);
	});
});

describe('an included file', () => {
	const LOCAL = `${MIRROR}include conf/x.inc\n`;

	it('changes the findings of local.conf while it is edited', async () => {
		const folder = workspace(LOCAL, { 'build/conf/x.inc': '' });
		await editor.start(folder);
		const local = await editor.open(join(folder, 'build/conf/local.conf'), LOCAL);
		expect(await editor.findings(local)).toHaveLength(1);
		const x = await editor.open(join(folder, 'build/conf/x.inc'), '');
		await editor.change(x, UPSTREAM);
		await editor.until(() => codes(local)?.length === 0);
		await editor.change(x, '');
		await editor.until(() => codes(local)?.length === 1);
	});
	it('counts when it is not on disk yet', async () => {
		const folder = workspace(LOCAL);
		await editor.start(folder);
		const local = uriOf(folder, 'build/conf/local.conf');
		await editor.until(() => codes(local)?.includes('mirror-without-hashserv') === true);
		const x = await editor.open(join(folder, 'build/conf/x.inc'), UPSTREAM);
		await editor.until(() => codes(local)?.length === 0);
		await editor.close(x);
		await editor.until(() => codes(local)?.includes('mirror-without-hashserv') === true);
	});
	it('of a layer counts, too, and has its own errors while it is open', async () => {
		const folder = workspace(`${MIRROR}require conf/team.inc\n`, { 'meta/conf/team.inc': '' });
		await editor.start(folder);
		const local = uriOf(folder, 'build/conf/local.conf');
		await editor.until(() => codes(local)?.length === 1);
		const team = await editor.open(join(folder, 'meta/conf/team.inc'), `${UPSTREAM}A = 1\n`);
		await editor.until(() => codes(local)?.length === 0);
		expect((await editor.findings(team)).map(({ code }) => code)).toEqual(['unparsed-line']);
		await editor.close(team);
		await editor.until(() => codes(team)?.length === 0);
	});
	it('is reported on once, whether it belongs to the build or not', async () => {
		const folder = workspace('', { 'build/conf/x.inc': '' });
		await editor.start(folder);
		const x = await editor.open(join(folder, 'build/conf/x.inc'), 'A = 1\nFOO = "1"\n');
		expect((await editor.findings(x)).map(({ code }) => code)).toEqual(['unparsed-line']);
		const local = await editor.open(join(folder, 'build/conf/local.conf'), 'include x.inc\n');
		await editor.findings(local);
		expect(codes(x)).toEqual(['unparsed-line']);
		// As part of the build it is corrected, and no finding of the time before is left.
		await editor.change(x, 'A = "1"\n');
		expect(await editor.findings(x)).toEqual([]);
		// On its own again.
		await editor.change(local, '');
		await editor.change(x, 'A = 1\nFOO = "1"\n');
		expect((await editor.findings(x)).map(({ code }) => code)).toEqual(['unparsed-line']);
	});
});

describe('what is gone', () => {
	it('is a build directory that was deleted', async () => {
		const folder = workspace(MIRROR);
		await editor.start(folder);
		const local = uriOf(folder, 'build/conf/local.conf');
		await editor.until(() => codes(local)?.length === 1);
		rmSync(join(folder, 'build'), { recursive: true });
		await editor.filesChanged(join(folder, 'build/conf/local.conf'));
		await editor.until(() => codes(local)?.length === 0 && editor.status?.builds.length === 0);
	});
	it('is a build that was deleted and whose document is closed', async () => {
		const folder = workspace(MIRROR);
		await editor.start(folder);
		const local = await editor.open(join(folder, 'build/conf/local.conf'), MIRROR);
		expect(await editor.findings(local)).toHaveLength(1);
		rmSync(join(folder, 'build'), { recursive: true });
		await editor.close(local);
		await editor.until(() => codes(local)?.length === 0 && editor.status?.builds.length === 0);
	});
	it('is the build of a workspace folder that was removed', async () => {
		const folder = workspace(MIRROR);
		await editor.start(folder);
		const local = uriOf(folder, 'build/conf/local.conf');
		await editor.until(() => codes(local)?.length === 1);
		await editor.notify('workspace/didChangeWorkspaceFolders', {
			event: { added: [], removed: [{ uri: pathToFileURL(folder).href, name: 'test' }] },
		});
		await editor.until(() => codes(local)?.length === 0 && editor.status?.builds.length === 0);
	});
	it('is a lone document that was closed', async () => {
		const folder = temporaryFolder();
		await editor.start(folder);
		const uri = await editor.open(join(folder, 'local.conf'), MIRROR);
		expect(await editor.findings(uri)).toHaveLength(1);
		await editor.close(uri);
		await editor.until(() => codes(uri)?.length === 0);
	});
	it('is a file of a build that was deleted', async () => {
		const folder = workspace('', { 'build/conf/site.conf': 'A = 1\n' });
		await editor.start(folder);
		const site = uriOf(folder, 'build/conf/site.conf');
		await editor.until(() => codes(site)?.length === 1);
		unlinkSync(join(folder, 'build/conf/site.conf'));
		await editor.filesChanged(join(folder, 'build/conf/site.conf'));
		await editor.until(() => codes(site)?.length === 0);
	});
});

describe('a change on disk that nobody tells of', () => {
	it('shows, be it in the build, in a layer or by a file that was missing', async () => {
		const folder = workspace('', { 'build/conf/site.conf': '' });
		await editor.start(folder);
		const local = await editor.open(join(folder, 'build/conf/local.conf'), MIRROR);
		expect(await editor.findings(local)).toHaveLength(1);
		writeFileSync(join(folder, 'build/conf/site.conf'), UPSTREAM);
		await editor.until(() => codes(local)?.length === 0);
		unlinkSync(join(folder, 'build/conf/site.conf'));
		await editor.until(() => codes(local)?.length === 1);
		writeFileSync(join(folder, 'meta/conf/layer.conf'), `BBPATH .= ":\${LAYERDIR}"\n${UPSTREAM}`);
		await editor.until(() => codes(local)?.length === 0);
	});

	it('shows at once when the window is entered, and not while nobody is there', async () => {
		const folder = workspace('', { 'build/conf/site.conf': '' });
		await editor.start(folder);
		const local = await editor.open(join(folder, 'build/conf/local.conf'), MIRROR);
		expect(await editor.findings(local)).toHaveLength(1);
		await editor.notify('hashequiv/focusChanged', { focused: false });
		// Answered after that was read.
		await editor.request('hashequiv/refresh');
		writeFileSync(join(folder, 'build/conf/site.conf'), UPSTREAM);
		await new Promise((done) => setTimeout(done, 3500));
		expect(codes(local)).toHaveLength(1);
		await editor.notify('hashequiv/focusChanged', { focused: true });
		await editor.until(() => codes(local)?.length === 0);
	});
});

describe('a local.conf without layers', () => {
	it.each(['untitled', 'stray'])('gets what needs none, where it is %s', async (kind) => {
		const folder = temporaryFolder();
		await editor.start(folder);
		const path = join(folder, 'downloads/local.conf');
		const uri = await editor.open(
			kind === 'untitled' ? `untitled:${path}` : path,
			`${MIRROR}BB_SIGNATURE_HANDLER = "OEEquivHash"\nBB_HASHSERVE = \n`,
		);
		expect((await editor.findings(uri)).map(({ code }) => code).sort()).toEqual([
			'mirror-without-hashserv',
			'unparsed-line',
		]);
		const at = (line: number, character: number) => ({
			textDocument: { uri },
			position: { line, character },
		});
		const hover = await editor.request<{ contents: { value: string } }>(
			'textDocument/hover',
			at(1, 3),
		);
		expect(hover.contents.value).toContain('BB_SIGNATURE_HANDLER');
		expect(await editor.request<unknown[]>('textDocument/completion', at(1, 25))).not.toEqual([]);
		const symbols = { textDocument: { uri } };
		expect(await editor.request<unknown[]>('textDocument/documentSymbol', symbols)).toHaveLength(2);
	});
});

describe('watching', () => {
	it('is for the files of the builds, wherever they are, and for new builds', async () => {
		const elsewhere = workspace('');
		const folder = workspace('');
		await editor.start(folder, {
			settings: { buildDirectories: [join(elsewhere, 'build')] },
		});
		const outside = `../${elsewhere.split('/').at(-1)}/build/conf/*.{conf,inc}`;
		await editor.until(() => editor.watched.includes(outside));
		expect(editor.watched).toEqual(
			expect.arrayContaining([
				'build/conf/*.{conf,inc}',
				'./conf/{local,bblayers}.conf',
				'./*/conf/{local,bblayers}.conf',
				'./{build,builds,bitbake-builds}/*/build/conf/{local,bblayers}.conf',
			]),
		);
		expect(editor.watched.filter((glob) => glob.includes('**'))).toEqual([]);
	});
	it('follows the builds', async () => {
		const folder = temporaryFolder({ 'one/conf/local.conf': '' });
		await editor.start(folder);
		await editor.until(() => editor.watched.includes('one/conf/*.{conf,inc}'));
		mkdirSync(join(folder, 'two/conf'), { recursive: true });
		writeFileSync(join(folder, 'two/conf/local.conf'), '');
		rmSync(join(folder, 'one'), { recursive: true });
		await editor.filesChanged(join(folder, 'two/conf/local.conf'));
		await editor.until(
			() =>
				editor.watched.includes('two/conf/*.{conf,inc}') &&
				!editor.watched.includes('one/conf/*.{conf,inc}'),
		);
		expect(new Set(editor.watched).size).toBe(editor.watched.length);
	});
});

/** The real language server in another language, as the extension starts it. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { CodeAction, CodeLens, CompletionItem, Hover } from 'vscode-languageserver/node';
import type { DoctorResult } from '../../server/src/shared/doctor';
import { MESSAGES_VARIABLE } from '../../server/src/shared/serverProcess';
import type { ServerState } from '../../server/src/shared/state';
import { Editor } from '../server/lsp/languageServer';
import { MIRROR, workspace } from '../server/lsp/support';
import { bundleProduct } from '../support/bundles';

const ROOT = resolve(import.meta.dirname, '../..');
const BUNDLE = join(ROOT, 'l10n/bundle.l10n.ru.json');
const CYRILLIC = /[а-яё]/i;

/** Something wrong in many ways. */
const LOCAL = `${MIRROR}FOO_append = " x"
BB_SIGNATURE_HANDLER = "oeequivhash"
BB_HASHSERVE_UPSTREAM = "cache.lan"
BB_HASHSERVE_PASSWORD = "secret"
BB_ENV_WHITELIST = "x"
BB_HASHSEVER = "auto"
PREMIRRORS = "one two three"
SOURCE_MIRROR_URL = "http://a.lan/PATH"
MACHINE="qemux86"
DL_DIR = /srv
A = "1" # comment
require conf/none.inc
`;

let dist: string;
let editor: Editor;
beforeAll(async () => {
	dist = await bundleProduct({
		server: 'server/src/main.ts',
		'hashserv-worker': 'server/src/hashserv/worker.ts',
		'database-reader': 'server/src/hashserv/explore/worker.ts',
		hashequiv: 'server/src/cli.ts',
	});
});
beforeEach(() => {
	editor = new Editor(join(dist, 'server.js'), { [MESSAGES_VARIABLE]: BUNDLE });
});
afterEach(async () => {
	expect(await editor.stop()).toBe(0);
});

async function open(text: string): Promise<{ folder: string; uri: string }> {
	const folder = workspace(text);
	await editor.start(folder, { settings: { probeServers: false }, clientCommands: true });
	return { folder, uri: await editor.open(join(folder, 'build/conf/local.conf'), text) };
}

it('says every finding and fix in Russian', async () => {
	const { uri } = await open(LOCAL);
	const findings = await editor.findings(uri);
	expect(new Set(findings.map(({ code }) => code)).size).toBeGreaterThan(8);
	expect(findings.filter(({ message }) => !CYRILLIC.test(`${message}`))).toEqual([]);
	const actions = await editor.request<CodeAction[]>('textDocument/codeAction', {
		textDocument: { uri },
		range: { start: { line: 0, character: 0 }, end: { line: 20, character: 0 } },
		context: { diagnostics: [] },
	});
	expect(actions.length).toBeGreaterThan(8);
	expect(actions.filter(({ title }) => !CYRILLIC.test(title))).toEqual([]);
});

it('fills in what a message is about', async () => {
	const { uri } = await open('FOO_append = " x"\n');
	const [finding] = await editor.findings(uri);
	expect(finding?.message).toBe(
		'BitBake здесь останавливается с «Variable FOO_append contains an operation using the old override syntax». Начиная с Yocto 3.4 переопределения и операции пишутся через двоеточие: FOO:append.',
	);
});

it('explains variables, operators and states in Russian', async () => {
	const { uri } = await open('BB_HASHSERVE += "auto"\n\n');
	const hover = (character: number) =>
		editor.request<Hover>('textDocument/hover', {
			textDocument: { uri },
			position: { line: 0, character },
		});
	expect(JSON.stringify(await hover(3))).toContain('Действующее значение');
	expect(JSON.stringify(await hover(3))).toContain('Сервер эквивалентности хэшей, который');
	expect(JSON.stringify(await hover(14))).toContain('Дописать в конец через пробел');
	const completions = await editor.request<CompletionItem[]>('textDocument/completion', {
		textDocument: { uri },
		position: { line: 1, character: 0 },
	});
	expect(completions.length).toBeGreaterThan(80);
	expect(completions.filter(({ detail }) => !CYRILLIC.test(detail ?? ''))).toEqual([]);
	const lenses = await editor.request<CodeLens[]>('textDocument/codeLens', {
		textDocument: { uri },
	});
	expect(lenses.map(({ command }) => command?.title)).toEqual(['$(play) Запустить сервер хэшей']);
});

it('says why the hash server did not start', async () => {
	await open('');
	const state = await editor.request<ServerState>('hashequiv/startServer', {
		address: 'nonsense',
	});
	expect(state).toMatchObject({
		kind: 'failed',
		message:
			'Адрес сервера хэшей неверен. В «nonsense» нет порта, как в nonsense:8686. Сборки, которые используют этот сервер, идут без эквивалентности хэшей, пока он не будет запущен снова.',
	});
});

it('has the Doctor speak Russian in its own process', async () => {
	const { folder } = await open('BB_HASHSERVE = "auto"\n');
	const { report, markdown } = await editor.request<DoctorResult>('hashequiv/runDoctor', {
		buildUri: pathToFileURL(join(folder, 'build')).href,
		progressToken: 'here',
	});
	const english = report.checks.filter(
		({ title, summary }) => !CYRILLIC.test(title) || !CYRILLIC.test(summary),
	);
	expect(english).toEqual([]);
	expect(markdown).toMatch(/^# Доктор эквивалентности хэшей/);
});

it('is in English without a bundle', async () => {
	const english = new Editor(join(dist, 'server.js'), { [MESSAGES_VARIABLE]: '' });
	const folder = workspace('FOO_append = " x"\n');
	await english.start(folder);
	const uri = await english.open(join(folder, 'build/conf/local.conf'), 'FOO_append = " x"\n');
	const [finding] = await english.findings(uri);
	expect(Object.keys(JSON.parse(readFileSync(BUNDLE, 'utf8')))).toContain(
		`${finding?.message}`.replace('FOO_append', '{0}').replace('FOO:append', '{1}'),
	);
	expect(await english.stop()).toBe(0);
	await open('');
});

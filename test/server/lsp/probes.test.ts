/** Findings about servers that do not answer, with a real language server and real sockets. */
import { createServer } from 'node:net';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { quietAddress, startTestServer } from '../../support/hashserv';
import type { Editor } from './languageServer';
import { useEditors, workspace } from './support';

const editors = useEditors();
let editor: Editor;
beforeEach(() => {
	editor = editors();
});

/** A listener that counts who comes and says nothing. */
async function silentListener(): Promise<{
	address: string;
	connections: () => number;
	open: () => number;
}> {
	let connections = 0;
	let open = 0;
	const server = createServer((socket) => {
		connections++;
		open++;
		// One that does not read is not told of the other end's end.
		socket
			.resume()
			.on('error', () => {})
			.on('close', () => open--);
	});
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	onTestFinished(() => void server.close());
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('no port');
	return {
		address: `127.0.0.1:${address.port}`,
		connections: () => connections,
		open: () => open,
	};
}

const line = (address: string) => `BB_HASHSERVE = "${address}"\n`;
const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));
const found = (uri: string) =>
	(editor.sent(uri) ?? []).filter(({ code }) => code === 'upstream-unreachable');

async function open(text: string, options: object = {}): Promise<string> {
	const folder = workspace(text);
	await editor.start(folder, options);
	const uri = await editor.open(join(folder, 'build/conf/local.conf'), text);
	await editor.findings(uri);
	return uri;
}

async function hoverAt(uri: string, character: number): Promise<string> {
	const position = { line: 0, character };
	const hover = await editor.request<{ contents: { value: string } } | null>('textDocument/hover', {
		textDocument: { uri },
		position,
	});
	return hover?.contents.value ?? '';
}

describe('a server that does not answer', () => {
	it('is found, and the finding goes once it answers', async () => {
		const address = await quietAddress();
		const uri = await open(line(address));
		await editor.until(() => found(uri).length === 1);
		expect(found(uri)[0]?.message).toContain('The connection is refused');
		expect(await hoverAt(uri, 20)).toContain('The connection is refused');
		await startTestServer({ address });
		await editor.request('hashequiv/refresh');
		await editor.until(() => found(uri).length === 0);
		expect(await hoverAt(uri, 20)).toMatch(/A hash equivalence server answers in .* ms/);
		const [build] = editor.status?.builds ?? [];
		expect(build?.settings.find(({ name }) => name === 'BB_HASHSERVE')?.meaning).toMatch(
			/A hash equivalence server answers/,
		);
	});

	it('is not asked for by a build that never asks a server', async () => {
		const { address, connections } = await silentListener();
		await open(`${line(address)}BB_SIGNATURE_HANDLER = "OEBasicHash"\n`);
		await pause(1200);
		expect(connections()).toBe(0);
	});

	it.each([
		['in a workspace that is not trusted', { trusted: false }],
		['where the setting says so', { settings: { probeServers: false } }],
	])('is not asked %s', async (_, options) => {
		const { address, connections } = await silentListener();
		const uri = await open(line(address), options);
		await editor.request('hashequiv/refresh');
		await pause(1200);
		expect(connections()).toBe(0);
		expect(found(uri)).toEqual([]);
	});

	it('is forgotten when the setting is switched off', async () => {
		const uri = await open(line(await quietAddress()));
		await editor.until(() => found(uri).length === 1);
		await editor.notify('workspace/didChangeConfiguration', {
			settings: { hashEquivalence: { probeServers: false } },
		});
		await editor.until(() => found(uri).length === 0);
	});
});

describe('asking', () => {
	it('waits until the text rests, and asks once for however many edits', async () => {
		const { address, connections } = await silentListener();
		const uri = await open('');
		// On a busy machine the text may rest between two edits, too.
		let longest = 0;
		for (let i = 0; i < 20; i++) {
			const begun = performance.now();
			await editor.change(uri, `${line(address)}X = "${i}"\n`);
			await editor.findings(uri);
			await pause(30);
			longest = Math.max(longest, performance.now() - begun);
		}
		if (longest < 400) expect(connections()).toBe(0);
		await expect.poll(connections).toBe(1);
		for (let i = 0; i < 5; i++) {
			await editor.change(uri, `${line(address)}Y = "${i}"\n`);
			await editor.findings(uri);
		}
		await editor.notify('textDocument/didSave', { textDocument: { uri } });
		await editor.notify('hashequiv/focusChanged', { focused: false });
		await editor.notify('hashequiv/focusChanged', { focused: true });
		await pause(1200);
		expect(connections()).toBe(1);
	});

	it('ends when the address is edited away', async () => {
		const { address, connections, open: stillOpen } = await silentListener();
		const uri = await open(line(address));
		await expect.poll(connections).toBe(1);
		await editor.change(uri, line('auto'));
		await expect.poll(stillOpen).toBe(0);
		await pause(300);
		expect(found(uri)).toEqual([]);
	});

	it('does not ask a server again that answered just now', async () => {
		const server = await startTestServer();
		const uri = await open(line(server.address));
		const requests = () => server.stats.requests;
		await expect.poll(requests).toBe(1);
		await editor.notify('textDocument/didSave', { textDocument: { uri } });
		await pause(300);
		expect(requests()).toBe(1);
	});
});

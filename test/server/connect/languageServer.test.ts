import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import type { CachePlan, ChosenCache, FoundCache } from '../../../server/src/shared/connect';
import { startTestServer } from '../../support/hashserv';
import { useEditors, workspace } from '../lsp/support';

const editor = useEditors();

const find = (text: string) =>
	editor().request<FoundCache>('hashequiv/findCache', { text, progressToken: 'here' });

const plan = (folder: string, cache: ChosenCache) =>
	editor().request<CachePlan>('hashequiv/planCache', {
		buildUri: pathToFileURL(join(folder, 'build')).href,
		cache,
	});

const CACHE: ChosenCache = { kind: 'found', name: 'build1', hashServer: 'build1:8686' };

it('finds a cache, and tells how far it is', async () => {
	const server = await startTestServer();
	await editor().start(workspace(''));
	let seen = 0;
	editor().connection.onNotification('$/progress', ({ token }: { token: string }) => {
		if (token === 'here') seen++;
	});
	const { services } = await find(server.address);
	expect(services).toContainEqual(
		expect.objectContaining({ kind: 'hashServer', address: server.address }),
	);
	expect(seen).toBeGreaterThan(0);
	await expect(find('no host')).rejects.toThrow(/"no host" is no host: write/);
});

it('asks nobody in a workspace that is not trusted', async () => {
	await editor().start(workspace(''), { trusted: false });
	await expect(find('127.0.0.1')).rejects.toThrow(/only from a trusted workspace/);
});

it('plans with the text that is in the editor, and writes nothing', async () => {
	const folder = workspace('MACHINE = "a"\n');
	const path = join(folder, 'build/conf/local.conf');
	await editor().start(folder);
	const uri = await editor().open(path, 'BB_HASHSERVE = "old:1"\n');
	expect(await plan(folder, CACHE)).toEqual({
		kind: 'edit',
		uri,
		edits: [
			{
				range: { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } },
				newText: '#BB_HASHSERVE = "old:1"\n',
			},
			{
				range: { start: { line: 1, character: 0 }, end: { line: 1, character: 0 } },
				newText: '\n# Shared cache of build1\nBB_HASHSERVE_UPSTREAM = "build1:8686"\n',
			},
		],
		notes: [],
	});
	expect(readFileSync(path, 'utf8')).toBe('MACHINE = "a"\n');
	await editor().change(uri, 'BB_HASHSERVE_UPSTREAM = "build1:8686"\n');
	expect(await plan(folder, CACHE)).toMatchObject({ kind: 'done' });
});

it('plans the public cache for the release, and says when it is too old', async () => {
	const folder = workspace('');
	await editor().start(folder);
	const made = await plan(folder, { kind: 'public' });
	expect(made).toMatchObject({ kind: 'edit', notes: [expect.stringContaining('websockets')] });
	expect(JSON.stringify(made)).toContain('wss://hashserv.yoctoproject.org/ws');
	await editor().notify('workspace/didChangeConfiguration', {
		settings: { release: 'dunfell', probeServers: false },
	});
	expect(await plan(folder, { kind: 'public' })).toMatchObject({
		kind: 'impossible',
		reason: expect.stringContaining('dunfell (3.1)'),
	});
});

it('says when there is no local.conf to write to', async () => {
	const folder = workspace('');
	await editor().start(folder);
	const made = await editor().request<CachePlan>('hashequiv/planCache', {
		buildUri: 'file:///nowhere',
		cache: CACHE,
	});
	expect(made).toEqual({ kind: 'impossible', reason: '/nowhere is no build directory.' });
});

import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type * as Rpc from 'vscode-languageserver/node';
import type { DoctorProgress, DoctorResult } from '../../../server/src/shared/doctor';
import { bundleProduct } from '../../support/bundles';
import { Editor } from '../lsp/languageServer';
import { buildFolder, startSilence } from './support';

// Its ES module build cannot be imported by Node itself.
const rpc = createRequire(import.meta.url)('vscode-languageserver/node') as typeof Rpc;

let script: string;
let editor: Editor;
beforeAll(async () => {
	const dist = await bundleProduct({
		server: 'server/src/main.ts',
		hashequiv: 'server/src/cli.ts',
	});
	script = join(dist, 'server.js');
});
beforeEach(() => {
	editor = new Editor(script);
});
afterEach(async () => {
	expect(await editor.stop()).toBe(0);
});

const ask = (folder: string, token = rpc.CancellationToken.None) =>
	editor.connection.sendRequest<DoctorResult>(
		'hashequiv/runDoctor',
		{ buildUri: pathToFileURL(folder).href, progressToken: 'here' },
		token,
	);

it('examines a build for the editor, with progress', async () => {
	const folder = buildFolder('BB_HASHSERVE = "auto"\n');
	await editor.start(folder);
	const seen: DoctorProgress[] = [];
	editor.connection.onNotification(
		'$/progress',
		({ token, value }: { token: string; value: DoctorProgress }) => {
			if (token === 'here') seen.push(value);
		},
	);
	const { report, markdown } = await ask(folder);
	expect(report.buildDirectory).toBe(folder);
	expect(markdown).toContain(folder);
	expect(seen.at(-1)).toMatchObject({ done: report.checks.length, total: report.checks.length });
});

it('takes the release of the settings', async () => {
	const folder = buildFolder('');
	await editor.start(folder, { settings: { release: 'dunfell' } });
	expect((await ask(folder)).report.checks[0]?.summary).toContain('dunfell');
});

it('does nothing in a workspace that is not trusted, and says why', async () => {
	const folder = buildFolder('');
	await editor.start(folder, { trusted: false });
	await expect(ask(folder)).rejects.toThrow(/only in a trusted workspace/);
});

it('refuses what is no build directory', async () => {
	await editor.start(buildFolder(''));
	await expect(ask('/nowhere')).rejects.toThrow(/no build directory/);
});

it('is cancelled by the editor', async () => {
	const folder = buildFolder(`BB_HASHSERVE = "${await startSilence()}"\n`);
	await editor.start(folder);
	const source = new rpc.CancellationTokenSource();
	const asked = ask(folder, source.token);
	const seen: DoctorProgress[] = [];
	editor.connection.onNotification('$/progress', ({ value }: { value: DoctorProgress }) => {
		seen.push(value);
		source.cancel();
	});
	await expect(asked).rejects.toThrow(/cancelled/);
	// The check that waits for an answer is not waited for.
	expect(seen.at(-1)?.done).toBeLessThan(seen.at(-1)?.total ?? 0);
});

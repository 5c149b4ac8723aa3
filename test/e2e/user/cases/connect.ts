/** A build and a cache that others share: connecting the two, seen before it is done. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Page } from 'playwright-core';
import { type Case, until } from '../../support/cases';
import type { UserContext } from '../context';
import { codesOf } from '../findings';
import { besideStep, previewFaults, quickInputFaults, walkthroughFaults } from '../legible';
import type { Workbench } from '../workbench';

const PLAIN = 'MACHINE = "qemux86-64"\nDISTRO = "poky"\n\nCONF_VERSION = "2"\n';
const CONNECT = 'Hash Equivalence: Connect to a Shared Cache...';
const PUBLIC = "Hash Equivalence: Use the Yocto Project's Public Cache";

/** The steps of the walkthrough: names of their pictures, their titles, and something that stands beside each. */
const STEPS = [
	['walkthrough', 'What hash equivalence does', 'same output'],
	['walkthrough-build', 'Find your build', 'Which folder?'],
	['walkthrough-server', 'Give it a hash server', 'Which server?'],
	['walkthrough-share', 'Share what you build', 'What is shared?'],
	['walkthrough-check', 'See that it works', 'What is checked?'],
] as const;

export const connectCases: readonly Case<UserContext>[] = [
	{
		name: 'a build is connected to a shared cache: found, ticked, previewed, applied, undone',
		async run(context) {
			const share = await startShare(await context.build(PLAIN, 'server'));
			try {
				const before = `BB_HASHSERVE_UPSTREAM = "old:8686"\n${PLAIN}`;
				const build = await context.build(before);
				const workbench = await context.window(build);
				await workbench.statusItem('Hash server: stopped').waitFor();
				await workbench.command(CONNECT);
				await answer(workbench, share.address);
				const picks = await until('what was found', async () => {
					const rows = await workbench.picks();
					return rows.length === 3 && rows;
				});
				assert.match(picks[0] ?? '', /Hash server: 127\.0\.0\.1:\d+/);
				assert.ok(
					picks.some((row) => row.includes(`Shared state: http://${share.address}/sstate`)),
				);
				await context.inEveryLook('connect-found', quickInputFaults);
				await workbench.page.keyboard.press('Enter');

				await preview(workbench);
				await context.inEveryLook('connect-preview', previewFaults);
				assert.equal(await isChanged(build, before), false);
				await workbench.page
					.getByRole('button', { name: 'Apply the Changes to local.conf' })
					.click();
				const { editor } = workbench;
				await until('the unsaved edit', () => workbench.isDirty('local.conf'));
				await until('the block', async () =>
					(await editor.visibleLines()).includes(`BB_HASHSERVE_UPSTREAM = "${share.hashServer}"`),
				);
				await until('the old line as a comment', async () =>
					(await editor.visibleLines()).includes('#BB_HASHSERVE_UPSTREAM = "old:8686"'),
				);
				assert.equal(await isChanged(build, before), false);
				await workbench.untilProblems('no finding', (all) => codesOf(all).length === 0);

				await workbench.command(CONNECT);
				await answer(workbench, share.address);
				await until('what was found', async () => (await workbench.picks()).length === 3);
				await workbench.page.keyboard.press('Enter');
				await workbench.notification('uses this cache already');

				await editor.focus();
				await workbench.page.keyboard.press('Control+Z');
				await until('the edit to be undone', async () => !(await workbench.isDirty('local.conf')));
				await editor.shows(before);
			} finally {
				await share.stop();
			}
		},
	},
	{
		name: 'a preview that is discarded changes nothing',
		async run(context) {
			const build = await context.build(PLAIN);
			const workbench = await context.window(build);
			await workbench.statusItem('Hash server: stopped').waitFor();
			await workbench.command(PUBLIC);
			await preview(workbench);
			const { page } = workbench;
			await page.getByRole('button', { name: 'Discard the Changes to local.conf' }).click();
			await page.locator('.monaco-diff-editor').waitFor({ state: 'hidden' });
			assert.equal(await isChanged(build, PLAIN), false);

			// Nor does one that is closed, whose question may still be asked.
			await workbench.command(PUBLIC);
			await preview(workbench);
			await workbench.command('View: Close Editor');
			await page.locator('.monaco-diff-editor').waitFor({ state: 'hidden' });
			await page.locator('.notifications-toasts.visible').waitFor({ state: 'hidden' });
			await workbench.command('Notifications: Show Notifications');
			const question = await workbench.notification('Make these changes');
			await question.getByRole('button', { name: 'Apply' }).click();
			await workbench.notification('this changed nothing');
			assert.equal(await isChanged(build, PLAIN), false);
			await workbench.open('conf/local.conf');
			assert.equal(await workbench.isDirty('local.conf'), false);
			await workbench.editor.shows(PLAIN);
		},
	},
	{
		name: 'the public cache is put into local.conf, and an old release is told that it is too old',
		async run(context) {
			const build = await context.build(PLAIN);
			const workbench = await context.window(build, { 'hashEquivalence.release': 'scarthgap' });
			await workbench.statusItem('Hash server: stopped').waitFor();
			await workbench.command(PUBLIC);
			await preview(workbench);
			await context.inEveryLook('public-cache', previewFaults);
			await workbench.page.getByRole('button', { name: 'Apply the Changes to local.conf' }).click();
			await until('the block', async () =>
				(await workbench.editor.visibleLines()).includes(
					'BB_HASHSERVE_UPSTREAM = "wss://hashserv.yoctoproject.org/ws"',
				),
			);
			const said = await workbench.notification('websockets');
			await said.getByRole('button', { name: 'Save' }).click();
			await until('the file to be saved', async () => !(await workbench.isDirty('local.conf')));
			assert.match(
				await readFile(path.join(build, 'conf/local.conf'), 'utf8'),
				/sstate\.yoctoproject/,
			);

			const old = await context.window(await context.build(PLAIN, 'old'), {
				'hashEquivalence.release': 'dunfell',
			});
			await old.statusItem('Hash server: stopped').waitFor();
			await old.command(PUBLIC);
			await old.notification('dunfell (3.1) is too old');
			await context.picture('public-cache-too-old');
		},
	},
	{
		name: 'where nothing answers, that is said, and another host can be tried',
		async run(context) {
			const web = createServer((_, response) => response.end('Welcome'));
			web.listen(0, '127.0.0.1');
			await once(web, 'listening');
			try {
				const address = `127.0.0.1:${(web.address() as AddressInfo).port}`;
				const workbench = await context.window(await context.build(PLAIN));
				await workbench.statusItem('Hash server: stopped').waitFor();
				await workbench.command(CONNECT);
				await answer(workbench, address);
				const nothing = await workbench.notification(`answer at ${address}`);
				await context.picture('connect-nothing');
				await nothing.getByRole('button', { name: 'Try Another Host' }).click();
				const input = workbench.page.locator('.quick-input-widget .quick-input-box input');
				await until(
					'the host to be offered again',
					async () => (await input.inputValue()) === address,
				);
			} finally {
				web.close();
			}
		},
	},
	{
		name: 'a folder without a build leads to one, and to the walkthrough',
		async run(context) {
			const folder = path.join(context.folder, 'empty');
			await mkdir(folder, { recursive: true });
			await writeFile(path.join(folder, 'README'), 'Nothing here.\n');
			const workbench = await context.window(folder);
			await workbench.openView('Hash Equivalence');
			const { page } = workbench;
			await page.getByRole('button', { name: 'Choose Build Directory' }).waitFor();
			await page.locator('.welcome-view-content a', { hasText: 'Start in a minute' }).click();
			await page.getByText('What hash equivalence does').first().waitFor();
			// What is beside a step is shown where there is room for it.
			await page.keyboard.press('Control+B');
			for (const [name, title, beside] of STEPS) {
				await openStep(page, title, beside);
				await context.inEveryLook(name, walkthroughFaults(beside));
			}
		},
	},
];

/** Opens a step of the walkthrough in a wide window, until what stands beside it is there. */
async function openStep(page: Page, title: string, beside: string): Promise<void> {
	await page.setViewportSize({ width: 1600, height: 900 });
	const [, first] = STEPS[0];
	await until(`"${beside}" beside "${title}"`, async () => {
		await page.locator('.getting-started-step', { hasText: title }).click();
		const isShown = await besideStep(page, beside)
			.waitFor({ timeout: 3000 })
			.then(
				() => true,
				() => false,
			);
		// The editor shows it when the step is opened, and forgets to while it gets wider: once more.
		if (!isShown) await page.locator('.getting-started-step', { hasText: first }).click();
		return isShown;
	});
}

/** Types a host into the input box. */
async function answer(workbench: Workbench, host: string): Promise<void> {
	const input = workbench.page.locator('.quick-input-widget .quick-input-box input');
	await workbench.page.getByText('The machine that shares its cache').waitFor();
	await input.fill(host);
	await input.press('Enter');
}

/** Waits until the change is shown and a choice is offered. */
async function preview({ page }: Workbench): Promise<void> {
	await page.locator('.monaco-diff-editor .line-insert').first().waitFor();
	await page.getByText('Make these changes to local.conf?').first().waitFor();
}

async function isChanged(build: string, before: string): Promise<boolean> {
	return (await readFile(path.join(build, 'conf/local.conf'), 'utf8')) !== before;
}

/** A cache that is really shared, by the command line of the product. */
async function startShare(build: string) {
	const cli = path.resolve('dist/hashequiv.js');
	const shared: ChildProcess = spawn(
		process.execPath,
		[cli, 'share', '--build-dir', build, '--bind', '127.0.0.1:0', '--hashserv-bind', '127.0.0.1:0'],
		{ stdio: ['ignore', 'pipe', 'inherit'] },
	);
	let text = '';
	for await (const line of createInterface({ input: shared.stdout! })) {
		text += `${line}\n`;
		if (line.startsWith('BB_HASHSERVE_UPSTREAM')) break;
	}
	return {
		address: /http:\/\/(\S+)\/sstate/.exec(text)?.[1] ?? '',
		hashServer: /^BB_HASHSERVE_UPSTREAM = "(.*)"/m.exec(text)?.[1] ?? '',
		stop: async () => {
			const ended = once(shared, 'exit');
			shared.kill();
			await ended;
		},
	};
}

/** From a build to what it built instead of reusing it, and on to the reason. */
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import type { FrameLocator, Page } from 'playwright-core';
import { type Case, until } from '../../support/cases';
import { connectHashClient, hashOf } from '../../support/hashClient';
import type { UserContext } from '../context';
import { pageFaults, quickInputFaults } from '../legible';
import { appears } from '../quickInput';
import type { Workbench } from '../workbench';

const METHOD = 'oe.sstatesig.OEOuthashBasic';
const TITLE = 'Hash Equivalence: Show What Was Built Instead of Reused...';

export const ranCases: readonly Case<UserContext>[] = [
	{
		name: 'a build tells what it built instead of reusing it, and each task why and where it stands',
		async run(context) {
			const { workbench, build, address } = await playground(context);
			await workbench.command('Hash Equivalence: Start Hash Server');
			await workbench.statusItem(`Hash server: running ${address}`).waitFor();
			// One hash is known before the build begins, the other comes with it.
			await report(address, 1, 'zlib', 'package');
			const startedAt = Math.floor(Date.now() / 1000) * 1000 + 1000;
			await until('the build to begin', async () => Date.now() > startedAt);
			await report(address, 2, 'zlib', 'populate_sysroot');
			const log = await leaveBuild(build, startedAt);
			await workbench.closeNotifications();
			await workbench.openView('Hash Equivalence');
			await workbench.command('Hash Equivalence: Refresh');
			await workbench.treeRow('22 % match').click();
			const run = workbench.treeRow('22 %, 7 missed');
			await run.click();

			await rowOf(workbench, 'zlib').waitFor();
			assert.deepEqual(await workbench.picks(), [
				'zlib',
				'openssl',
				'curl',
				'busybox',
				'core-image-minimal',
			]);
			await context.inEveryLook('missed', quickInputFaults);
			await workbench.pick('zlib');
			await rowOf(workbench, 'New hash: first reported').waitFor();
			await rowOf(workbench, 'Object missing: hash known').waitFor();
			// Off the row, whose colours are then the editor's own.
			await workbench.page.mouse.move(0, 0);
			await context.inEveryLook('missed-task', quickInputFaults);

			await rowOf(workbench, 'Object missing').click();
			const explore = webview(workbench.page);
			await until('the class in Explore', async () => {
				return (await explore.locator('[data-class]').count()) === 1;
			});
			assert.equal(await explore.getByRole('searchbox').inputValue(), hashOf(1));
			await untilFocused(workbench.page);

			// Back, to a task that no server has heard of: its name is looked for.
			await workbench.command(TITLE);
			await workbench.pick('curl');
			await workbench.page.locator('.quick-input-titlebar .codicon-quick-input-back').click();
			await workbench.pick('openssl');
			await rowOf(workbench, 'no signature is left').first().click();
			await until('the name in Explore', async () => {
				return (await explore.getByRole('searchbox').inputValue()).startsWith('openssl do_');
			});

			await until('the recipes again', async () => {
				// The page takes the focus when it comes to the front, and a quick pick closes then.
				await run.click();
				return appears(rowOf(workbench, 'busybox'));
			});
			await workbench.pick('busybox');
			await workbench.pick('do_compile');
			await workbench.tab(log).waitFor();
			await until('the line of the task', async () =>
				(await workbench.page.locator('.view-line').allInnerTexts())
					.join()
					.includes('busybox_1.36.1.bb:do_compile'),
			);
		},
	},
	{
		name: 'what is found in Explore is exported as a new file',
		async run(context) {
			const { workbench, address } = await playground(context);
			await workbench.command('Hash Equivalence: Start Hash Server');
			await workbench.statusItem(`Hash server: running ${address}`).waitFor();
			await report(address, 1, 'zlib', 'package');
			await workbench.closeNotifications();
			await workbench.command('Hash Equivalence: Explore Equivalences');
			const explore = webview(workbench.page);
			await explore.getByRole('button', { name: /^zlib/ }).click();
			await explore.getByRole('button', { name: 'Export this class...' }).waitFor();
			await context.inEveryLook('explore-export', pageFaults(explore));
			await explore.getByRole('button', { name: 'Export what was found...' }).click();
			await workbench.pick('CSV');
			await until('the exported text', async () => {
				const lines = await workbench.page.locator('.view-line').allInnerTexts();
				const text = lines.join('\n').replaceAll('\u00a0', ' ');
				return text.includes('PN,PV,task,method,unihash') && text.includes(`zlib,1.3.1,package`);
			});
		},
	},
];

/** A window on a build whose hash server is to be this window's. */
async function playground(context: UserContext) {
	const address = await context.freeAddress();
	const build = await context.build(`DISTRO = "poky"\nBB_HASHSERVE = "${address}"\n`);
	const workbench = await context.window(build, { 'hashEquivalence.server.address': address });
	await workbench.statusItem('Hash server: stopped').waitFor();
	return { workbench, build, address };
}

function rowOf({ page }: Workbench, text: string) {
	return page.locator('.quick-input-list .monaco-list-row', { hasText: text });
}

/** The page in the editor's web view; there is one at a time. */
function webview(page: Page): FrameLocator {
	return page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
}

/** Waits until the page in a web view has the focus: it would take it from a quick pick. */
function untilFocused(page: Page): Promise<unknown> {
	return until('the web view to have the focus', () =>
		page.evaluate("document.activeElement?.matches('iframe.webview.ready') ?? false"),
	);
}

async function report(address: string, task: number, PN: string, name: string): Promise<void> {
	const client = await connectHashClient(address);
	await client.request({
		report: {
			method: METHOD,
			taskhash: hashOf(task),
			unihash: hashOf(task),
			outhash: hashOf(1000 + task),
			PN,
			PV: '1.3.1',
			PR: 'r0',
			task: name,
		},
	});
	client.close();
}

const RECIPES = '/srv/yocto/poky/meta/recipes-';
const RAN: readonly (readonly [file: string, tasks: string])[] = [
	['core/zlib/zlib_1.3.1.bb', 'fetch unpack patch populate_lic prepare_recipe_sysroot configure'],
	['core/zlib/zlib_1.3.1.bb', 'compile install populate_sysroot package packagedata'],
	['connectivity/openssl/openssl_3.2.1.bb', 'configure compile install populate_sysroot package'],
	['support/curl/curl_8.7.1.bb', 'configure compile install populate_sysroot'],
	['core/busybox/busybox_1.36.1.bb', 'configure compile install package'],
	['core/images/core-image-minimal.bb', 'rootfs image'],
];

/** What a build leaves behind: its console log, and signatures of two tasks. Answers the log's name. */
async function leaveBuild(build: string, startedAt: number): Promise<string> {
	const name = `${new Date(startedAt).toISOString().replace(/\D/g, '').slice(0, 14)}.log`;
	const tasks = RAN.flatMap(([file, names]) =>
		names.split(' ').map((task) => `(${RECIPES}${file}:do_${task})`),
	);
	const lines = [
		'NOTE: Resolving any missing task queue dependencies',
		'Sstate summary: Wanted 9 Local 2 Mirrors 0 Missed 7 Current 0 (22% match, 0% complete)',
		'NOTE: Executing Tasks',
		...tasks.map((task, index) => `NOTE: Running task ${index + 1} of ${tasks.length} ${task}`),
		"NOTE: Tasks Summary: Attempted 31 tasks of which 4 didn't need to be rerun and all succeeded.",
	];
	await leave(build, `tmp/log/cooker/qemux86-64/${name}`, `${lines.join('\n')}\n`);
	for (const [number, task] of [
		[1, 'package'],
		[2, 'populate_sysroot'],
	] as const) {
		const hash = hashOf(number);
		const stamp = `tmp/stamps/core2-64-poky-linux/zlib/1.3.1.do_${task}.sigdata.${hash}`;
		await leave(build, stamp, zstdCompressSync(JSON.stringify({ taskhash: hash })));
	}
	return name;
}

async function leave(build: string, name: string, data: string | Buffer): Promise<void> {
	const file = path.join(build, name);
	await mkdir(path.dirname(file), { recursive: true });
	await writeFile(file, data);
}

/** The dashboard and the view of equivalences, while a build reports to a real server. */
import assert from 'node:assert/strict';
import type { FrameLocator, Page } from 'playwright-core';
import { type Case, until } from '../../support/cases';
import { connectHashClient, hashOf } from '../../support/hashClient';
import type { UserContext } from '../context';
import { hasStored } from '../stored';

const METHOD = 'oe.sstatesig.OEOuthashBasic';

export const dashboardCases: readonly Case<UserContext>[] = [
	{
		name: 'the dashboard starts the server and shows what builds do with it',
		async run(context) {
			const { workbench, address } = await playground(context);
			await workbench.openView('Hash Equivalence');
			await workbench.page.getByRole('button', { name: 'Open Dashboard' }).click();
			const dashboard = webview(workbench.page);
			await dashboard.getByText('Not running').waitFor();
			await dashboard.getByRole('button', { name: 'Start Hash Server' }).click();
			await dashboard.getByText(`Running in this window at ${address}`).waitFor();

			const client = await reportSome(address);
			const value = (tile: string) =>
				dashboard.locator(`[data-tile="${tile}"] .value > span`).first().textContent();
			await until('the dashboard to count', async () => {
				const tiles = ['rebuildsAvoided', 'unihashes', 'clients'].map(value);
				return (await Promise.all(tiles)).join() === '1,3,1';
			});
			await dashboard
				.getByRole('cell', { name: /127\.0\.0\.1/ })
				.first()
				.waitFor();
			await workbench.closeNotifications();
			await client.busy(4_000);
			await context.picture('dashboard');
			client.close();

			await until('the page to be stored', () =>
				hasStored(workbench.page, 'hashEquivalence.dashboard'),
			);
			await workbench.page.reload();
			await workbench.ready();
			await dashboard.getByRole('heading', { name: 'Hash server' }).waitFor();
			await dashboard.getByText('Not running').waitFor();
		},
	},
	{
		name: 'equivalences are found by recipe and by hash, compared and removed',
		async run(context) {
			const { workbench, address } = await playground(context);
			await workbench.command('Hash Equivalence: Start Hash Server');
			await workbench.statusItem(`Hash server: running ${address}`).waitFor();
			const client = await reportSome(address);
			await workbench.closeNotifications();
			await workbench.command('Hash Equivalence: Explore Equivalences');
			const explore = webview(workbench.page);
			const found = explore.locator('[data-class]');
			await until('both classes', async () => (await found.count()) === 2);

			const box = explore.getByRole('searchbox');
			await box.fill('perl');
			await until('one class', async () => (await found.count()) === 1);
			await box.fill(hashOf(2).slice(0, 8));
			await explore.getByRole('button', { name: /^busybox/ }).click();
			const rows = explore.locator('[data-row]');
			await until('both tasks of the class', async () => (await rows.count()) === 2);
			await context.picture('explore');

			await rows
				.first()
				.getByRole('button', { name: /^Compare the output/ })
				.click();
			await box.fill('perl');
			await explore.getByRole('button', { name: /^perl/ }).click();
			await until('the other class', async () => (await rows.count()) === 1);
			await rows
				.first()
				.getByRole('button', { name: /^Compare the output/ })
				.click();
			await explore.getByRole('button', { name: 'Compare (2 of 2 chosen)' }).click();
			await until('both outputs', async () => {
				const lines = await workbench.page
					.locator('.monaco-diff-editor .view-line')
					.allInnerTexts();
				const text = lines.join('\n');
				return text.includes('usr/bin/busybox') && text.includes('usr/bin/perl');
			});

			await workbench.command('Hash Equivalence: Explore Equivalences');
			await explore.getByRole('button', { name: 'Remove All...' }).click();
			const dialog = workbench.page.locator('.monaco-dialog-box');
			assert.match((await dialog.textContent()) ?? '', /Rows: 2, of 1 taskhashes/);
			await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
			await explore.getByText('Nothing found').waitFor();
			assert.equal(await client.unihashOf(3), null);
			assert.equal(await client.unihashOf(2), hashOf(1));
			client.close();
		},
	},
];

/** A window on a build directory whose server has an address of its own. */
async function playground(context: UserContext) {
	const address = await context.freeAddress();
	const build = await context.build();
	const workbench = await context.window(build, { 'hashEquivalence.server.address': address });
	await workbench.statusItem('Hash server: stopped').waitFor();
	return { workbench, address };
}

/** The page in the editor's web view; there is one at a time. */
function webview(page: Page): FrameLocator {
	return page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
}

interface Build {
	/** Asks for so many milliseconds, as a build does. */
	busy(milliseconds: number): Promise<void>;
	unihashOf(task: number): Promise<unknown>;
	close(): void;
}

/** Reports two equal tasks of one recipe and a task of another, and stays connected. */
async function reportSome(address: string): Promise<Build> {
	const client = await connectHashClient(address);
	const report = (task: number, output: number, PN: string) =>
		client.request({
			report: {
				method: METHOD,
				taskhash: hashOf(task),
				unihash: hashOf(task),
				outhash: hashOf(1000 + output),
				owner: 'builder',
				PN,
				PV: '1.36.1',
				PR: 'r0',
				task: 'package',
				outhash_siginfo: `OEOuthashBasic\ndrwxr-xr-x usr/bin\n-rwxr-xr-x usr/bin/${PN}\n`,
			},
		});
	await report(1, 1, 'busybox');
	await report(2, 1, 'busybox');
	await report(3, 3, 'perl');
	const get = (task: number) => client.request({ get: { method: METHOD, taskhash: hashOf(task) } });
	return {
		busy: async (milliseconds) => {
			const end = Date.now() + milliseconds;
			for (let task = 0; Date.now() < end; task++) await get(task % 4);
		},
		unihashOf: async (task) => {
			const reply = (await get(task)) as { unihash: string } | null;
			return reply === null ? null : reply.unihash;
		},
		close: () => client.close(),
	};
}

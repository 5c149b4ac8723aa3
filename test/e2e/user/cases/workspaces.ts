/** What the window shows: no folder, one without builds, or several builds. */
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { type Case, until } from '../../support/cases';
import { answersPing } from '../../support/hashClient';
import type { UserContext } from '../context';
import { codesOf } from '../findings';

export const workspaceCases: readonly Case<UserContext>[] = [
	{
		name: 'the command palette lists the commands that can be used',
		async run(context) {
			const workbench = await context.window(await context.build());
			await workbench.statusItem('Hash server: stopped').waitFor();
			const expected = [
				'Hash Equivalence: Choose Build Directory...',
				'Hash Equivalence: Connect to a Shared Cache...',
				'Hash Equivalence: Explore Equivalences',
				'Hash Equivalence: Focus on Status View',
				'Hash Equivalence: Open Dashboard',
				'Hash Equivalence: Open Settings',
				'Hash Equivalence: Refresh',
				'Hash Equivalence: Run Doctor',
				'Hash Equivalence: Share My Cache...',
				'Hash Equivalence: Show Log',
				'Hash Equivalence: Show Menu',
				'Hash Equivalence: Show What Was Built Instead of Reused...',
				'Hash Equivalence: Start Hash Server',
				"Hash Equivalence: Use the Yocto Project's Public Cache",
				'Hash Equivalence: Use This Server in local.conf',
			];
			await workbench.untilCommands('Hash Equivalence:', (titles) =>
				isDeepStrictEqual(
					titles.filter((title) => title.startsWith('Hash Equivalence:')),
					expected,
				),
			);
		},
	},
	{
		name: 'a folder without a build directory says so, and stays out of the status bar',
		async run(context) {
			const folder = path.join(context.folder, 'empty');
			await mkdir(folder, { recursive: true });
			const workbench = await context.window(folder);
			await workbench.openView('Hash Equivalence');
			await workbench.page
				.getByText('No build directory with a conf/local.conf was found.')
				.waitFor();
			assert.equal(await workbench.statusItem('Hash server').count(), 0);
		},
	},
	{
		name: 'a window without a folder offers to open one, and can run the server all the same',
		async run(context) {
			const workbench = await context.window();
			await workbench.openView('Hash Equivalence');
			await workbench.page.getByText('Open a folder with a build directory').waitFor();
			await workbench.page.getByRole('button', { name: 'Open Folder' }).first().waitFor();
			await workbench.command('Hash Equivalence: Start Hash Server');
			await workbench.statusItem(`Hash server: running ${context.defaultAddress}`).waitFor();
			assert.equal(await answersPing(context.defaultAddress), true);
		},
	},
	{
		name: 'in Restricted Mode files are checked, and the server starts only after trust is given',
		async run(context) {
			const build = await context.build('BB_HASHSERVE = "auto" # why\n');
			const workbench = await context.restrictedWindow(build);
			await workbench.open('conf/local.conf');
			await workbench.untilProblems('the comment', (all) => codesOf(all).includes('unparsed-line'));

			await workbench.command('Hash Equivalence: Start Hash Server');
			const refusal = await workbench.notification('only in a trusted workspace');
			assert.equal(await answersPing(context.restrictedDefaultAddress), false);

			await refusal.getByRole('button', { name: 'Manage Workspace Trust' }).click();
			await workbench.page.getByRole('button', { name: 'Trust', exact: true }).click();
			await workbench.statusItem('Restricted Mode').waitFor({ state: 'hidden' });
			await workbench.command('Hash Equivalence: Start Hash Server');
			await workbench
				.statusItem(`Hash server: running ${context.restrictedDefaultAddress}`)
				.waitFor();
			assert.equal(await answersPing(context.restrictedDefaultAddress), true);
		},
	},
	{
		name: 'several builds are listed, and Use This Server asks which one is meant',
		async run(context) {
			await context.build('BB_HASHSERVE = "auto"\n', 'build-a');
			await context.build('BB_HASHSERVE = "auto"\n', 'build-b');
			const address = await context.freeAddress();
			const workbench = await context.window(context.folder, {
				'hashEquivalence.server.address': address,
			});
			await workbench.openView('Hash Equivalence');
			await until('both builds', async () => {
				const rows = await workbench.treeRows();
				return ['build-a', 'build-b'].every((name) => rows.some((row) => row.startsWith(name)));
			});
			await workbench.command('Hash Equivalence: Start Hash Server');
			await workbench.statusItem(`Hash server: running ${address}`).waitFor();
			await workbench.command('Hash Equivalence: Use This Server in local.conf');
			assert.deepEqual(await workbench.picks(), ['build-a', 'build-b', 'Browse...']);
			await workbench.pick('build-b');
			await until('the edit', async () =>
				(await workbench.editor.visibleLines()).includes(`BB_HASHSERVE = "${address}"`),
			);
			await workbench.page.locator('.breadcrumbs-control', { hasText: 'build-b' }).waitFor();
		},
	},
	{
		name: 'commands are about the build directory that was chosen',
		async run(context) {
			await context.build('BB_HASHSERVE = "auto"\n', 'build-a');
			await context.build('BB_HASHSERVE = "auto"\n', 'build-b');
			const address = await context.freeAddress();
			const workbench = await context.window(context.folder, {
				'hashEquivalence.server.address': address,
			});
			await workbench.openView('Hash Equivalence');
			await until('both builds', async () => {
				const rows = await workbench.treeRows();
				return ['build-a', 'build-b'].every((name) => rows.some((row) => row.startsWith(name)));
			});
			await workbench.command('Hash Equivalence: Choose Build Directory...');
			assert.deepEqual(await workbench.picks(), ['build-a', 'build-b', 'Browse...']);
			await workbench.pick('build-a');
			await workbench.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
			await workbench.command('Hash Equivalence: Start Hash Server');
			await workbench.statusItem(`Hash server: running ${address}`).waitFor();
			await workbench.command('Hash Equivalence: Use This Server in local.conf');
			await workbench.page.locator('.breadcrumbs-control', { hasText: 'build-a' }).waitFor();
			await until('the edit', async () =>
				(await workbench.editor.visibleLines()).includes(`BB_HASHSERVE = "${address}"`),
			);
		},
	},
];

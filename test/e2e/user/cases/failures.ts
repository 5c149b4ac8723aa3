/** A hash server that failed, or may not be started: why, and what to do, in the status view. */
import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { type Case, until } from '../../support/cases';
import { connectHashClient, hashOf } from '../../support/hashClient';
import type { UserContext } from '../context';
import { statusViewFaults, viewMessageFaults } from '../legible';
import { vanishes } from '../quickInput';

export const failureCases: readonly Case<UserContext>[] = [
	{
		name: 'a failed server says why in full above the tree, and leads to settings that mend it',
		async run(context) {
			const address = await context.freeAddress();
			const workbench = await context.window(await context.build(), {
				'hashEquivalence.server.address': address,
			});
			await workbench.openView('Hash Equivalence');
			await workbench.statusItem('Hash server: stopped').waitFor();
			const blocker = await context.occupy(address);
			await workbench.command('Hash Equivalence: Start Hash Server');
			await workbench.statusItem('Hash server: failed').waitFor();
			await workbench.closeNotifications();
			await context.inEveryLook('failed', async (page, look) => [
				...(await statusViewFaults(page, look)),
				...(await viewMessageFaults(`${address} is taken`, 'is free.')(page, look)),
			]);

			const addressSetting = workbench.page.locator('.settings-editor', {
				hasText: 'HOST:PORT at which the hash server listens',
			});
			for (const open of [
				() => workbench.treeRow('Open settings').click(),
				() => workbench.command('Hash Equivalence: Open Settings'),
			]) {
				await open();
				await addressSetting.waitFor();
				await until('the settings to be closed', async () => {
					await workbench.page.keyboard.press('Escape');
					return vanishes(addressSetting);
				});
			}

			await workbench.statusItem('Hash server: failed').click();
			await workbench.pick('Leave It Stopped');
			await workbench.statusItem('Hash server: stopped').waitFor();
			await workbench.page
				.locator('.part.sidebar .message', { hasText: `${address} is taken` })
				.waitFor({ state: 'hidden' });

			await workbench.command('Hash Equivalence: Start Hash Server');
			await workbench.treeRow(/^Start at 127\.0\.0\.1:\d+/).click();
			await workbench.statusItem(/Hash server: running 127\.0\.0\.1:\d+/).waitFor();
			blocker.close();
		},
	},
	{
		name: 'a database that fails while the server runs is told at once, with what that costs',
		async run(context) {
			const address = await context.freeAddress();
			const build = await context.build();
			const workbench = await context.window(build, { 'hashEquivalence.server.address': address });
			await workbench.openView('Hash Equivalence');
			await workbench.statusItem('Hash server: stopped').waitFor();
			await workbench.command('Hash Equivalence: Start Hash Server');
			await workbench.statusItem(`Hash server: running ${address}`).waitFor();
			await workbench.closeNotifications();

			await rm(path.join(build, 'sstate-cache/hashserv.db'));
			const client = await connectHashClient(address);
			const [taskhash, outhash] = [hashOf(1), hashOf(2)];
			const method = 'oe.sstatesig.OEOuthashBasic';
			await assert.rejects(
				client.request({ report: { method, taskhash, outhash, unihash: taskhash } }),
			);
			await workbench.notification('what they report is lost');
			await workbench.closeNotifications();
			await context.inEveryLook('database-failed', async (page, look) => [
				...(await statusViewFaults(page, look)),
				...(await viewMessageFaults('The hash server cannot use', 'could have reused.')(
					page,
					look,
				)),
			]);

			await workbench.command('Hash Equivalence: Restart Hash Server');
			await workbench.page
				.locator('.part.sidebar .message', { hasText: 'what they report is lost' })
				.waitFor({ state: 'hidden' });
		},
	},
	{
		name: 'in Restricted Mode the view offers trust, and no start',
		async run(context) {
			const workbench = await context.restrictedWindow(await context.build());
			await workbench.openView('Hash Equivalence');
			const trust = workbench.treeRow('Manage workspace trust');
			await trust.waitFor();
			await context.inEveryLook('restricted', async (page, look) => [
				...(await statusViewFaults(page, look)),
				...(await viewMessageFaults('In Restricted Mode', 'Files are checked.')(page, look)),
			]);
			const start = workbench.page.locator('.part.sidebar').getByRole('button', {
				name: 'Start Hash Server',
			});
			await workbench.treeRow(/^Hash server ?stopped/).hover();
			await workbench.page.getByRole('button', { name: 'Open Dashboard' }).first().waitFor();
			assert.equal(await start.count(), 0);

			await trust.click();
			await workbench.page.getByRole('button', { name: 'Trust', exact: true }).click();
			await until('a way to start the server', async () => (await start.count()) > 0);
			await trust.waitFor({ state: 'hidden' });
		},
	},
];

/** Commands that no other case has a reason to run. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { type Case, until } from '../../support/cases';
import { answersPing, connectHashClient } from '../../support/hashClient';
import type { UserContext } from '../context';
import { quickInputFaults } from '../legible';

export const commandCases: readonly Case<UserContext>[] = [
	{
		name: 'a running server is restarted, and its database, menu and log are shown',
		async run(context) {
			const address = await context.freeAddress();
			const build = await context.build();
			const workbench = await context.window(build, { 'hashEquivalence.server.address': address });
			await workbench.statusItem('Hash server: stopped').waitFor();
			await workbench.command('Hash Equivalence: Start Hash Server');
			await workbench.statusItem(`Hash server: running ${address}`).waitFor();

			const client = await connectHashClient(address);
			await workbench.command('Hash Equivalence: Restart Hash Server');
			await until('the connection to the old server to end', () =>
				client.request({ ping: {} }).then(
					() => false,
					() => true,
				),
			);
			client.close();
			await workbench.statusItem(`Hash server: running ${address}`).waitFor();
			await until('the new server', () => answersPing(address));
			await workbench.closeNotifications();

			await workbench.command('Hash Equivalence: Open Database Folder');
			const shown = await workbench.notification('The database is');
			await shown.getByRole('button', { name: 'Copy Path' }).click();
			const database = path.join(build, 'sstate-cache/hashserv.db');
			await until('its path', async () => (await workbench.clipboard()) === database);

			await workbench.command('Hash Equivalence: Show Menu');
			await until('the menu', async () =>
				(await workbench.picks()).some((label) => label.includes('Stop Hash Server')),
			);
			await context.inEveryLook('menu', quickInputFaults);
			await workbench.pick('Show Log');
			const channel = workbench.page.locator('.part.panel select.monaco-select-box').first();
			await until(
				'our channel of the output',
				async () => (await channel.inputValue()) === 'Yocto Hash Equivalence',
			);
			// What is in it is not seen here: this editor lacks the module that writes logs.
		},
	},
	{
		name: 'the status view leads to the lines that set what it shows',
		async run(context) {
			const workbench = await context.window(await context.build());
			await workbench.openView('Hash Equivalence');
			await workbench.treeRow('Handler: OEEquivHash').click();
			await workbench.tab('poky.conf').waitFor();
			const line = workbench.page.locator('.view-line', { hasText: 'BB_SIGNATURE_HANDLER' });
			await line.first().waitFor();

			const row = workbench.treeRow(/^build/);
			await workbench.pressIn(row, 'Open Configuration File');
			await workbench.tab('local.conf').waitFor();
			assert.equal(await workbench.isDirty('local.conf'), false);
		},
	},
];

/** What the status view looks like in every theme and width, whatever happens. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { type Case, until } from '../../support/cases';
import { lockDatabase } from '../../support/database';
import type { UserContext } from '../context';
import { languageServers, signal } from '../languageServers';
import { statusViewFaults, welcomeFaults } from '../legible';

export const lookCases: readonly Case<UserContext>[] = [
	{
		name: 'the status view can be read in every theme and width, whatever the server does',
		async run(context) {
			const address = await context.freeAddress();
			const build = await context.build();
			await leaveLog(build);
			const before = await languageServers(context.workFolder);
			const workbench = await context.window(build, {
				'hashEquivalence.server.address': address,
				// Nobody listens there.
				'hashEquivalence.server.upstream': '127.0.0.1:9',
			});
			await workbench.openView('Hash Equivalence');
			await workbench.treeRow('Last builds').click();
			await workbench.treeRow('1,774 missed').waitFor();
			await context.inEveryLook('status-stopped', statusViewFaults);

			// Whoever listens there and says nothing is no hash server.
			const silent = createServer();
			silent.listen(Number(address.split(':')[1]), '127.0.0.1').unref();
			await once(silent, 'listening');
			await workbench.command('Hash Equivalence: Start Hash Server');
			await workbench.notification(address);
			await workbench.statusItem('Hash server: failed').waitFor();
			await context.inEveryLook('status-failed', statusViewFaults);
			silent.close();
			await workbench.closeNotifications();

			const [process_] = await languageServers(context.workFolder, before);
			assert.ok(process_, 'no language server runs');
			const database = await lockDatabase(path.join(build, 'sstate-cache/hashserv.db'));
			try {
				await workbench.command('Hash Equivalence: Start Hash Server');
				await workbench.statusItem(`Hash server: starting ${address}`).waitFor();
				signal(process_, 'SIGSTOP');
				await context.inEveryLook('status-starting', statusViewFaults);
			} finally {
				database.close();
				signal(process_, 'SIGCONT');
			}

			await workbench.statusItem(`Hash server: running ${address}`).waitFor();
			await workbench.treeRow('Upstream: down').waitFor();
			await workbench.closeNotifications();
			await workbench.command('Hash Equivalence: Share My Cache...');
			await workbench.pick('This machine only');
			await until('the parts to share', async () =>
				(await workbench.picks()).includes('Hash equivalences'),
			);
			await workbench.page.keyboard.press('Enter');
			await workbench.notification('The cache is shared at');
			await workbench.closeNotifications();
			await context.inEveryLook('status-running', statusViewFaults);
		},
	},
	{
		name: 'without a build the view says why, in every theme and width',
		async run(context) {
			const folder = path.join(context.folder, 'empty');
			await mkdir(folder, { recursive: true });
			const before = await languageServers(context.workFolder);
			const workbench = await context.window(folder);
			// Without a build in the folder nothing starts before the view is opened.
			const goOn = await context.hold('server.js');
			try {
				await workbench.openView('Hash Equivalence');
				await workbench.page.getByText('Looking for build directories...').waitFor();
				await context.inEveryLook('welcome-loading', welcomeFaults);
			} finally {
				await goOn();
			}
			await workbench.page.getByText('No build directory with a conf/local.conf').waitFor();
			await context.inEveryLook('welcome-no-build', welcomeFaults);

			const gone = workbench.page.getByText('The language server is not running');
			await until('the language server to stay down', async () => {
				for (const id of await languageServers(context.workFolder, before)) signal(id, 'SIGKILL');
				return gone.isVisible();
			});
			await workbench.closeNotifications();
			await context.inEveryLook('welcome-down', welcomeFaults);
			await workbench.page.getByRole('button', { name: 'Show Log' }).click();
			await workbench.page.getByText('Hash Equivalence', { exact: false }).first().waitFor();
		},
	},
	{
		name: 'without a folder, and in Restricted Mode, the view says so in every theme and width',
		async run(context) {
			const none = await context.window();
			await none.openView('Hash Equivalence');
			await none.page.getByText('Open a folder with a build directory').waitFor();
			await context.inEveryLook('welcome-no-folder', welcomeFaults);

			const folder = path.join(context.folder, 'empty');
			await mkdir(folder, { recursive: true });
			const restricted = await context.restrictedWindow(folder);
			await restricted.openView('Hash Equivalence');
			await restricted.page.getByText('In Restricted Mode the hash server does not').waitFor();
			await context.inEveryLook('welcome-restricted', welcomeFaults);
		},
	},
];

/** What BitBake writes at the end of a build that found next to nothing. */
async function leaveLog(build: string): Promise<void> {
	const folder = path.join(build, 'tmp/log/cooker/qemux86-64');
	const time = new Date(Date.now() - 3600_000).toISOString().replace(/\D/g, '').slice(0, 14);
	await mkdir(folder, { recursive: true });
	await writeFile(
		path.join(folder, `${time}.log`),
		'Sstate summary: Wanted 1867 Local 0 Mirrors 93 Missed 1774 Current 0 (4% match, 0% complete)\n',
	);
}

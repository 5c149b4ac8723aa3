/** What the dashboard looks like in every theme and width: without a server, while builds use one, and when it is gone. */
import type { FrameLocator, Page } from 'playwright-core';
import { type Case, until } from '../../support/cases';
import { connectHashClient, hashOf } from '../../support/hashClient';
import type { UserContext } from '../context';
import { dashboardFaults } from '../dashboardFaults';

const METHOD = 'oe.sstatesig.OEOuthashBasic';

export const dashboardLookCases: readonly Case<UserContext>[] = [
	{
		name: 'the dashboard can be read in every theme and width, whatever the server does',
		async run(context) {
			const address = await context.freeAddress();
			const workbench = await context.window(await context.build(), {
				'hashEquivalence.server.address': address,
				// Nobody listens there.
				'hashEquivalence.server.upstream': '127.0.0.1:9',
			});
			await workbench.statusItem('Hash server: stopped').waitFor();
			await workbench.command('Hash Equivalence: Open Dashboard');
			const dashboard = pageIn(workbench.page);
			await dashboard.getByText('Not running').waitFor();
			await context.inEveryLook('dashboard-stopped', dashboardFaults(dashboard, 0));

			await workbench.command('Hash Equivalence: Start Hash Server');
			await dashboard.getByText(`Running in this window at ${address}`).waitFor();
			await workbench.closeNotifications();
			const builds = build(address);
			try {
				await until('the build to be seen', async () => {
					const found = dashboard.locator('[data-tile="hitRate"] .value');
					return /\d/.test((await found.textContent()) ?? '');
				});
				const explain = dashboard.getByRole('button', { name: 'Explain the Numbers' });
				await explain.click();
				await context.inEveryLook('dashboard-explained', dashboardFaults(dashboard, 3));
				await explain.click();
				await context.inEveryLook('dashboard-running', dashboardFaults(dashboard, 3));
			} finally {
				await builds.end();
			}

			await dashboard.getByRole('button', { name: 'Choose Server...' }).click();
			await workbench.pick('Another server...');
			await workbench.page.locator('.quick-input-widget input').fill('127.0.0.1:9');
			await workbench.page.keyboard.press('Enter');
			await dashboard.getByText('No answer from 127.0.0.1:9').waitFor();
			await context.inEveryLook('dashboard-unreachable', dashboardFaults(dashboard, 0));
		},
	},
];

/** The page in the editor's web view; there is one at a time. */
function pageIn(page: Page): FrameLocator {
	return page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
}

/** Reports and asks, as a build does, until it is told to end. */
function build(address: string): { end(): Promise<void> } {
	let isOver = false;
	const work = async (): Promise<void> => {
		const client = await connectHashClient(address);
		for (let task = 0; !isOver; task++) {
			const taskhash = hashOf(task);
			const outhash = hashOf(1_000_000 + Math.floor(task / 2));
			await client.request({ report: { method: METHOD, taskhash, outhash, unihash: taskhash } });
			await client.request({ get: { method: METHOD, taskhash: hashOf(2 * task) } });
			await new Promise((resolve) => setTimeout(resolve, 20));
		}
		client.close();
	};
	const working = work();
	return {
		end: () => {
			isOver = true;
			return working;
		},
	};
}

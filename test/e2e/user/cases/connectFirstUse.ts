/** The first minute with the product, counted: from a folder to a server that a build uses. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { type Case, until } from '../../support/cases';
import { connectHashClient, hashOf } from '../../support/hashClient';
import type { UserContext } from '../context';

const METHOD = 'oe.sstatesig.OEOuthashBasic';

export const firstUseCases: readonly Case<UserContext>[] = [
	{
		name: 'from a folder to a build with a running server takes less than a minute and five clicks',
		async run(context) {
			const address = await context.freeAddress();
			const build = await context.build('MACHINE = "qemux86-64"\nDISTRO = "poky"\n');
			const file = path.join(build, 'conf/local.conf');
			let clicks = 0;
			const click = async (target: Locator): Promise<void> => {
				await target.click();
				clicks++;
			};

			const start = performance.now();
			const workbench = await context.window(build, { 'hashEquivalence.server.address': address });
			const { page } = workbench;
			await click(page.locator('.activitybar .action-label[aria-label^="Hash Equivalence"]'));
			await click(workbench.treeRow('Start one on this machine'));
			const running = await workbench.notification(`The hash server is running at ${address}`);
			await click(running.getByRole('button', { name: 'Use in local.conf' }));
			await until('the edit', () => workbench.isDirty('local.conf'));
			// Saved with the keyboard, which counts as much.
			await page.keyboard.press('Control+S');
			clicks++;
			await until('the setting on the disk', async () =>
				(await readFile(file, 'utf8')).includes(`BB_HASHSERVE = "${address}"`),
			);

			const client = await connectHashClient(address);
			const task = { method: METHOD, taskhash: hashOf(1) };
			await client.request({ report: { ...task, outhash: hashOf(2), unihash: hashOf(1) } });
			const found = (await client.request({ get: task })) as { unihash: string } | null;
			client.close();
			const seconds = (performance.now() - start) / 1000;
			console.log(`# first use: ${clicks} clicks, ${seconds.toFixed(1)} s`);
			assert.equal(found?.unihash, hashOf(1));
			assert.ok(seconds < 60, `it took ${seconds} s`);
			assert.ok(clicks <= 5, `it took ${clicks} clicks`);
		},
	},
];

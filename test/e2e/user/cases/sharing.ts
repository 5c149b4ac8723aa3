/** A build's cache, shared with clicks. */
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Case, until } from '../../support/cases';
import type { UserContext } from '../context';
import { statusViewFaults } from '../legible';

const OBJECT = 'ab/cd/sstate:zlib::1.3.1+git:r0::12:abcd_package.tar.zst';

export const sharingCases: readonly Case<UserContext>[] = [
	{
		name: 'a cache is shared by command, seen in the status view, copied for clients, and stopped there',
		async run(context) {
			const build = await context.build(
				'BB_SIGNATURE_HANDLER = "OEEquivHash"\nBB_HASHSERVE = "auto"\n',
			);
			const object = path.join(build, 'sstate-cache', OBJECT);
			await mkdir(path.dirname(object), { recursive: true });
			await writeFile(object, 'object');
			const workbench = await context.window(build);
			await workbench.statusItem('Hash server: stopped').waitFor();

			await workbench.command('Hash Equivalence: Share My Cache...');
			await workbench.pick('This machine only');
			await until('the parts to share', async () =>
				(await workbench.picks()).includes('Hash equivalences'),
			);
			await workbench.page.keyboard.press('Enter');
			const shared = await workbench.notification('The cache is shared at');
			await shared.getByRole('button', { name: 'Copy Block for Clients' }).click();
			const block = await until('the block on the clipboard', async () => {
				const text = await workbench.clipboard();
				// A report that was copied before names variables, too.
				return text.includes('BB_HASHSERVE_UPSTREAM = ') && text;
			});
			const url = /file:\/\/\.\* (\S+)\/PATH;/.exec(block)?.[1];
			assert.match(block, /BB_HASHSERVE_UPSTREAM = "127\.0\.0\.1:\d+"/);
			assert.equal(await (await fetch(`${url}/${encodeURI(OBJECT)}`)).text(), 'object');

			await workbench.openView('Hash Equivalence');
			await until('the requests in the view', async () =>
				(await workbench.treeRows()).some((row) => row.includes('Requests: 1, 1 found')),
			);
			await context.inEveryLook('sharing', statusViewFaults);
			const row = workbench.treeRow(/^Sharing/);
			await workbench.page.evaluate("navigator.clipboard.writeText('')");
			await workbench.pressIn(row, 'Copy Block for Clients of My Cache');
			await until('the block once more', async () => (await workbench.clipboard()) === block);
			await workbench.pressIn(row, 'Stop Sharing My Cache');
			await row.waitFor({ state: 'detached' });
			await assert.rejects(fetch(`${url}/${OBJECT}`));
		},
	},
];

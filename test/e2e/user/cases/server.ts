/** The hash server, started and stopped with clicks while a client talks to it. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Case, until } from '../../support/cases';
import { lockDatabase } from '../../support/database';
import { answersPing, connectHashClient, hashOf } from '../../support/hashClient';
import type { UserContext } from '../context';
import { codesOf } from '../findings';
import { languageServers, signal } from '../languageServers';
import type { Workbench } from '../workbench';

const METHOD = 'oe.sstatesig.OEOuthashBasic';

export const serverCases: readonly Case<UserContext>[] = [
	{
		name: 'one click in the status view starts the server, and it keeps what builds report',
		async run(context) {
			const { workbench, address, build } = await playground(context);
			await workbench.openView('Hash Equivalence');
			await clickServerAction(workbench, 'Start Hash Server');
			await workbench.statusItem(`Hash server: running ${address}`).waitFor();

			assert.equal(await reportedAs(address, 1), hashOf(1));
			// The same output under another task hash is known by the first one's name.
			assert.equal(await reportedAs(address, 2, 1), hashOf(1));
			assert.ok(existsSync(path.join(build, 'sstate-cache/hashserv.db')));
			assert.equal(await lookUp(address, 1), hashOf(1));
			assert.equal(await lookUp(address, 4), null);
			await until('the view to count reports and look-ups', async () => {
				const rows = await workbench.treeRows();
				return (
					rows.includes('Reports stored: 2') &&
					rows.some((row) => /^Look-ups found: 50 % ?1 of 2$/.test(row))
				);
			});
			await workbench.open('conf/local.conf');
			await workbench.untilProblems('the findings', (all) => all.length > 0);
			await context.picture('server');

			await clickServerAction(workbench, 'Stop Hash Server');
			await workbench.statusItem('Hash server: stopped').waitFor();
			assert.equal(await answersPing(address), false);

			await clickServerAction(workbench, 'Start Hash Server');
			await workbench.statusItem(`Hash server: running ${address}`).waitFor();
			assert.equal(await lookUp(address, 2), hashOf(1));
			assert.equal(await lookUp(address, 3), null);
		},
	},
	{
		name: 'the code lens above BB_HASHSERVE starts the server',
		async run(context) {
			const { workbench, address } = await playground(context, 'BB_HASHSERVE = "auto"\n');
			const editor = await workbench.open('conf/local.conf');
			await editor.lens('Start hash server').click();
			await workbench.statusItem(`Hash server: running ${address}`).waitFor();
			assert.equal(await answersPing(address), true);
		},
	},
	{
		name: 'a click on the status bar opens a menu that starts and stops the server',
		async run(context) {
			const { workbench, address } = await playground(context);
			await workbench.statusItem('Hash server: stopped').click();
			await workbench.pick('Start Hash Server');
			await workbench.statusItem(`Hash server: running ${address}`).click();
			const entries = await workbench.picks();
			for (const entry of ['Use This Server', 'Copy Server Address', 'Stop Hash Server']) {
				assert.ok(
					entries.some((label) => label.includes(entry)),
					`no ${entry} in ${entries}`,
				);
			}
			await workbench.pick('Copy Server Address');
			await until('the clipboard', async () => (await workbench.clipboard()) === address);
			await workbench.statusItem(`Hash server: running ${address}`).click();
			await workbench.pick('Stop Hash Server');
			await workbench.statusItem('Hash server: stopped').waitFor();
			assert.equal(await answersPing(address), false);
		},
	},
	{
		name: 'Use This Server edits local.conf without saving, and undo restores it',
		async run(context) {
			const text = 'MACHINE = "qemux86-64"\nBB_HASHSERVE = "auto"\n';
			const { workbench, address, build } = await playground(context, text);
			const file = path.join(build, 'conf/local.conf');
			await workbench.command('Hash Equivalence: Start Hash Server');
			await workbench.statusItem(`Hash server: running ${address}`).waitFor();
			await workbench.command('Hash Equivalence: Use This Server in local.conf');

			const { editor } = workbench;
			await until('the edit', async () =>
				(await editor.visibleLines()).includes(`BB_HASHSERVE = "${address}"`),
			);
			assert.equal(await workbench.isDirty('local.conf'), true);
			assert.equal(await readFile(file, 'utf8'), text);
			await workbench.closeNotifications();
			await context.picture('use-server');

			await editor.focus();
			await editor.page.keyboard.press('Control+Z');
			await until('the edit to be undone', async () => !(await workbench.isDirty('local.conf')));
			await editor.shows(text);
		},
	},
	{
		name: 'a taken port is said, and one click starts the server at a free one',
		async run(context) {
			const { workbench, address } = await playground(context);
			const blocker = await context.occupy(address);
			try {
				await workbench.command('Hash Equivalence: Start Hash Server');
				const message = await workbench.notification(address);
				await message.getByRole('button', { name: /^Use 127\.0\.0\.1:\d+/ }).click();
				const running = workbench.statusItem(/Hash server: running 127\.0\.0\.1:\d+/);
				await running.waitFor();
				const other = /127\.0\.0\.1:\d+/.exec((await running.textContent()) ?? '')?.[0] ?? '';
				assert.notEqual(other, address);
				assert.equal(await answersPing(other), true);
			} finally {
				blocker.close();
			}
		},
	},
	{
		name: 'a start that waits for a lock is cancelled where its progress shows',
		async run(context) {
			const before = await languageServers(context.workFolder);
			const { workbench, address, build } = await playground(context);
			const [server] = await languageServers(context.workFolder, before);
			assert.ok(server, 'no language server runs');
			const database = await lockDatabase(path.join(build, 'sstate-cache/hashserv.db'));
			try {
				await workbench.openView('Hash Equivalence');
				await workbench.command('Hash Equivalence: Start Hash Server');
				await workbench.statusItem(`Hash server: starting ${address}`).waitFor();
				// It waits for five seconds, a person may take longer.
				signal(server, 'SIGSTOP');
				const progress = await workbench.notification('Starting the hash server');
				await progress.getByRole('button', { name: 'Cancel' }).click();
				signal(server, 'SIGCONT');
				// This shows for five seconds.
				await workbench.statusItem('The start of the hash server was cancelled').waitFor();
			} finally {
				signal(server, 'SIGCONT');
				database.close();
			}
			await workbench.statusItem('Hash server: stopped').waitFor();
			assert.equal(await answersPing(address), false);
			await until('no notification', async () => (await workbench.notifications()).length === 0);
		},
	},
	{
		name: 'the fix that starts the server of this editor also makes the build use it',
		async run(context) {
			const { workbench, address } = await playground(context);
			const editor = await workbench.open('conf/local.conf');
			const [warning] = await workbench.untilProblems('the warning', (all) =>
				codesOf(all).includes('mirror-without-hashserv'),
			);
			await editor.goTo(warning?.line ?? 0);
			await editor.quickFix('Start the hash server of this editor and use it');
			await workbench.statusItem(`Hash server: running ${address}`).waitFor();
			await workbench.untilProblems('no finding', (all) => all.length === 0);
			assert.ok((await editor.visibleLines()).includes(`BB_HASHSERVE = "${address}"`));
			assert.equal(await workbench.isDirty('local.conf'), true);
		},
	},
	{
		name: 'with the setting, the server starts by itself when a build is opened',
		async run(context) {
			const address = await context.freeAddress();
			const workbench = await context.window(await context.build(), {
				'hashEquivalence.server.address': address,
				'hashEquivalence.server.startAutomatically': true,
			});
			await workbench.statusItem(`Hash server: running ${address}`).waitFor();
			assert.equal(await answersPing(address), true);
		},
	},
	{
		name: 'a second window uses the server of the first',
		async run(context) {
			const { workbench: first, address, build } = await playground(context);
			await first.command('Hash Equivalence: Start Hash Server');
			await first.statusItem(`Hash server: running ${address}`).waitFor();
			const second = await context.window(build, { 'hashEquivalence.server.address': address });
			await second.statusItem('Hash server: stopped').waitFor();
			await second.command('Hash Equivalence: Start Hash Server');
			await second.statusItem(`Hash server: attached to ${address}`).waitFor();
			assert.equal(await answersPing(address), true);
		},
	},
	{
		name: 'closing the window ends the server',
		async run(context) {
			const { workbench, address } = await playground(context);
			await workbench.command('Hash Equivalence: Start Hash Server');
			await workbench.statusItem(`Hash server: running ${address}`).waitFor();
			await context.close();
			await until('the address to be free', async () => !(await answersPing(address)));
		},
	},
];

/** A window on a build directory whose server has an address of its own. */
async function playground(context: UserContext, localConf?: string) {
	const address = await context.freeAddress();
	const build = await context.build(localConf);
	const workbench = await context.window(build, { 'hashEquivalence.server.address': address });
	await workbench.statusItem('Hash server: stopped').waitFor();
	return { workbench, address, build };
}

/** The button on the server's row of the status view; it shows under the pointer. */
async function clickServerAction(workbench: Workbench, name: string): Promise<void> {
	const row = workbench.treeRow(/^Hash server(?!:)/);
	await workbench.pressIn(row, name);
}

/** Reports an output for a task, as a build does, and answers the unihash to use. */
async function reportedAs(address: string, task: number, output = task): Promise<unknown> {
	const client = await connectHashClient(address);
	const taskhash = hashOf(task);
	const report = { method: METHOD, taskhash, outhash: hashOf(1000 + output), unihash: taskhash };
	const reply = (await client.request({ report })) as { unihash: string };
	client.close();
	return reply.unihash;
}

/** The unihash a build would use for a task, or null. */
async function lookUp(address: string, task: number): Promise<unknown> {
	const client = await connectHashClient(address);
	const reply = (await client.request({ get: { method: METHOD, taskhash: hashOf(task) } })) as {
		unihash: string;
	} | null;
	client.close();
	return reply === null ? null : reply.unihash;
}

/** How a build did and why, as a person asks. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import path from 'node:path';
import type { FrameLocator } from 'playwright-core';
import { type Case, until } from '../../support/cases';
import type { UserContext } from '../context';
import { pageFaults } from '../legible';
import { hasStored } from '../stored';
import type { Workbench } from '../workbench';

export const doctorCases: readonly Case<UserContext>[] = [
	{
		name: 'the status view tells how much shared state the last builds found, and leads to the Doctor',
		async run(context) {
			const build = await context.build();
			await writeLog(build, hoursAgo(50), 1867, 1120);
			const newest = await writeLog(build, hoursAgo(26), 1867, 1736);
			const workbench = await context.window(build);
			await workbench.openView('Hash Equivalence');
			const node = workbench.treeRow('Last builds');
			await until('the last builds', async () =>
				(await workbench.treeRows()).some((row) => row.includes('92 % match · was 59 %')),
			);
			await node.click();
			await workbench.treeRow('92 %, 131 missed').waitFor();
			await context.picture('last-builds');

			await workbench.treeRow('92 %, 131 missed').click();
			await workbench.page.getByPlaceholder('No task ran in this build').waitFor();
			await workbench.page.getByRole('button', { name: 'Open Build Log' }).click();
			await workbench.tab(newest).waitFor();
			await workbench.editor.focus();

			// A new build that found nearly nothing.
			await writeLog(build, hoursAgo(1), 1867, 93);
			await workbench.command('Hash Equivalence: Refresh');
			await workbench.treeRow('Run Doctor').click();
			await workbench.page.locator('.tab', { hasText: 'Hash Equivalence Doctor' }).waitFor();
		},
	},
	{
		name: 'the Doctor reports in an editor, leads to the line to mend, and is copied as Markdown',
		async run(context) {
			const address = await context.freeAddress();
			const build = await context.build(
				`DISTRO = "poky"\nBB_HASHSERVE = "${address}"\nSSTATE_MIRRORS = "file://.* http://builder:hunter2@${address}/PATH;downloadfilename=PATH"\n`,
			);
			const workbench = await context.window(build);
			await workbench.openView('Hash Equivalence');
			await workbench.treeRow('Last builds').waitFor();
			await workbench.command('Hash Equivalence: Run Doctor');
			await workbench.page.locator('.tab', { hasText: 'Hash Equivalence Doctor' }).waitFor();
			const report = pageOf(workbench);
			const verdict = report.getByRole('heading', {
				level: 1,
				name: /^Something is wrong: 2 problems,/,
			});
			await verdict.waitFor();
			await context.inEveryLook('doctor', pageFaults(report));

			await report.getByRole('button', { name: 'Copy as Markdown' }).click();
			const markdown = await until('the report on the clipboard', async () => {
				const text = await workbench.clipboard();
				return text.startsWith('# Hash Equivalence Doctor') && text.includes(build) && text;
			});
			assert.match(markdown, /## Hash equivalence server: problem/);
			assert.ok(!markdown.includes('hunter2'), 'a password is in the report');

			await report.getByRole('button', { name: 'Open local.conf, line 2' }).press('Enter');
			await workbench.tab('local.conf').waitFor();
		},
	},
	{
		name: 'the report of the Doctor comes back with the window, and is made again when asked',
		async run(context) {
			const build = await context.build('DISTRO = "poky"\nBB_SIGNATURE_HANDLER = "OEBasic"\n');
			const workbench = await context.window(build);
			await workbench.openView('Hash Equivalence');
			await workbench.treeRow('Last builds').waitFor();
			await workbench.command('Hash Equivalence: Run Doctor');
			const report = pageOf(workbench);
			const problems = report.locator('[data-group="problem"] [data-check]');
			const handler = report.locator('[data-check="signature-handler"] .badge');
			const examined = await report.getByText(/^Examined: /).textContent();
			const [before, found] = [await handler.textContent(), await problems.count()];

			await until('the report to be stored', () => hasStored(workbench.page, 'signature-handler'));
			await workbench.page.reload();
			await workbench.ready();
			await report.getByText(examined ?? '', { exact: true }).waitFor();
			assert.equal(await handler.textContent(), before);
			assert.equal(await problems.count(), found);
			// What the palette offers is known of the restored report, too.
			await workbench.command('Hash Equivalence: Copy Doctor Report as Markdown');
			await until('the report on the clipboard', async () =>
				(await workbench.clipboard()).includes(build),
			);

			await writeFile(
				path.join(build, 'conf/local.conf'),
				'DISTRO = "poky"\nBB_SIGNATURE_HANDLER = "OEEquivHash"\n',
			);
			await report.getByRole('button', { name: 'Run Again' }).press('Enter');
			await until('another result', async () => (await handler.textContent()) !== before);
			await report.getByRole('status').getByText(/ fine/).waitFor({ state: 'attached' });
		},
	},
	{
		name: 'an examination shows how far it is, and can be cancelled',
		async run(context) {
			const address = await context.freeAddress();
			const mute = await listenMute(address);
			const build = await context.build(`DISTRO = "poky"\nBB_HASHSERVE = "${address}"\n`);
			const workbench = await context.window(build);
			await workbench.openView('Hash Equivalence');
			await workbench.treeRow('Last builds').waitFor();
			// Held until the page is there to show how far it is.
			const goOn = await context.hold('hashequiv.js');
			const report = pageOf(workbench);
			try {
				await workbench.command('Hash Equivalence: Run Doctor');
				await report.getByRole('progressbar', { name: 'Examining...' }).waitFor();
			} finally {
				await goOn();
			}
			await report.getByRole('progressbar', { name: /^\d+ of \d+: / }).waitFor();
			await report.getByRole('button', { name: 'Cancel' }).press('Enter');
			await report.getByText('so there is no report').first().waitFor();
			await report.getByText(build).waitFor();
			mute.close();

			await report.getByRole('button', { name: 'Run Doctor' }).press('Enter');
			await report.getByRole('heading', { level: 1, name: /^Something is wrong/ }).waitFor();
		},
	},
];

/** The page in the editor's web view; there is one at a time. */
function pageOf({ page }: Workbench): FrameLocator {
	return page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
}

/** Has something listen that takes connections and never answers: a check waits for it. */
async function listenMute(address: string): Promise<{ close(): void }> {
	const [host, port] = address.split(':');
	const sockets = new Set<Socket>();
	const server = createServer((socket) => sockets.add(socket));
	server.listen(Number(port), host).unref();
	await once(server, 'listening');
	return {
		close: () => {
			server.close();
			for (const socket of sockets) socket.destroy();
		},
	};
}

/** A time as the names of logs have it: `YYYYMMDDhhmmss` in UTC. */
function hoursAgo(hours: number): string {
	return new Date(Date.now() - hours * 3600_000).toISOString().replace(/\D/g, '').slice(0, 14);
}

/** Writes the console log of a build, as BitBake leaves it, and answers its name. */
async function writeLog(
	build: string,
	time: string,
	wanted: number,
	found: number,
): Promise<string> {
	const folder = path.join(build, 'tmp/log/cooker/qemux86-64');
	const name = `${time}.log`;
	await mkdir(folder, { recursive: true });
	await writeFile(
		path.join(folder, name),
		`Sstate summary: Wanted ${wanted} Local 0 Mirrors ${found} Missed ${wanted - found} Current 0 (${Math.floor((100 * found) / wanted)}% match, 0% complete)\n`,
	);
	return name;
}

/** How a build did and why, as a person asks. */
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Case, until } from '../../support/cases';
import type { UserContext } from '../context';

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
			await workbench.treeRow('131 of 1,867 missed').waitFor();
			await context.picture('last-builds');

			await workbench.treeRow('131 of 1,867 missed').click();
			await workbench.tab(newest).waitFor();

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
			const report = workbench.page.frameLocator('iframe.webview').frameLocator('iframe');
			await report.getByRole('heading', { name: '2 problems' }).waitFor();
			await context.picture('doctor');

			await report.getByRole('button', { name: 'Copy as Markdown' }).click();
			const markdown = await until('the report on the clipboard', async () => {
				const text = await workbench.clipboard();
				return text.startsWith('# Hash Equivalence Doctor') && text;
			});
			assert.match(markdown, /## Hash equivalence server: problem/);
			assert.ok(!markdown.includes('hunter2'), 'a password is in the report');

			await report.getByRole('button', { name: 'Open local.conf, line 2' }).press('Enter');
			await workbench.tab('local.conf').waitFor();
		},
	},
];

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

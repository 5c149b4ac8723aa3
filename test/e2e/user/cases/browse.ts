/** A build directory that was not found, shown to the extension by hand. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Case, until } from '../../support/cases';
import type { UserContext } from '../context';
import { quickInputFaults } from '../legible';
import type { Workbench } from '../workbench';

const CHOOSE = 'Hash Equivalence: Choose Build Directory...';

export const browseCases: readonly Case<UserContext>[] = [
	{
		name: 'a build elsewhere is chosen by its path: a folder without conf is refused, giving up changes nothing',
		async run(context) {
			const project = path.join(context.folder, 'project');
			await mkdir(project, { recursive: true });
			await writeFile(path.join(project, 'README'), 'Nothing here.\n');
			const build = await context.build('BB_HASHSERVE = "auto"\n', 'elsewhere/my-build');
			const workbench = await context.window(project);
			await workbench.openView('Hash Equivalence');
			const { page } = workbench;
			await page.getByRole('button', { name: 'Choose Build Directory' }).click();
			await context.inEveryLook('choose-build', quickInputFaults);
			await workbench.pick('Browse...');
			await until('the dialog', async () => (await dialog(workbench).inputValue()).startsWith('/'));
			await page.keyboard.press('Escape');
			await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
			const settings = path.join(project, '.vscode/settings.json');
			assert.equal(await readFile(settings, 'utf8'), '{}');

			await workbench.command(CHOOSE);
			await workbench.pick('Browse...');
			await choose(workbench, path.dirname(build), 'my-build');
			const refused = await workbench.notification('is no build directory');
			assert.equal(await readFile(settings, 'utf8'), '{}');
			await refused.getByRole('button', { name: 'Choose Another Folder' }).click();
			await choose(workbench, build, 'conf');
			await workbench.treeRow('my-build').waitFor();
			assert.deepEqual(JSON.parse(await readFile(settings, 'utf8')), {
				'hashEquivalence.buildDirectories': [build],
			});
			assert.ok(!existsSync(path.join(build, '.vscode')));
		},
	},
];

/** The input box of the editor's own dialog for files. */
function dialog({ page }: Workbench) {
	return page.locator('.quick-input-widget .quick-input-box input');
}

/**
 * Types a folder into the dialog and confirms it once its content is listed. A
 * dialog that is still listing its first folder puts that before what is typed:
 * a person types again.
 */
async function choose(workbench: Workbench, folder: string, content: string): Promise<void> {
	const input = dialog(workbench);
	const row = workbench.page.locator('.quick-input-list .monaco-list-row', { hasText: content });
	// The box of what was open before stays in the page, hidden, with its text.
	await until(
		'the dialog',
		async () => (await input.isVisible()) && (await input.inputValue()).startsWith('/'),
	);
	await until('the dialog to list the folder', async () => {
		await input.fill(`${folder}/`);
		return row.waitFor({ timeout: 3000 }).then(
			() => true,
			() => false,
		);
	});
	await workbench.page.getByRole('button', { name: 'Use Build Directory' }).click();
	await input.waitFor({ state: 'hidden' });
}

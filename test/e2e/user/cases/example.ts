/** A real team's local.conf, opened and repaired by hand. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Case, until } from '../../support/cases';
import type { UserContext } from '../context';
import { codesOf, SOURCE } from '../findings';

const EXAMPLE = 'examples/remote-cache-local.conf';

/** Whether the team's servers can be reached from here is not what is tested. */
const ASK_NOBODY = { 'hashEquivalence.probeServers': false };

export const exampleCases: readonly Case<UserContext>[] = [
	{
		name: 'comments after values are errors, and their fixes repair the file',
		async run(context) {
			const text = await context.fixture(EXAMPLE);
			const build = await context.build(text);
			const workbench = await context.window(build, ASK_NOBODY);
			const editor = await workbench.open('conf/local.conf');

			const problems = await workbench.untilProblems(
				'three lines that BitBake cannot parse',
				(all) => codesOf(all).filter((code) => code === 'unparsed-line').length === 3,
			);
			const unparsed = problems.filter(({ code }) => code === 'unparsed-line');
			assert.deepEqual(
				unparsed.map(({ line }) => line),
				linesWithComment(text),
			);
			for (const { severity, source, message } of unparsed) {
				assert.equal(severity, 'error');
				assert.equal(source, SOURCE);
				assert.match(message, /comment/i);
			}
			await until('the lines to be underlined', async () => {
				return (await editor.squiggles('error').count()) >= 3;
			});
			await workbench.openView('Hash Equivalence');
			await workbench.treeRow(/^\d errors, 1 warning/).waitFor();
			await context.picture('findings');

			// From the last to the first, so that the lines keep their numbers.
			for (const line of linesWithComment(text).reverse()) {
				await editor.goTo(line, 3);
				if (line === linesWithComment(text)[0]) {
					await context.picture('quick-fix', async () => {
						await editor.goTo(line, 3);
						await editor.quickFixes();
					});
					if (await editor.hasQuickFixesOpen()) await editor.closeQuickFixes();
				}
				await editor.quickFix('Move the comment to its own line above');
			}
			await workbench.untilProblems(
				'every line to be parsed',
				(all) => !codesOf(all).includes('unparsed-line'),
			);
			await workbench.save('local.conf');
			assert.equal(
				await readFile(path.join(build, 'conf/local.conf'), 'utf8'),
				withCommentsAbove(text),
			);
		},
	},
	{
		name: 'SOURCE_MIRROR_URL with pairs is found, and its fixes leave nothing to say',
		async run(context) {
			const build = await context.build(withCommentsAbove(await context.fixture(EXAMPLE)));
			const workbench = await context.window(build, ASK_NOBODY);
			const editor = await workbench.open('conf/local.conf');

			const problems = await workbench.untilProblems(
				'both findings about SOURCE_MIRROR_URL',
				(all) =>
					codesOf(all).includes('source-mirror-is-one-url') &&
					codesOf(all).includes('source-mirror-without-own-mirrors'),
			);
			assert.deepEqual(codesOf(problems), [
				'source-mirror-is-one-url',
				'source-mirror-without-own-mirrors',
			]);
			const [pairs, unread] = ['source-mirror-is-one-url', 'source-mirror-without-own-mirrors'].map(
				(wanted) => problems.find(({ code }) => code === wanted),
			);
			assert.equal(pairs?.severity, 'error');
			assert.equal(unread?.severity, 'warning');

			await editor.goTo(pairs.line);
			await editor.quickFix('Change to http://127.0.0.1:8080/downloads');
			await workbench.untilProblems(
				'the URL to be accepted',
				(all) => !codesOf(all).includes('source-mirror-is-one-url'),
			);
			await editor.goTo(unread.line);
			await editor.quickFix('Add INHERIT += "own-mirrors"');
			await workbench.untilProblems('no finding', (all) => all.length === 0);
			await workbench.save('local.conf');
			const saved = await readFile(path.join(build, 'conf/local.conf'), 'utf8');
			const joined = saved.replaceAll('\\\n', '');
			assert.match(joined, /^SOURCE_MIRROR_URL \?= "http:\/\/127\.0\.0\.1:8080\/downloads"$/m);
			assert.match(saved, /^INHERIT \+= "own-mirrors"$/m);
		},
	},
	{
		name: 'without its upstream the mirror gets a warning, and the first fix brings it back',
		async run(context) {
			const build = await context.build(withCommentsAbove(await context.fixture(EXAMPLE)));
			const workbench = await context.window(build, ASK_NOBODY);
			const editor = await workbench.open('conf/local.conf');
			const before = await workbench.untilProblems('the findings', (all) => all.length > 0);
			assert.ok(!codesOf(before).includes('mirror-without-hashserv'));

			const lines = await editor.visibleLines();
			const line = lines.findIndex((text) => text.startsWith('BB_HASHSERVE_UPSTREAM')) + 1;
			await editor.goTo(line);
			await editor.page.keyboard.press('Control+Shift+K');

			const problems = await workbench.untilProblems('the warning', (all) =>
				codesOf(all).includes('mirror-without-hashserv'),
			);
			const warning = problems.find(({ code }) => code === 'mirror-without-hashserv');
			assert.equal(warning?.severity, 'warning');
			await editor.goTo(warning.line);
			const fixes = await editor.quickFixes();
			await editor.closeQuickFixes();
			assert.match(fixes[0] ?? '', /^Set BB_HASHSERVE_UPSTREAM to 127\.0\.0\.1:8686/);
			for (const fix of [
				/^Set BB_HASHSERVE to 127\.0\.0\.1:8686/,
				/^Start the hash server of this editor and use it/,
				/^Set BB_SIGNATURE_HANDLER to OEBasicHash/,
			]) {
				assert.ok(
					fixes.some((title) => fix.test(title)),
					`no fix ${fix} in ${fixes.join(' | ')}`,
				);
			}

			await editor.quickFix('Set BB_HASHSERVE_UPSTREAM to 127.0.0.1:8686');
			await workbench.untilProblems(
				'the warning to go',
				(all) => !codesOf(all).includes('mirror-without-hashserv'),
			);
			await workbench.save('local.conf');
			assert.match(
				await readFile(path.join(build, 'conf/local.conf'), 'utf8'),
				/^BB_HASHSERVE_UPSTREAM = "127\.0\.0\.1:8686"$/m,
			);
		},
	},
];

const COMMENT_AFTER_VALUE = /^(.*") +(#.*)$/;

/** Numbers of the lines that carry a comment after their value. */
function linesWithComment(text: string): number[] {
	return text
		.split('\n')
		.flatMap((line, index) => (COMMENT_AFTER_VALUE.test(line) ? [index + 1] : []));
}

/** What the file should become. */
function withCommentsAbove(text: string): string {
	return text
		.split('\n')
		.map((line) => line.replace(COMMENT_AFTER_VALUE, '$2\n$1'))
		.join('\n');
}

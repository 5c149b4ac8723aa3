/** Help while one writes: misspelt names, hovers, completion. */
import assert from 'node:assert/strict';
import type { Case } from '../../support/cases';
import type { UserContext } from '../context';
import { codesOf } from '../findings';

/** The screen's blanks are non-breaking ones. */
const SSTATE_DIR_LINE = /^SSTATE_DIR\s\?=/;

export const editingCases: readonly Case<UserContext>[] = [
	{
		name: 'a misspelt signature handler gets the right name offered',
		async run(context) {
			const workbench = await context.window(
				await context.build('DISTRO = "poky"\nBB_SIGNATURE_HANDLER = "OEEquivhash"\n'),
			);
			const editor = await workbench.open('conf/local.conf');
			const [problem] = await workbench.untilProblems('the handler to be found', (all) =>
				codesOf(all).includes('unknown-signature-handler'),
			);
			assert.equal(problem?.severity, 'error');
			assert.match(problem.message, /OEEquivHash/);
			await editor.goTo(2);
			await editor.quickFix('OEEquivHash');
			await workbench.untilProblems('no finding', (all) => all.length === 0);
			assert.equal((await editor.visibleLines())[1], 'BB_SIGNATURE_HANDLER = "OEEquivHash"');
		},
	},
	{
		name: 'findings follow what is typed, before it is saved',
		async run(context) {
			const workbench = await context.window(await context.build('MACHINE = "qemux86-64"\n'));
			const editor = await workbench.open('conf/local.conf');
			await editor.goTo(2);
			await editor.page.keyboard.type('DL_DIR = /srv/downloads');
			const [problem] = await workbench.untilProblems('the missing quotes', (all) =>
				codesOf(all).includes('unparsed-line'),
			);
			assert.equal(problem?.line, 2);
			assert.equal(await workbench.isDirty('local.conf'), true);
		},
	},
	{
		name: 'a hover says what a variable does, what it is here, and where that comes from',
		async run(context) {
			const workbench = await context.window(await context.build());
			const editor = await workbench.open('conf/local.conf');
			await workbench.untilProblems('the first look', (all) => all.length > 0);
			await editor.goTo(28);
			const text = await editor.hover(SSTATE_DIR_LINE, 'SSTATE_DIR', /shared state/i);
			assert.match(text, /\/build\/sstate-cache/);
			assert.match(text, /local\.conf/);
			await context.picture('hover', () =>
				editor.hover(SSTATE_DIR_LINE, 'SSTATE_DIR', /shared state/i),
			);
		},
	},
	{
		name: 'completion offers the variables and the values of this domain',
		async run(context) {
			const workbench = await context.window(await context.build('\n'));
			const editor = await workbench.open('conf/local.conf');
			await workbench.statusItem('Hash server').waitFor();
			await editor.page.keyboard.type('BB_HASHS');
			await editor.suggests('BB_HASHSERVE_UPSTREAM');
			await editor.page.keyboard.press('Escape');
			await editor.replaceAll('BB_SIGNATURE_HANDLER = "OE');
			await editor.suggests('OEEquivHash');
		},
	},
];

/** From a local.conf that does not work to builds that share what they find: the README's animation. */
import { type Case, until } from '../../support/cases';
import { connectHashClient, hashOf } from '../../support/hashClient';
import type { UserContext } from '../context';
import { codesOf } from '../findings';

const LOCAL_CONF = `MACHINE = "qemux86-64"
DISTRO = "poky"

SSTATE_DIR = "\${TOPDIR}/sstate-cache"
DL_DIR = "/srv/downloads"  # shared by all builds

BB_SIGNATURE_HANDLER = "OEEquivhash"
BB_HASHSERVE = "auto"
`;

const METHOD = 'oe.sstatesig.OEOuthashBasic';

/** Tasks of the build that reports, and those of the next one, which finds nearly all of them. */
const REPORTED = 240;
const LOOKED_UP = 250;

export const tourCases: readonly Case<UserContext>[] = [
	{
		name: 'a tour: findings, their fixes, a server, and builds that use it',
		async run(context) {
			const address = await context.freeAddress();
			const workbench = await context.window(await context.build(LOCAL_CONF), {
				'hashEquivalence.server.address': address,
				'editor.minimap.enabled': false,
				'breadcrumbs.enabled': false,
			});
			const editor = await workbench.open('conf/local.conf');
			await workbench.openView('Hash Equivalence');
			await until('the findings to be underlined', async () => {
				return (await editor.squiggles('error').count()) >= 2;
			});
			await editor.page.mouse.move(600, 500);
			await editor.goTo(1);
			await context.scene('Findings as you type, in all that a build reads', 3);

			const fixes = [
				{ line: 5, fix: 'Move the comment', what: 'A comment here stops BitBake: move it' },
				{ line: 8, fix: 'OEEquivHash', what: 'A misspelt handler matches nothing: correct it' },
			];
			for (const [index, { line, fix, what }] of fixes.entries()) {
				await editor.goTo(line, 26);
				await editor.quickFixes();
				await context.scene(what, 2);
				await editor.quickFix(fix);
				const left = fixes.length - index - 1;
				await until('the view to count what is left', async () => {
					return (await workbench.treeRow(/^\d error/).count()) === Math.min(left, 1);
				});
				await context.scene(what, 1.5);
			}

			await workbench.treeRow(/^Hash server(?!:)/).hover();
			await context.scene('Start a hash server with one click', 1.5);
			await editor.page.mouse.move(600, 500);
			await workbench.command('Hash Equivalence: Start Hash Server');
			await workbench.statusItem(`Hash server: running ${address}`).waitFor();
			await editor.lens(`Hash server runs at ${address}`).waitFor();
			await context.scene('Start a hash server with one click', 1.5);
			await workbench.command('Hash Equivalence: Use This Server in local.conf');
			await until('the edit', async () =>
				(await editor.visibleLines()).includes(`BB_HASHSERVE = "${address}"`),
			);
			await workbench.closeNotifications();
			await context.scene('Use it in local.conf', 2);
			await workbench.save('local.conf');
			await until('nothing to be found', async () => {
				return (await editor.squiggles('error').count()) === 0;
			});

			await build(address);
			await workbench.treeRow('Look-ups found: 96 %').waitFor();
			await context.scene('See what your builds find', 4);
			await workbench.untilProblems('no error', (all) => !codesOf(all).includes('unparsed-line'));
		},
	},
];

/** What two builds after each other tell and ask a server. */
async function build(address: string): Promise<void> {
	const client = await connectHashClient(address);
	for (let task = 0; task < REPORTED; task++) {
		const taskhash = hashOf(task);
		const report = { method: METHOD, taskhash, outhash: hashOf(1000 + task), unihash: taskhash };
		await client.request({ report });
	}
	for (let task = 0; task < LOOKED_UP; task++) {
		await client.request({ get: { method: METHOD, taskhash: hashOf(task) } });
	}
	client.close();
}

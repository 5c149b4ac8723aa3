import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { bundleProduct, runNode, temporaryFolder } from '../../support/bundles';

const FIXTURES = join(import.meta.dirname, '../../fixtures/cooker');

let script: string;
beforeAll(async () => {
	script = join(await bundleProduct({ hashequiv: 'server/src/cli.ts' }), 'hashequiv.js');
});
const builds = (folder: string, ...args: string[]) =>
	runNode(script, ['builds', '--build-dir', folder, ...args], folder);

const DUNFELL =
	'Sstate summary: Wanted 200 Found 150 Missed 50 Current 0 (75% match, 0% complete)\n';
const TODAY =
	'Sstate summary: Wanted 1867 Local 3 Mirrors 1860 Missed 4 Current 12 (99% match, 1% complete)\n';

describe('hashequiv builds', () => {
	it('prints the builds of each machine as a table', async () => {
		const folder = temporaryFolder({
			'conf/local.conf': 'TMPDIR = "${TOPDIR}/output"\n',
			'output/log/cooker/qemuarm/20260102030405.log': TODAY,
			'output/log/cooker/qemuarm/20260101030405.log': DUNFELL,
			'output/log/cooker/qemux86/20250101000000.log': DUNFELL,
		});
		expect(await builds(folder)).toEqual({
			code: 0,
			stderr: '',
			stdout: `qemuarm
  started              wanted  local  mirror  missed  current  match
  2026-01-02 03:04:05    1867      3    1860       4       12   99 %
  2026-01-01 03:04:05     200    150       -      50        0   75 %

qemux86
  started              wanted  local  mirror  missed  current  match
  2025-01-01 00:00:00     200    150       -      50        0   75 %
`,
		});
	});

	it('prints them as JSON', async () => {
		const folder = temporaryFolder({
			'conf/local.conf': 'SSTATE_MIRRORS = "file://.* http://h/PATH;downloadfilename=PATH"\n',
			'tmp/log/cooker/m/20260102030405.log':
				'Sstate summary: Wanted 900 Local 9 Network 0 Missed 891 Current 0 (1% match, 0% complete)\n',
		});
		const { stdout } = await builds(folder, '--json');
		expect(JSON.parse(stdout)).toEqual([
			{
				machine: 'm',
				matchRate: 1,
				previousRate: null,
				isLow: true,
				runs: [
					{
						startedAt: Date.UTC(2026, 0, 2, 3, 4, 5),
						log: join(folder, 'tmp/log/cooker/m/20260102030405.log'),
						wanted: 900,
						found: 9,
						local: 9,
						mirrors: 0,
						missed: 891,
						current: 0,
					},
				],
			},
		]);
	});

	it('prints what was built instead of reused, of the newest build', async () => {
		const log = readFileSync(join(FIXTURES, 'changed-recipe.log'), 'utf8');
		const folder = temporaryFolder({
			'conf/local.conf': '',
			'tmp/log/cooker/m/20260102030405.log': log,
			'tmp/log/cooker/m/20260101030405.log': DUNFELL,
		});
		const path = join(folder, 'tmp/log/cooker/m/20260102030405.log');
		expect((await builds(folder, '--missed')).stdout).toBe(
			`m  2026-01-02 03:04:05  missed 2 of 2  ${path}
  tiny-native  install populate_sysroot*
  user-native  prepare_recipe_sysroot install populate_sysroot*
`,
		);
		const [{ runs }] = JSON.parse((await builds(folder, '--missed', '--json')).stdout);
		expect(runs).toHaveLength(1);
		expect(runs[0]).toMatchObject({
			missed: 2,
			isFinished: true,
			recipes: [{ name: 'tiny-native' }, { name: 'user-native', tasks: [{}, {}, { line: 34 }] }],
		});
	});

	it('prints what a log tells beside the names', async () => {
		const tasks = `NOTE: Tainting hash to force rebuild of task /l/a_1.bb, do_package
NOTE: Running task 1 of 2 (mc:other:/l/a_1.bb:do_deploy)
NOTE: Running task 1 of 2 (/l/a_1.bb:do_package)
ERROR: Task (/l/a_1.bb:do_package) failed with exit code '1'
WARNING: Setscene task (/l/b_1.bb:do_package_setscene) failed with exit code '1' - real task will be run instead
NOTE: Running task 2 of 2 (/l/b_1.bb:do_package)
`;
		const folder = temporaryFolder({
			'conf/local.conf': '',
			'tmp/log/cooker/m/20260102030405.log': TODAY + tasks,
			'tmp/log/cooker/m/20260101030405.log': TODAY,
		});
		const { stdout } = await builds(folder, '--missed', '--count', '2');
		expect(stdout).toContain(`  The log has no end: the build still runs, or was broken off.
  a (mc:other)  deploy*
  a             package*(forced, failed)
  b             package*(found, but could not be fetched or unpacked)

m  2026-01-01 03:04:05  missed 4 of 1867  `);
		expect(stdout).toContain('  No task with code ran.\n');
	});

	it('says where it looked when there is no build', async () => {
		const folder = temporaryFolder({ 'conf/local.conf': '' });
		const { code, stdout, stderr } = await builds(folder);
		expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
		expect(stderr).toContain(`${folder}/tmp/log/cooker`);
		expect((await builds(folder, '--json')).stdout).toBe('[]\n');
	});

	it('refuses what is no build directory or no number', async () => {
		const folder = temporaryFolder({ 'conf/local.conf': '' });
		expect((await builds('/nowhere')).code).not.toBe(0);
		expect((await builds(folder, '--count', '0')).code).toBe(2);
		expect((await runNode(script, ['builds'], join(folder, 'conf'))).code).toBe(2);
	});
});

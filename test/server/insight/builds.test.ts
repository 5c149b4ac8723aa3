import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { bundleProduct, runNode, temporaryFolder } from '../../support/bundles';

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
		expect((await runNode(script, ['builds'], folder)).code).toBe(2);
	});
});

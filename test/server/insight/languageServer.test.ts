import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import type { StatusSnapshot } from '../../../server/src/shared/state';
import { useEditors, workspace } from '../lsp/support';

const editor = useEditors();
const summary = (found: number) =>
	`Sstate summary: Wanted 200 Local ${found} Mirrors 0 Missed ${200 - found} Current 0 (1% match, 0% complete)\n`;

it('tells the last builds, and new ones when asked again', async () => {
	const folder = workspace('TMPDIR = "${TOPDIR}/tmp"\n', {
		'build/tmp/log/cooker/qemuarm/20260101000000.log': summary(120),
	});
	await editor().start(folder);
	const ask = () => editor().connection.sendRequest<StatusSnapshot>('hashequiv/getStatus');
	await editor().until(() => editor().status?.builds[0]?.lastBuilds !== undefined);
	const log = join(folder, 'build/tmp/log/cooker/qemuarm/20260101000000.log');
	expect(editor().status?.builds[0]?.lastBuilds).toEqual([
		expect.objectContaining({
			machine: 'qemuarm',
			matchRate: 60,
			runs: [expect.objectContaining({ missed: 80, log: pathToFileURL(log).href })],
		}),
	]);
	writeFileSync(join(folder, 'build/tmp/log/cooker/qemuarm/20260102000000.log'), summary(186));
	expect((await ask()).builds[0]?.lastBuilds?.[0]).toMatchObject({
		matchRate: 93,
		previousRate: 60,
	});
});

import { execFileSync } from 'node:child_process';
import { appendFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BuildLogs, timeOf } from '../../../server/src/insight/buildLogs';
import { temporaryFolder } from '../../support/bundles';

/** A console log as BitBake leaves it. */
function log(wanted: number, found: number, current = 0): string {
	const match = wanted === 0 ? 0 : Math.floor((100 * found) / wanted);
	return `Build Configuration:
BB_VERSION           = "2.8.0"
NOTE: Fetching uninative binary shim
Sstate summary: Wanted ${wanted} Local ${found} Mirrors 0 Missed ${wanted - found} Current ${current} (${match}% match, 0% complete)
NOTE: Executing Tasks
NOTE: Tasks Summary: Attempted 4000 tasks of which 10 didn't need to be rerun and all succeeded.
`;
}

describe('the last builds', () => {
	it('are those of each machine, the newest first, with their rates', async () => {
		const folder = temporaryFolder({
			'qemux86-64/20260101080000.log': log(1000, 600),
			'qemux86-64/20260103080000.log': log(1000, 930),
			'qemux86-64/20260104080000.log': log(0, 0, 4000),
			'beaglebone/20260102080000.log': log(500, 500),
			'beaglebone/20260105080000.log': 'ERROR: ParseError at local.conf:3\n',
		});
		symlinkSync('20260104080000.log', join(folder, 'qemux86-64/console-latest.log'));
		const machines = await new BuildLogs().read([folder]);
		expect(
			machines.map(({ machine, runs, matchRate, previousRate }) => ({
				machine,
				wanted: runs.map(({ wanted }) => wanted),
				matchRate,
				previousRate,
			})),
		).toEqual([
			{ machine: 'qemux86-64', wanted: [0, 1000, 1000], matchRate: 93, previousRate: 60 },
			{ machine: 'beaglebone', wanted: [500], matchRate: 100, previousRate: null },
		]);
		expect(machines[0]?.runs[0]).toMatchObject({
			startedAt: Date.UTC(2026, 0, 4, 8),
			log: join(folder, 'qemux86-64/20260104080000.log'),
			current: 4000,
		});
	});

	it('are as many as asked for', async () => {
		const names = Array.from(
			{ length: 20 },
			(_, day) => `202601${String(day + 1).padStart(2, '0')}`,
		);
		const folder = temporaryFolder(
			Object.fromEntries(names.map((name, day) => [`m/${name}000000.log`, log(100, day)])),
		);
		const [machine] = await new BuildLogs().read([folder], { count: 3 });
		expect(machine?.runs.map(({ found }) => found)).toEqual([19, 18, 17]);
	});

	it('are none where there are no logs', async () => {
		expect(await new BuildLogs().read(['/nowhere/log/cooker'])).toEqual([]);
		const folder = temporaryFolder({ 'm/readme.txt': log(1, 1), 'stray.log': log(1, 1) });
		expect(await new BuildLogs().read([folder])).toEqual([]);
	});

	it('grow with the log of a build that is running', async () => {
		const folder = temporaryFolder({ 'm/20260101000000.log': 'NOTE: Parsing\n' });
		const logs = new BuildLogs();
		expect(await logs.read([folder])).toEqual([]);
		appendFileSync(join(folder, 'm/20260101000000.log'), log(10, 9));
		expect((await logs.read([folder]))[0]?.matchRate).toBe(90);
	});

	it('are found in the link alone where one log elsewhere serves all runs', async () => {
		const elsewhere = temporaryFolder({ 'console.log': log(10, 1) + log(10, 5) });
		const folder = temporaryFolder({ 'm/note': '' });
		symlinkSync(join(elsewhere, 'console.log'), join(folder, 'm/console-latest.log'));
		expect((await new BuildLogs().read([folder]))[0]?.matchRate).toBe(50);
	});

	it('wait for no pipe', async () => {
		const folder = temporaryFolder({ 'm/20260101000000.log': log(10, 9) });
		execFileSync('mkfifo', [join(folder, 'm/20260102000000.log')]);
		expect((await new BuildLogs().read([folder]))[0]?.runs).toHaveLength(1);
	});

	it('are read from both ends of a log of half a gigabyte, and not from all of it', async () => {
		const folder = temporaryFolder({ 'm/20260101000000.log': log(10, 3) });
		const path = join(folder, 'm/20260101000000.log');
		truncateSync(path, 512 * 1024 * 1024);
		const started = performance.now();
		expect((await new BuildLogs().read([folder]))[0]?.matchRate).toBe(30);
		expect(performance.now() - started).toBeLessThan(5000);
		appendFileSync(path, log(10, 8));
		expect((await new BuildLogs().read([folder]))[0]?.matchRate).toBe(80);
	});

	it.each([1, 200, 511, 512, 513])(
		'are seen %i bytes before the border of two pieces',
		async (before) => {
			const line = log(10, 7);
			const folder = temporaryFolder({ 'm/20260101000000.log': '' });
			const text = '\n'.repeat(256 * 1024 - before) + line + '\n'.repeat(1000);
			writeFileSync(join(folder, 'm/20260101000000.log'), text);
			expect((await new BuildLogs().read([folder]))[0]?.matchRate).toBe(70);
		},
	);
});

describe('a low rate', () => {
	const isLow = async (runs: readonly (readonly [number, number])[], hasMirror: boolean) => {
		const folder = temporaryFolder(
			Object.fromEntries(runs.map(([w, f], day) => [`m/2026010${9 - day}000000.log`, log(w, f)])),
		);
		return (await new BuildLogs().read([folder], { hasMirror }))[0]?.isLow;
	};
	it('is one that a mirror should have prevented', async () => {
		expect(await isLow([[2000, 100]], true)).toBe(true);
		expect(await isLow([[2000, 1900]], true)).toBe(false);
	});
	it('is not the first build without a mirror, nor a small change', async () => {
		expect(await isLow([[2000, 0]], false)).toBe(false);
		expect(await isLow([[12, 0]], true)).toBe(false);
	});
	it('is a fall without a mirror, too', async () => {
		expect(
			await isLow(
				[
					[2000, 100],
					[2000, 1900],
				],
				false,
			),
		).toBe(true);
	});
});

describe('the time of a log', () => {
	it('is in its name, in UTC, if that is a time at all', () => {
		expect(timeOf('20260228235959.log')).toBe(Date.UTC(2026, 1, 28, 23, 59, 59));
		expect(timeOf('20261399000000.log')).toBeUndefined();
		expect(timeOf('console-latest.log')).toBeUndefined();
	});
});

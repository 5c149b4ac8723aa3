import { expect, it } from 'vitest';
import { CHECKS } from '../../../server/src/doctor/checks/index';
import { createPatient } from '../../../server/src/doctor/patient';
import { examine } from '../../../server/src/doctor/run';
import type { DoctorReport } from '../../../server/src/shared/doctor';
import { findRelease } from '../../../server/src/yocto/releases';
import { reportOf, startTestServer } from '../../support/hashserv';
import {
	buildFolder,
	deadAddress,
	OBJECT,
	patientIn,
	startMirror,
	startSilence,
	writeFiles,
} from './support';

const statusOf = ({ checks }: DoctorReport) =>
	Object.fromEntries(checks.map(({ id, status }) => [id, status]));

const local = (server: string, mirror: string) => `MACHINE = "qemux86-64"
DISTRO = "poky"
BB_HASHSERVE = "${server}"
SSTATE_MIRRORS = "file://.* ${mirror}/sstate/PATH;downloadfilename=PATH"
INHERIT += "own-mirrors"
SOURCE_MIRROR_URL = "${mirror}/downloads"
`;
const summary = (found: number) =>
	`Sstate summary: Wanted 1000 Local 0 Mirrors ${found} Missed ${1000 - found} Current 0 (1% match, 0% complete)\n`;

it('finds nothing wrong with a healthy build', async () => {
	const mirror = await startMirror([`/sstate/${OBJECT}`, '/downloads/zlib-1.3.tar.gz']);
	const folder = buildFolder('', {
		[`sstate-cache/${OBJECT}`]: '',
		[`sstate-cache/${OBJECT}.done`]: '',
		'downloads/zlib-1.3.tar.gz': '',
		'downloads/zlib-1.3.tar.gz.done': '',
		'tmp/log/cooker/qemux86-64/20260101000000.log': summary(990),
	});
	// The server keeps its database where builds share theirs.
	const server = await startTestServer({ database: `${folder}/sstate-cache/hashserv.db` });
	const client = await server.client();
	await client.request('report', reportOf('one', 'one'));
	writeFiles(folder, { 'conf/local.conf': local(server.address, mirror.url) });

	const report = await examine(patientIn(folder));
	expect(statusOf(report)).toEqual({
		release: 'ok',
		settings: 'ok',
		findings: 'ok',
		'signature-handler': 'ok',
		server: 'ok',
		upstream: 'skipped',
		permissions: 'ok',
		// A busy machine takes its time.
		'round-trip': expect.stringMatching(/^(ok|warning)$/),
		'same-answers': 'ok',
		'python-websockets': 'skipped',
		'sstate-dir': 'ok',
		'sstate-mirror': 'ok',
		'download-mirror': 'ok',
		clock: 'ok',
		database: 'ok',
		'database-place': 'ok',
		'bitbake-server': 'ok',
		'last-build': 'ok',
	});
	expect(report.counts).toMatchObject({ info: 0, problem: 0, skipped: 2 });
	expect(report.counts.ok + report.counts.warning).toBe(16);
	expect(mirror.requests.every(({ method }) => method === 'HEAD')).toBe(true);
});

it('tells what is wrong with a build that is half broken', async () => {
	const server = await startTestServer();
	const mirror = await startMirror([], { date: new Date(Date.now() - 3 * 3600_000) });
	const folder = buildFolder(local(server.address, mirror.url), {
		[`sstate-cache/${OBJECT}`]: '',
		[`sstate-cache/${OBJECT}.done`]: '',
		'tmp/log/cooker/qemux86-64/20260101000000.log': summary(10),
	});
	const report = await examine(patientIn(folder));
	expect(statusOf(report)).toMatchObject({
		server: 'ok',
		'same-answers': 'skipped',
		'sstate-mirror': 'warning',
		clock: 'warning',
		database: 'skipped',
		'last-build': 'warning',
	});
	expect(report.counts.problem).toBe(0);
});

it('goes to its end with a build where nothing answers', async () => {
	const mirror = `http://${await deadAddress()}`;
	const report = await examine(patientIn(buildFolder(local(await deadAddress(), mirror))));
	expect(statusOf(report)).toMatchObject({
		server: 'problem',
		permissions: 'skipped',
		'round-trip': 'skipped',
		'sstate-mirror': 'problem',
		'download-mirror': 'warning',
		clock: 'skipped',
	});
	expect(report.checks.every(({ summary }) => summary !== '')).toBe(true);
	const problems = report.checks.filter(({ status }) => status === 'problem');
	expect(problems.every(({ meaning, fix, place }) => meaning && fix && place)).toBe(true);
});

it('waits for silence no longer than it was told', async () => {
	const silence = await startSilence();
	const folder = buildFolder(local(silence, `http://${silence}`), {
		[`sstate-cache/${OBJECT}`]: '',
	});
	const started = performance.now();
	const report = await examine(patientIn(folder, { timeoutMs: 400 }));
	// Beyond the limit of each check only what a busy machine takes.
	expect(performance.now() - started).toBeLessThan(400 * 4 + 10_000);
	expect(statusOf(report)).toMatchObject({ server: 'problem', 'sstate-mirror': 'problem' });
});

it('makes a warning of a check that does not end, and goes on after one that fails', async () => {
	const checks = [
		{ id: 'endless', title: 'Endless', run: () => new Promise<never>(() => {}) },
		{
			id: 'failing',
			title: 'Failing',
			run: () => {
				throw new Error('no luck');
			},
		},
		...CHECKS.slice(0, 1),
	];
	const patient = patientIn(buildFolder(''));
	const seen: string[] = [];
	const report = await examine(patient, {
		checks,
		limitMs: 50,
		onProgress: ({ done, total, title }) => seen.push(`${done}/${total} ${title}`),
	});
	expect(statusOf(report)).toEqual({ endless: 'warning', failing: 'skipped', release: 'ok' });
	expect(report.checks[1]?.summary).toContain('no luck');
	expect(seen).toHaveLength(3);
	expect(seen.at(-1)).toBe('3/3 Endless');
});

it('ends at once when it is cancelled', async () => {
	const silence = await startSilence();
	const patient = patientIn(buildFolder(local(silence, `http://${silence}`)), {
		timeoutMs: 60_000,
	});
	const controller = new AbortController();
	const examined = examine(patient, { signal: controller.signal });
	setTimeout(() => controller.abort(new Error('enough')), 20);
	const started = performance.now();
	await expect(examined).rejects.toThrow('enough');
	expect(performance.now() - started).toBeLessThan(30_000);
});

it('takes a release that it is told', async () => {
	const folder = buildFolder('');
	const { detected } = createPatient(folder);
	expect(detected.release.codename).toBe('scarthgap');
	const told = createPatient(folder, { release: findRelease('dunfell')! });
	expect(told.build.release.codename).toBe('dunfell');
});

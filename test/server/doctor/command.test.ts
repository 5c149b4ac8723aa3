import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { doctor } from '../../../server/src/cli/doctor';
import type { Io } from '../../../server/src/cli/io';
import { doctorIn } from '../../../server/src/doctor/process';
import type { DoctorProgress, DoctorReport } from '../../../server/src/shared/doctor';
import { bundleProduct } from '../../support/bundles';
import { buildFolder, deadAddress, startSilence } from './support';

async function run(args: readonly string[], change: Partial<Io> = {}) {
	let [stdout, stderr] = ['', ''];
	const io: Io = {
		stdout: (text) => {
			stdout += text;
		},
		stderr: (text) => {
			stderr += text;
		},
		env: { PATH: process.env.PATH, HOME: '/nonexistent' },
		cwd: '/',
		...change,
	};
	const code = await doctor([...args, '--timeout', '1'], io);
	return { code, stdout, stderr };
}

const SECRET = 'sup3rs3cret';
const broken = async () => {
	const dead = await deadAddress();
	return buildFolder(
		`BB_HASHSERVE = "${dead}"\nBB_HASHSERVE_USERNAME = "builder"\nBB_HASHSERVE_PASSWORD = "${SECRET}"\nSSTATE_MIRRORS = "file://.* http://me:${SECRET}@${dead}/PATH?token=${SECRET}"\n`,
	);
};

describe('hashequiv doctor', () => {
	it('reads like a report, and exits with 1 for a problem', async () => {
		const folder = await broken();
		const { code, stdout, stderr } = await run(['--build-dir', folder]);
		expect(code).toBe(1);
		expect(stderr).toBe('');
		expect(stdout).toContain(
			`PROBLEM  Hash equivalence server: No hash equivalence server answers`,
		);
		expect(stdout).toMatch(/^ {9}Means: .+\n {9}Do: {4}.+\n {9}At: {4}.+local\.conf:1$/m);
		expect(stdout).toMatch(/\n2 problems, \d warnings? in \d+ checks, \d+ skipped\.\n$/);
		expect(stdout).not.toContain('\x1b');
		const words = [...stdout.matchAll(/^(PROBLEM|WARNING|info|ok|skipped) /gm)].map(
			([, word]) => word,
		);
		expect(words.slice(0, 3)).toEqual(['PROBLEM', 'PROBLEM', 'WARNING']);
		expect(words.lastIndexOf('WARNING')).toBeLessThan(words.indexOf('ok'));
		expect((await run(['--build-dir', buildFolder('')])).code).toBe(0);
	});

	it('has colours and tells its progress on a terminal alone', async () => {
		const args = ['--build-dir', buildFolder('')];
		const terminal = { stdout: true, stderr: true };
		const onTerminal = await run(args, { terminal });
		expect(onTerminal.stdout).toContain('\x1b[32mok');
		expect(onTerminal.stderr).toMatch(/\r\x1b\[K1 of \d+: .+\r\x1b\[K$/s);
		const env = { NO_COLOR: '1' };
		expect((await run(args, { terminal, env })).stdout).not.toContain('\x1b');
	});

	it.each([[[]], [['--json']], [['--markdown']]])('leaks no secret with %j', async (format) => {
		const { stdout } = await run(['--build-dir', await broken(), ...format]);
		expect(stdout).toContain('SSTATE_MIRRORS');
		expect(stdout).not.toContain(SECRET);
	});

	it('prints JSON in the shape that is documented', async () => {
		const folder = await broken();
		const report: DoctorReport = JSON.parse((await run(['--build-dir', folder, '--json'])).stdout);
		expect(report).toMatchObject({
			version: 1,
			tool: expect.stringMatching(/^hashequiv \d/),
			buildDirectory: folder,
			time: expect.stringMatching(/^\d{4}-.*Z$/),
			counts: { problem: 2 },
		});
		for (const check of report.checks) {
			expect(check).toMatchObject({
				id: expect.stringMatching(/^[a-z-]+$/),
				title: expect.any(String),
				status: expect.stringMatching(/^(ok|info|warning|problem|skipped)$/),
				summary: expect.stringMatching(/./),
				durationMs: expect.any(Number),
			});
		}
	});

	it('prints Markdown that a value cannot break out of', async () => {
		const folder = buildFolder('BB_HASHSERVE = "h<b>:1_2*"\nDL_DIR = "/x```\\n# owned"\n');
		const { stdout } = await run(['--build-dir', folder, '--markdown']);
		expect(stdout).toMatch(/^# Hash Equivalence Doctor\n/);
		expect(stdout).toContain('## Hash equivalence server: problem');
		expect(stdout).toContain('h\\<b\\>:1_2\\*');
		expect(stdout).toMatch(/^ {2}````text$/m);
	});

	it('refuses wrong usage', async () => {
		const folder = buildFolder('');
		await expect(run([])).rejects.toThrow('--build-dir');
		await expect(run(['--build-dir', '/nowhere'])).rejects.toThrow('no build directory');
		await expect(run(['--build-dir', folder, '--json', '--markdown'])).rejects.toThrow('one of');
		await expect(
			doctor(['--build-dir', folder, '--timeout', 'soon'], {
				stdout: () => {},
				stderr: () => {},
				env: {},
				cwd: '/',
			}),
		).rejects.toThrow('soon');
	});
});

describe('the Doctor as a process of its own', () => {
	let examine: ReturnType<typeof doctorIn>;
	beforeAll(async () => {
		const dist = await bundleProduct({ hashequiv: 'server/src/cli.ts' });
		examine = doctorIn(join(dist, 'hashequiv.js'));
	});

	it('answers with a report in both forms and tells its progress', async () => {
		const seen: DoctorProgress[] = [];
		const { report, markdown } = await examine(buildFolder('BB_HASHSERVE = ""\n'), {
			release: 'kirkstone',
			signal: new AbortController().signal,
			onProgress: (progress) => seen.push(progress),
		});
		expect(report.checks[0]?.summary).toContain('kirkstone');
		expect(markdown).toContain('## Hash equivalence server: problem');
		expect(seen.map(({ done }) => done)).toEqual(report.checks.map((_, index) => index + 1));
	});

	it('ends at once when it is cancelled', async () => {
		const folder = buildFolder(`BB_HASHSERVE = "${await startSilence()}"\n`);
		const controller = new AbortController();
		const seen: DoctorProgress[] = [];
		const examined = examine(folder, {
			signal: controller.signal,
			onProgress: (progress) => {
				seen.push(progress);
				controller.abort();
			},
		});
		await expect(examined).rejects.toThrow();
		// The check that waits for an answer is not waited for.
		expect(seen.at(-1)?.done).toBeLessThan(seen.at(-1)?.total ?? 0);
	});

	it('says what the process said when there is no report', async () => {
		const options = { signal: new AbortController().signal, onProgress: () => {} };
		await expect(examine('/nowhere', options)).rejects.toThrow();
		await expect(doctorIn('/nowhere/hashequiv.js')('/nowhere', options)).rejects.toThrow();
	});
});

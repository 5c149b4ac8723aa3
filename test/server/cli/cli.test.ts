import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { bundleProduct, runNode, temporaryFolder } from '../../support/bundles';
import { quietAddress } from '../../support/hashserv';

const EXAMPLES = resolve(import.meta.dirname, '../../fixtures/examples');

let script: string;
beforeAll(async () => {
	script = join(await bundleProduct({ hashequiv: 'server/src/cli.ts' }), 'hashequiv.js');
});
const hashequiv = (args: readonly string[], cwd = EXAMPLES) => runNode(script, args, cwd);

describe('hashequiv', () => {
	it('tells its commands, its version, and what it does not know', async () => {
		expect(await hashequiv(['--help'])).toMatchObject({
			code: 0,
			stdout: expect.stringContaining('getvar'),
		});
		expect(await hashequiv(['--version'])).toMatchObject({
			code: 0,
			stdout: expect.stringMatching(/^hashequiv \d/),
		});
		expect(await hashequiv(['fly'])).toMatchObject({
			code: 2,
			stderr: expect.stringContaining('"fly"'),
		});
		expect((await hashequiv([])).code).toBe(2);
	});

	it('tells in two lines what was mistyped, what may be meant and where to read on', async () => {
		const said = async (...args: string[]) => {
			const { code, stdout, stderr } = await hashequiv(args);
			expect([args, code, stdout]).toEqual([args, 2, '']);
			return stderr;
		};
		expect(await said('lnit')).toBe(
			'hashequiv: there is no command "lnit"; did you mean lint?\nTry: hashequiv --help\n',
		);
		expect(await said('lint', '--formt', 'json', 'x')).toBe(
			'hashequiv lint: unknown option --formt; did you mean --format?\nTry: hashequiv lint --help\n',
		);
		expect(await said('serve', '--bnd', ':1')).toContain('did you mean --bind?\nTry: ');
		expect(await said('client', 'gc-stats')).toContain('did you mean gc-status?\nTry: ');
		expect(await said('db', 'chek')).toContain('"chek"; did you mean check?\nTry: ');
		expect(await said('doctor', '--fly')).toBe(
			'hashequiv doctor: unknown option --fly\nTry: hashequiv doctor --help\n',
		);
		expect(await said('doctor', 'build')).toContain(
			'unexpected argument "build"; a build is named with --build-dir\n',
		);
		expect(await said('getvar', '--build-dir')).not.toContain('undefined');
	});

	it('explains a command by "help COMMAND", too', async () => {
		const asked = await hashequiv(['help', 'lint']);
		expect(asked).toEqual(await hashequiv(['lint', '--help']));
		expect(asked).toMatchObject({ code: 0, stdout: expect.stringContaining('--probe') });
	});

	it('takes the current folder for the build, where it is one', async () => {
		const cwd = temporaryFolder({ 'conf/local.conf': 'MACHINE = "here"\n', 'src/a.c': '' });
		expect((await hashequiv(['getvar', 'MACHINE'], cwd)).stdout).toContain('MACHINE="here"');
		expect(await hashequiv(['doctor'], join(cwd, 'src'))).toMatchObject({
			code: 2,
			stderr: expect.stringContaining('name one with --build-dir'),
		});
	});

	it.skipIf(!existsSync('/dev/full'))('says that its output cannot be written', async () => {
		const cwd = temporaryFolder({ 'conf/local.conf': 'MACHINE = "here"\n' });
		const run = `"${process.execPath}" "${script}" getvar MACHINE >/dev/full`;
		const { status, stderr } = spawnSync('sh', ['-c', run], { cwd, encoding: 'utf8' });
		expect(status).toBe(1);
		expect(stderr).toMatch(/\nhashequiv: standard output cannot be written: ENOSPC.*\n$/);
	});

	it('says what to do where no server is', async () => {
		const address = await quietAddress();
		expect(await hashequiv(['client', '--address', address, 'ping'])).toMatchObject({
			code: 1,
			stderr: expect.stringContaining('No server runs there: start it, or name another'),
		});
	});
});

describe('hashequiv lint', () => {
	it('finds what is wrong with a team’s real configuration', async () => {
		const { code, stdout } = await hashequiv([
			'lint',
			'--format',
			'json',
			'remote-cache-local.conf',
		]);
		const found = JSON.parse(stdout) as { line: number; code: string; severity: string }[];
		expect(code).toBe(1);
		expect(found.map(({ line, code, severity }) => [line, code, severity])).toEqual([
			[7, 'source-mirror-without-own-mirrors', 'warning'],
			[8, 'source-mirror-is-one-url', 'error'],
			[15, 'unparsed-line', 'error'],
			[16, 'unparsed-line', 'error'],
			[17, 'unparsed-line', 'error'],
		]);
	});

	it('asks servers with --probe alone', async () => {
		const address = await quietAddress();
		const cwd = temporaryFolder({ 'local.conf': `BB_HASHSERVE = "${address}"\n` });
		expect((await hashequiv(['lint', 'local.conf'], cwd)).stdout).toBe('');
		const { code, stdout } = await hashequiv(['lint', '--probe', 'local.conf'], cwd);
		expect(stdout).toContain('upstream-unreachable');
		expect(stdout).toContain('The connection is refused');
		expect(code).toBe(0);
	});

	it('counts lines and columns from 1, to the end of what is wrong', async () => {
		const cwd = temporaryFolder({ 'local.conf': '# α\nBB_SIGNATURE_HANDLER = "oeequivhash"\n' });
		const { stdout } = await hashequiv(['lint', '--format=json', 'local.conf'], cwd);
		expect(JSON.parse(stdout)).toEqual([
			{
				file: 'local.conf',
				code: 'unknown-signature-handler',
				severity: 'error',
				line: 2,
				column: 25,
				endLine: 2,
				endColumn: 36,
				message: expect.stringContaining('did you mean OEEquivHash'),
			},
		]);
	});
	it('prints a line a finding as text, and is content with a good file', async () => {
		const cwd = temporaryFolder({ 'bad.conf': 'A = 1\n', 'good.conf': 'A = "1"\n' });
		expect(await hashequiv(['lint', 'bad.conf'], cwd)).toMatchObject({
			code: 1,
			stdout: expect.stringMatching(/^bad\.conf:1:5: error: .* \[unparsed-line\]\n$/),
		});
		expect(await hashequiv(['lint', 'good.conf'], cwd)).toEqual({
			code: 0,
			stdout: '',
			stderr: '',
		});
	});
	it('exits with 0 for warnings alone', async () => {
		const cwd = temporaryFolder({ 'local.conf': 'SOURCE_MIRROR_URL = "http://h/d"\n' });
		expect(await hashequiv(['lint', 'local.conf'], cwd)).toMatchObject({
			code: 0,
			stdout: expect.stringContaining('warning'),
		});
	});
	it('reports files that cannot be read', async () => {
		const cwd = temporaryFolder({ 'latin.conf': Buffer.from('A = "1"\nB = "\xe4"\n', 'latin1') });
		const { code, stdout } = await hashequiv(
			['lint', '--format', 'json', 'latin.conf', 'gone.conf', '.'],
			cwd,
		);
		const found = JSON.parse(stdout) as { file: string; code: string; line: number }[];
		expect(code).toBe(1);
		expect(found.map(({ file, code, line }) => [file, code, line])).toEqual([
			['latin.conf', 'unreadable-file', 2],
			['gone.conf', 'missing-file', 1],
			['.', 'unreadable-file', 1],
		]);
	});
	it('reports errors in files that are included, once', async () => {
		const cwd = temporaryFolder({
			'conf/local.conf': 'require team.conf\nBB_HASHSERVE = "auto"\n',
			'conf/team.conf': 'A = "1" # one\nBB_SIGNATURE_HANDLER = "OEEquivhash"\n',
			'conf/bblayers.conf': '',
		});
		const args = ['lint', '--format', 'json', 'conf/local.conf', 'conf/team.conf'];
		const { code, stdout } = await hashequiv(args, cwd);
		const found = JSON.parse(stdout) as { file: string; code: string }[];
		expect(code).toBe(1);
		expect(found.map(({ file, code }) => [file, code])).toEqual([
			['conf/team.conf', 'unparsed-line'],
			['conf/team.conf', 'unknown-signature-handler'],
		]);
	});
	it('knows the release of the build a file belongs to, and obeys --release', async () => {
		const cwd = temporaryFolder({
			'src/bitbake/lib/bb/__init__.py': '__version__ = "1.46.0"\n',
			'src/meta/conf/layer.conf': '',
			'build/conf/bblayers.conf': 'BBLAYERS = "${TOPDIR}/../src/meta"\n',
			'build/conf/local.conf': 'A_append = "1"\n',
		});
		const path = 'build/conf/local.conf';
		expect((await hashequiv(['lint', path], cwd)).code).toBe(0);
		const { stdout } = await hashequiv(['lint', '--release', '5.0', path], cwd);
		expect(stdout).toContain('[old-override-syntax]');
	});
	it('refuses wrong usage', async () => {
		for (const args of [
			['lint'],
			['lint', '--fly', 'x'],
			['lint', '--format', 'xml', 'x'],
			['lint', '--release', 'x', 'y'],
			['lint', '--build-dir', '/none', 'x'],
		]) {
			expect([args, (await hashequiv(args)).code]).toEqual([args, 2]);
		}
	});
});

describe('hashequiv eval', () => {
	it('prints a line of JSON per file', async () => {
		const cwd = temporaryFolder({
			'a.conf': 'A = "1 \\\n2"\nA:append = " ${B}"\nA[f] = "x"\nC = "${@time.time()}"\n',
			'b.conf': 'X = "1"\nY = 2\n',
		});
		const { code, stdout } = await hashequiv(
			['eval', '--json', '--set', 'B=b', '--release', 'scarthgap', 'a.conf', 'b.conf'],
			cwd,
		);
		const [first, second] = stdout
			.trim()
			.split('\n')
			.map((line) => JSON.parse(line) as Record<string, unknown>);
		expect(code).toBe(0);
		expect(first).toEqual({
			file: 'a.conf',
			release: 'scarthgap',
			ok: true,
			problems: [],
			variables: {
				B: { value: 'b', raw: 'b', static: true, flags: {}, history: [] },
				A: {
					value: '1 2 b',
					raw: '1 2 ${B}',
					static: true,
					flags: { f: 'x' },
					history: [
						{ file: join(cwd, 'a.conf'), line: 2, operator: '=' },
						{ file: join(cwd, 'a.conf'), line: 3, operator: ':append' },
						{ file: join(cwd, 'a.conf'), line: 4, operator: '=' },
					],
				},
				C: {
					value: '${@time.time()}',
					raw: '${@time.time()}',
					static: false,
					flags: {},
					history: [{ file: join(cwd, 'a.conf'), line: 5, operator: '=' }],
				},
			},
		});
		expect(second).toEqual({
			file: 'b.conf',
			release: 'scarthgap',
			ok: false,
			problems: [
				{
					code: 'unparsed-line',
					severity: 'error',
					line: 2,
					message: expect.stringContaining("unparsed line: 'Y = 2'"),
				},
			],
			variables: {},
		});
	});
	it('follows includes along --bbpath, unless told not to', async () => {
		const cwd = temporaryFolder({ 'a.conf': 'require x.inc\n', 'layer/x.inc': 'X = "1"\n' });
		const follow = await hashequiv(
			['eval', '--json', '--bbpath', `/none:${join(cwd, 'layer')}`, 'a.conf'],
			cwd,
		);
		expect(JSON.parse(follow.stdout)).toMatchObject({ ok: true, variables: { X: { value: '1' } } });
		const alone = await hashequiv(['eval', '--json', '--no-follow', 'a.conf'], cwd);
		expect(JSON.parse(alone.stdout)).toMatchObject({ ok: true, variables: {} });
	});
});

describe('hashequiv getvar', () => {
	const playground = resolve(import.meta.dirname, '../../../playground');
	it('prints the value in a build and where it comes from', async () => {
		const { code, stdout } = await hashequiv([
			'getvar',
			'--build-dir',
			playground,
			'--json',
			'BB_HASHSERVE',
			'MACHINE',
			'NONE',
		]);
		expect(code).toBe(1);
		const found = JSON.parse(stdout) as Record<
			string,
			{ value: string | null; file: string | null }
		>;
		expect(found.BB_HASHSERVE).toMatchObject({
			value: `unix://${playground}/hashserve.sock`,
			raw: 'auto',
			file: expect.stringContaining('layers/core/conf/'),
		});
		expect(found.MACHINE).toMatchObject({
			value: 'qemux86-64',
			file: join(playground, 'conf/local.conf'),
			operator: '??=',
		});
		expect(found.NONE).toMatchObject({ value: null, file: null });
	});
	it('prints text that a shell can read', async () => {
		const { code, stdout } = await hashequiv(['getvar', '--build-dir', playground, 'DISTRO']);
		expect([code, stdout.split('\n')[1]]).toEqual([0, 'DISTRO="poky"']);
	});
	it('reads classes, tells the address of auto, and a variable’s history', async () => {
		const cwd = temporaryFolder({
			'src/meta/conf/layer.conf': 'BBPATH .= ":${LAYERDIR}"\n',
			'src/meta/conf/bitbake.conf':
				'include conf/local.conf\ninclude conf/multiconfig/${BB_CURRENT_MC}.conf\nBB_HASHSERVE ??= "auto"\n',
			'src/meta/classes/base.bbclass': 'A ?= "base"\n',
			'build/conf/bblayers.conf': 'BBLAYERS = "${TOPDIR}/../src/meta"\n',
			'build/conf/local.conf': 'BBMULTICONFIG = "one"\n',
			'build/conf/multiconfig/one.conf': 'A = "one"\n',
		});
		const getvar = async (...args: string[]) =>
			hashequiv(['getvar', '--build-dir', 'build', '--release', 'scarthgap', ...args], cwd);
		expect((await getvar('BB_HASHSERVE')).stdout).toContain(
			`BB_HASHSERVE="unix://${cwd}/build/hashserve.sock"`,
		);
		expect((await getvar('A')).stdout).toContain('A="base"');
		const { stdout } = await getvar('--mc', 'one', '--json', '--history', 'A');
		expect(JSON.parse(stdout)).toMatchObject({
			A: {
				value: 'one',
				history: [
					{ file: `${cwd}/build/conf/multiconfig/one.conf`, line: 1, operator: '=', fate: 'wins' },
					{
						...{ operator: '?=', value: 'base', fate: 'not needed' },
						by: `${cwd}/build/conf/multiconfig/one.conf:1`,
					},
				],
			},
		});
		expect((await getvar('--mc', 'one', '--history', 'A')).stdout).toBe(
			[
				`# ${cwd}/build/conf/multiconfig/one.conf:1: A = "one"`,
				'#   gives the value',
				`# ${cwd}/src/meta/classes/base.bbclass:1: A ?= "base"`,
				`#   a default that is not needed, for there is ${cwd}/build/conf/multiconfig/one.conf:1`,
				'A="one"\n',
			].join('\n'),
		);
		expect(await getvar('--mc', 'two', 'A')).toMatchObject({
			code: 2,
			stderr: expect.stringContaining('no multiconfig "two": there are one'),
		});
	});
	it('refuses a folder that is no build directory', async () => {
		expect((await hashequiv(['getvar', '--build-dir', EXAMPLES, 'A'])).code).toBe(2);
	});
});

describe('formats of findings', () => {
	const folder = () => temporaryFolder({ 'a b.conf': 'A = "50 %\n' });
	it('are SARIF for code scanning', async () => {
		const { stdout } = await hashequiv(['lint', '--format', 'sarif', 'a b.conf'], folder());
		const log = JSON.parse(stdout) as { version: string; runs: { results: unknown[] }[] };
		expect(log.version).toBe('2.1.0');
		expect(log.runs[0]?.results).toEqual([
			{
				ruleId: 'unparsed-line',
				ruleIndex: 0,
				level: 'error',
				message: { text: expect.stringContaining('unparsed line') },
				locations: [
					{
						physicalLocation: {
							artifactLocation: { uri: 'a%20b.conf' },
							region: { startLine: 1, startColumn: 5, endLine: 1, endColumn: 10 },
						},
					},
				],
			},
		]);
	});
	it('are annotations for GitHub, with what it reserves escaped', async () => {
		const { stdout } = await hashequiv(['lint', '--format', 'github', 'a b.conf'], folder());
		expect(stdout).toMatch(
			/^::error file=a b\.conf,line=1,endLine=1,col=5,endColumn=10,title=unparsed-line::.*50 %25/,
		);
		expect(stdout.trim().split('\n')).toHaveLength(1);
	});
});

describe('hashequiv fmt', () => {
	it('prints without comments, or writes when it is told to', async () => {
		const cwd = temporaryFolder({ 'a.conf': '# a\nA = "1"\n', 'bad.conf': '# b\nB = 2\n' });
		expect(await hashequiv(['fmt', '--strip-comments', 'a.conf'], cwd)).toEqual({
			code: 0,
			stdout: 'A = "1"\n',
			stderr: '',
		});
		const written = await hashequiv(
			['fmt', '--strip-comments', '--write', 'a.conf', 'bad.conf'],
			cwd,
		);
		expect(written).toMatchObject({ code: 1, stderr: expect.stringContaining('bad.conf') });
		expect(readFileSync(join(cwd, 'a.conf'), 'utf8')).toBe('A = "1"\n');
		expect(readFileSync(join(cwd, 'bad.conf'), 'utf8')).toBe('# b\nB = 2\n');
	});
});

/**
 * How fast configurations are read. With POKY_DIR (a poky checkout, its own
 * bitbake inside) the stock configuration is read, beside `bitbake-getvar` in
 * turns; without it the playground is.
 *
 *   npm run bench -- language
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import esbuild from 'esbuild';

const ROOT = path.resolve(import.meta.dirname, '../..');
const { POKY_DIR } = process.env;
const folder = mkdtempSync(path.join(tmpdir(), 'hashequiv-bench-'));

function makeBuild() {
	const build = path.join(folder, 'build');
	if (!POKY_DIR) {
		cpSync(path.join(ROOT, 'playground'), build, { recursive: true });
		return build;
	}
	mkdirSync(path.join(build, 'conf'), { recursive: true });
	const samples = ['meta-poky/conf/templates/default', 'meta-poky/conf']
		.map((name) => path.join(POKY_DIR, name, 'local.conf.sample'))
		.filter((file) => existsSync(file));
	cpSync(samples[0], path.join(build, 'conf/local.conf'));
	const layers = ['meta', 'meta-poky', 'meta-yocto-bsp'].map((name) => path.join(POKY_DIR, name));
	writeFileSync(
		path.join(build, 'conf/bblayers.conf'),
		`BBPATH = "\${TOPDIR}"\nBBFILES ?= ""\nBBLAYERS = "${layers.join(' ')}"\n`,
	);
	return build;
}

async function bundle(name, entry) {
	const outfile = path.join(folder, `${name}.js`);
	await esbuild.build({
		absWorkingDir: ROOT,
		entryPoints: [entry],
		outfile,
		bundle: true,
		minify: true,
		platform: 'node',
		format: 'cjs',
		target: 'node20',
		external: ['node:sqlite'],
		mainFields: ['module', 'main'],
		logLevel: 'warning',
	});
	return outfile;
}

function milliseconds(action) {
	const start = performance.now();
	action();
	return performance.now() - start;
}

function median(values) {
	return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

function row(what, value) {
	console.log(`${what.padEnd(64)} ${value}`);
}

/** Our getvar and BitBake's, in turns, each as a whole process that starts cold. */
function againstBitBake(cli, build) {
	const ours = [];
	const theirs = [];
	const bitbake = path.join(POKY_DIR, 'bitbake/bin');
	const env = { ...process.env, PATH: `${bitbake}:${process.env.PATH}`, BUILDDIR: build };
	for (let turn = 0; turn < 5; turn++) {
		ours.push(
			milliseconds(() =>
				execFileSync(process.execPath, [cli, 'getvar', '--build-dir', build, 'BB_HASHSERVE']),
			),
		);
		theirs.push(
			milliseconds(() =>
				execFileSync('bitbake-getvar', ['--value', 'BB_HASHSERVE'], {
					cwd: build,
					env,
					stdio: 'pipe',
				}),
			),
		);
		// Its server stays for the next call; a cold start is what is compared.
		spawnSync('bitbake', ['-m'], { cwd: build, env });
	}
	row('hashequiv getvar, whole process', `${median(ours).toFixed(0)} ms`);
	row('bitbake-getvar, whole process', `${median(theirs).toFixed(0)} ms`);
	row('ratio (target: at most 0.10)', (median(ours) / median(theirs)).toFixed(3));
	return median(theirs);
}

const build = makeBuild();
try {
	console.log(
		POKY_DIR ? 'stock build of the poky in POKY_DIR' : 'playground (POKY_DIR is not set)',
	);
	await bundle('hashequiv-main', 'server/src/cli.ts');
	const cli = await bundle('hashequiv', 'server/src/start.ts');
	const reference = POKY_DIR ? againstBitBake(cli, build) : undefined;
	const harness = await bundle('language', 'test/bench/language/harness.ts');
	const output = execFileSync(process.execPath, [harness, build], { encoding: 'utf8' });
	const figures = JSON.parse(output);
	row('evaluated again after an edit of local.conf', `${figures.edit.toFixed(1)} ms`);
	if (reference)
		row('ratio to bitbake-getvar (target: at most 0.02)', (figures.edit / reference).toFixed(4));
	row(
		'keystroke in 1,000 lines to findings (target: under 20 ms)',
		`${figures.thousand.toFixed(1)} ms`,
	);
	row('the same in 10,000 lines', `${figures.tenThousand.toFixed(1)} ms`);
	row('the same in 100,000 lines', `${figures.hundredThousand.toFixed(1)} ms`);
	row('the same in 4,000 additions to SSTATE_MIRRORS', `${figures.mirrors.toFixed(1)} ms`);
	row('a value continued over 10,000 lines', `${figures.continued.toFixed(1)} ms`);

	const server = await bundle('server', 'server/src/main.ts');
	const settings = await bundle('settings', 'server/src/shared/serverProcess.ts');
	const { SERVER_PROCESS } = createRequire(import.meta.url)(settings);
	const { memoryOf } = await import('./language/memory.mjs');
	const memory = await memoryOf(server, build, SERVER_PROCESS);
	row('resident memory of the language server (target: under 100 MB)', `${memory.toFixed(0)} MB`);
} finally {
	rmSync(folder, { recursive: true, force: true });
}

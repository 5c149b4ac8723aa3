/**
 * A shared cache as BitBake itself sees it. The fetcher needs `BITBAKE_DIR`;
 * two builds that share one cache need `POKY_DIR`, too, and the tools that
 * BitBake asks of a host. As root the builds run as another user.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
	chmodSync,
	chownSync,
	cpSync,
	existsSync,
	lstatSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { dialectFor } from '../../server/src/yocto/releases';
import { bundleProduct, temporaryFolder } from '../support/bundles';
import { quietAddress } from '../support/hashserv';
import { BitBake } from './bitbake';

const { BITBAKE_DIR, POKY_DIR } = process.env;
const bitbake = BITBAKE_DIR ? new BitBake(BITBAKE_DIR) : undefined;
/** `nobody`: BitBake does not build as root. */
const BUILDER = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

let script: string;
beforeAll(async () => {
	script = join(await bundleProduct({ hashequiv: 'server/src/cli.ts' }), 'hashequiv.js');
});

describe.skipIf(!bitbake)(
	`a shared cache, with BitBake of ${bitbake?.release.codename ?? 'BITBAKE_DIR, which is not set'}`,
	() => {
		it('is what its fetcher takes for a mirror', { timeout: 120_000 }, async () => {
			const object =
				'debian-12/ab/cd/sstate:tiny-native:x86_64-linux:1.0+git0+1a2b:r0:x86_64:12:abcd_populate_sysroot.tar.zst';
			const directory = temporaryFolder({
				'conf/local.conf': 'BB_HASHSERVE = "auto"\n',
				[`sstate-cache/${object}`]: 'object',
				[`sstate-cache/${object}.siginfo`]: 'siginfo',
				[`sstate-cache/${object}.lock`]: '',
			});
			const { block } = await share(directory);
			const [, mirrors = ''] = /^SSTATE_MIRRORS.prepend = "(.*)"$/m.exec(block) ?? [];
			const asked = ['', '.siginfo', '.sig', '.lock'].map((end) => object + end);
			const missing = object.replace('1.0+git', '1.0 git');
			const answer = await run(
				'python3',
				[join(import.meta.dirname, 'fetch.py'), BITBAKE_DIR!, temporaryFolder(), mirrors],
				{ input: JSON.stringify([...asked, missing]) },
			);
			expect(JSON.parse(answer)).toEqual({
				status: [true, true, false, false, false],
				// One for all that are asked one after the other: it is kept, also after a miss.
				connections: 1,
				fetched: createHash('sha256').update('object').digest('hex'),
			});
		});

		it.skipIf(!POKY_DIR)(
			'gives a second builder everything that the first one built',
			{ timeout: 600_000 },
			async () => {
				const folder = temporaryFolder(layer());
				chmodSync(folder, 0o755);
				const one = builder(folder, 'one', '');
				cpSync(join(folder, 'downloads'), join(one, 'downloads'), { recursive: true });
				own(folder);
				// Only its owner may pass through the folder that all tests are in.
				if (BUILDER.uid !== undefined) chmodSync(dirname(folder), 0o711);
				await build(one);
				// Another task hash with the same output: its object is known by the first one's name.
				const recipe = join(folder, RECIPE);
				writeFileSync(recipe, readFileSync(recipe, 'utf8').replace('revision 1', 'revision 2'));
				await build(one);

				const { block } = await share(one);
				const two = builder(folder, 'two', block);
				own(two);
				expect(summaryOf(await build(two))).toMatch(/ Missed 0 .*\(100% match/);

				// The proof that the hash server is needed: without it the mirror alone does not do.
				const three = builder(folder, 'three', block.replace(/^BB_HASHSERVE.*\n/gm, ''));
				own(three);
				expect(summaryOf(await build(three))).not.toContain('100% match');

				// No source was downloaded so far: what is built from shared state needs none.
				const source = join(two, 'downloads/tiny-1.0+git.tar.gz');
				expect(existsSync(source)).toBe(false);
				await build(two, '-f', '-c', 'fetch', 'tiny-native');
				expect(existsSync(source)).toBe(true);
			},
		);
	},
);

/** Runs `hashequiv share` for a build until the test ends. */
async function share(directory: string): Promise<{ block: string }> {
	const where = ['--bind', await quietAddress(), '--hashserv-bind', await quietAddress()];
	const release = bitbake!.release.codename;
	const args = ['share', '--build-dir', directory, '--release', release, ...where];
	const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
	onTestFinished(() => ended(child));
	const block = await new Promise<string>((resolve, reject) => {
		let stdout = '';
		let stderr = '';
		child.stderr.setEncoding('utf8').on('data', (text: string) => {
			stderr += text;
		});
		child.stdout.setEncoding('utf8').on('data', (text: string) => {
			stdout += text;
			const start = stdout.indexOf('# Shared cache of ');
			if (start >= 0) resolve(stdout.slice(start));
		});
		child.once('exit', () => reject(new Error(stderr)));
	});
	return { block };
}

function ended(child: ChildProcess): Promise<void> {
	return new Promise((resolve) => {
		child.once('exit', () => resolve());
		child.kill();
	});
}

const RECIPE = 'layer/recipes-tiny/tiny/tiny-native_1.0+git.bb';
const SOURCE = 'the source of tiny\n';

/** A layer with two recipes that build in no time, one with a source and a plus sign in its version. */
function layer(): Record<string, string> {
	const core = readFileSync(join(POKY_DIR!, 'meta/conf/layer.conf'), 'utf8');
	const [, series = ''] = /^LAYERSERIES_CORENAMES\s*=\s*"([^"]*)"/m.exec(core) ?? [];
	const common = `LICENSE = "CLOSED"
INHIBIT_DEFAULT_DEPS = "1"
inherit native
do_patch[depends] = ""
do_patch[noexec] = "1"
do_configure[noexec] = "1"
do_compile[noexec] = "1"
`;
	const sum = createHash('sha256').update(SOURCE).digest('hex');
	return {
		'layer/conf/layer.conf': `BBPATH .= ":\${LAYERDIR}"
BBFILES += "\${LAYERDIR}/recipes-*/*/*.bb"
BBFILE_COLLECTIONS += "tiny"
BBFILE_PATTERN_tiny = "^\${LAYERDIR}/"
LAYERSERIES_COMPAT_tiny = "${series.trim()}"
`,
		[RECIPE]: `SUMMARY = "Something to share"
SRC_URI = "https://tiny.invalid/tiny-1.0+git.tar.gz;unpack=0"
SRC_URI[sha256sum] = "${sum}"
${common}
do_install() {
	install -d \${D}\${bindir}
	echo tiny > \${D}\${bindir}/tiny
	# revision 1
}
`,
		'layer/recipes-tiny/tiny/user-native_1.0.bb': `SUMMARY = "What needs it"
DEPENDS = "tiny-native"
${common}
do_install() {
	install -d \${D}\${bindir}
	cp \${STAGING_BINDIR_NATIVE}/tiny \${D}\${bindir}/user
}
`,
		'downloads/tiny-1.0+git.tar.gz': SOURCE,
		'downloads/tiny-1.0+git.tar.gz.done': '',
	};
}

/** A build directory of its own, with nothing built in it. */
function builder(folder: string, name: string, block: string): string {
	const directory = join(folder, name);
	mkdirSync(join(directory, 'conf'), { recursive: true });
	const { separator } = dialectFor(bitbake!.release);
	const write = (file: string, text: string) => writeFileSync(join(directory, 'conf', file), text);
	const layers = [join(POKY_DIR!, 'meta'), join(folder, 'layer')];
	write(
		'bblayers.conf',
		`BBPATH = "\${TOPDIR}"\nBBFILES ?= ""\nBBLAYERS = "${layers.join(' ')}"\n`,
	);
	write(
		'local.conf',
		`MACHINE = "qemux86-64"
BBMASK = "/meta/recipes-"
ASSUME_PROVIDED += "quilt-native"
CONNECTIVITY_CHECK_URIS = ""
INHERIT${separator}remove = "uninative"
BB_SIGNATURE_HANDLER = "OEEquivHash"
BB_HASHSERVE = "auto"
${block}`,
	);
	return directory;
}

/** Gives a folder to the user that builds. */
function own(path: string): void {
	if (BUILDER.uid === undefined) return;
	chownSync(path, BUILDER.uid, BUILDER.gid);
	if (!lstatSync(path).isDirectory()) return;
	for (const name of readdirSync(path)) own(join(path, name));
}

/** Runs bitbake; resolves to what it printed. */
function build(directory: string, ...args: string[]): Promise<string> {
	const tools = [join(POKY_DIR!, 'scripts'), join(BITBAKE_DIR!, 'bin'), process.env.PATH];
	return run(join(BITBAKE_DIR!, 'bin/bitbake'), args.length > 0 ? args : ['user-native'], {
		cwd: directory,
		env: {
			PATH: tools.join(':'),
			HOME: dirname(directory),
			USER: 'builder',
			LANG: 'en_US.UTF-8',
			LC_ALL: 'en_US.UTF-8',
			PYTHONDONTWRITEBYTECODE: '1',
		},
		...BUILDER,
	});
}

function summaryOf(output: string): string {
	return /Sstate summary: .*/.exec(output)?.[0] ?? output;
}

/** Resolves to standard output, rejects with the end of everything that was printed. */
function run(
	command: string,
	args: readonly string[],
	{ input = '', ...options }: { input?: string; cwd?: string; env?: NodeJS.ProcessEnv },
): Promise<string> {
	const child = spawn(command, args, { stdio: 'pipe', ...options });
	return new Promise((resolve, reject) => {
		let stdout = '';
		let all = '';
		child.stdout.setEncoding('utf8').on('data', (text: string) => {
			stdout += text;
			all += text;
		});
		child.stderr.setEncoding('utf8').on('data', (text: string) => {
			all += text;
		});
		child.on('error', reject);
		child.on('close', (code) => (code === 0 ? resolve(stdout) : reject(new Error(troubleIn(all)))));
		child.stdin.end(input);
	});
}

/** What BitBake complains of, else the end of what it printed. */
function troubleIn(output: string): string {
	return output.match(/^(?:ERROR|WARNING|\|).*$/gm)?.join('\n') ?? output.slice(-3000);
}

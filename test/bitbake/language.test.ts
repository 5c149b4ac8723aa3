/**
 * Our reading of configurations beside BitBake's own, the real one. Needs
 * `BITBAKE_DIR` (a BitBake source tree) and, for layers and builds, `POKY_DIR`
 * (a checkout of poky or OpenEmbedded-Core of the same release).
 */
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DiskReader } from '../../server/src/files/diskReader';
import { readBuild } from '../../server/src/files/readBuild';
import { isFrom } from '../../server/src/yocto/releases';
import { bundleProduct, runNode, temporaryFolder } from '../support/bundles';
import { BitBake } from './bitbake';
import { buildShell } from './buildShell';
import {
	type Comparison,
	compareFile,
	compareVariables,
	evaluateFile,
	newComparison,
} from './compare';
import { setupBuild, stockBuild } from './stockBuild';
import { configurationText } from './texts';

const { BITBAKE_DIR, POKY_DIR } = process.env;
const bitbake = BITBAKE_DIR ? new BitBake(BITBAKE_DIR) : undefined;
/** Variables that decide about hash equivalence, shared state and what a build is. */
const ASKED = [
	...['BB_HASHSERVE', 'BB_HASHSERVE_UPSTREAM', 'BB_SIGNATURE_HANDLER', 'BB_HASHCONFIG_IGNORE_VARS'],
	...['BB_BASEHASH_IGNORE_VARS', 'BB_HASHCONFIG_WHITELIST', 'BB_HASHBASE_WHITELIST'],
	...['SSTATE_DIR', 'SSTATE_MIRRORS', 'SSTATE_HASHEQUIV_METHOD', 'SSTATE_EXCLUDEDEPS_SYSROOT'],
	...['SSTATE_DUPWHITELIST', 'SSTATE_ALLOW_OVERLAP_FILES', 'SSTATETASKS', 'SSTATE_SCAN_CMD'],
	...['SIGGEN_EXCLUDERECIPES_ABISAFE', 'SIGGEN_EXCLUDE_SAFE_RECIPE_DEPS', 'SIGGEN_LOCKEDSIGS'],
	...['DL_DIR', 'TMPDIR', 'TOPDIR', 'PERSISTENT_DIR', 'CACHE', 'MIRRORS', 'PREMIRRORS'],
	...['DISTRO', 'DISTRO_FEATURES', 'MACHINE', 'MACHINEOVERRIDES', 'OVERRIDES', 'TUNE_FEATURES'],
	...['INHERIT', 'PACKAGE_CLASSES', 'USER_CLASSES', 'BBCLASSEXTEND', 'BBPATH', 'BBLAYERS'],
	...['LAYERSERIES_CORENAMES', 'WARN_QA', 'ERROR_QA', 'BB_DISKMON_DIRS', 'PRSERV_HOST'],
];
const RANDOM_FILES = Number(process.env.HASHEQUIV_RANDOM_FILES ?? 500);

function report(what: string, { files, values, unknown, differences }: Comparison): void {
	console.log(
		`${what}: ${files} files, ${values} values compared, ${unknown} not known statically, ${differences.length} differences`,
	);
	expect(differences.slice(0, 20)).toEqual([]);
}

describe.skipIf(!bitbake)(
	`BitBake of ${bitbake?.release.codename ?? 'BITBAKE_DIR, which is not set'}`,
	() => {
		const { release } = bitbake ?? ({} as BitBake);

		it('reads random files as we do', { timeout: 300_000 }, async () => {
			const folder = temporaryFolder({ 'inc.conf': 'INC = "1"\nA += "inc"\n' });
			const texts = fc.sample(configurationText, RANDOM_FILES);
			const paths = texts.map((text, i) => {
				const path = join(folder, `random${i}.conf`);
				writeFileSync(path, text);
				return path;
			});
			const theirs = await bitbake!.files(paths, true);
			const comparison = newComparison();
			for (const [i, path] of paths.entries()) {
				const before = comparison.differences.length;
				compareFile(path, evaluateFile(path, release, true), theirs[i]!, comparison);
				if (comparison.differences.length > before) {
					comparison.differences.push(JSON.stringify(texts[i]));
				}
			}
			report('random files', comparison);
		});

		it.skipIf(!POKY_DIR)(
			'reads every .conf of the layers as we do',
			{ timeout: 300_000 },
			async () => {
				const paths = readdirSync(POKY_DIR!, { recursive: true, encoding: 'utf8' })
					.filter((name) => /^meta[^/]*\/.*\.conf$/.test(name) && /(^|\/)conf\//.test(name))
					.map((name) => join(POKY_DIR!, name))
					.sort();
				const theirs = await bitbake!.files(paths, false);
				const comparison = newComparison();
				for (const [i, path] of paths.entries()) {
					compareFile(path, evaluateFile(path, release, false), theirs[i]!, comparison);
				}
				report('layers', comparison);
			},
		);

		/** Compares a build with BitBake's own reading of it, in all of its multiconfigs. */
		async function compareBuild(what: string, folder: string): Promise<void> {
			const theirs = await bitbake!.build(folder);
			const shell = buildShell(bitbake!.directory, folder);
			for (const [multiconfig, variables] of Object.entries(theirs)) {
				const { evaluation } = readBuild(folder, {
					env: shell,
					release,
					reader: new DiskReader(),
					...(multiconfig === '' ? {} : { multiconfig }),
				});
				expect(evaluation.problems).toEqual([]);
				const comparison = newComparison();
				comparison.files = evaluation.files.size;
				// BitBake's own bookkeeping, which no configuration file sets.
				delete variables.BBINCLUDED;
				compareVariables('build', evaluation.data, variables, comparison);
				report(multiconfig === '' ? what : `${what}, multiconfig ${multiconfig}`, comparison);
			}
		}

		it.skipIf(!POKY_DIR)('evaluates a stock build as we do', { timeout: 120_000 }, async () => {
			await compareBuild('stock build', stockBuild(POKY_DIR!));
		});

		it.skipIf(!POKY_DIR)('evaluates multiconfigs as we do', { timeout: 120_000 }, async () => {
			const local = 'BBMULTICONFIG = "arm x86"\nINHERIT += "own-mirrors rm_work"\n';
			const folder = stockBuild(POKY_DIR!, local, {
				'conf/multiconfig/arm.conf': 'MACHINE = "qemuarm64"\nTMPDIR .= "-arm"\n',
				'conf/multiconfig/x86.conf': 'MACHINE = "qemux86"\nSOURCE_MIRROR_URL = "http://h/d"\n',
			});
			await compareBuild('stock build', folder);
		});

		it.skipIf(!POKY_DIR)('evaluates a multilib build as we do', { timeout: 120_000 }, async () => {
			const local = [
				'require conf/multilib.conf',
				'MULTILIBS = "multilib:lib32"',
				'DEFAULTTUNE:virtclass-multilib-lib32 = "x86"',
			].join('\n');
			await compareBuild('multilib build', stockBuild(POKY_DIR!, `${local}\n`));
		});

		it.skipIf(!POKY_DIR || !isFrom(release, '5.3'))(
			'evaluates what bitbake-setup makes as we do',
			{ timeout: 120_000 },
			async () => {
				const fragments = 'machine/qemuarm64 core/yocto/sstate-mirror-cdn distro/nodistro';
				await compareBuild('setup', setupBuild(POKY_DIR!, fragments));
			},
		);

		it.skipIf(!POKY_DIR)('answers getvar as we do', { timeout: 300_000 }, async () => {
			const folder = stockBuild(POKY_DIR!);
			const theirs = await bitbake!.getvar(folder, ASKED);
			const script = join(await bundleProduct({ hashequiv: 'server/src/cli.ts' }), 'hashequiv.js');
			const args = ['getvar', '--build-dir', folder, '--release', release.codename, '--json'];
			const { stdout } = await runNode(script, [...args, ...ASKED], folder);
			const ours = JSON.parse(stdout) as Record<string, { value: string | null; static: boolean }>;
			const comparison = newComparison();
			for (const [name, value] of theirs) {
				const our = ours[name];
				if (our?.static === false) {
					comparison.unknown++;
					continue;
				}
				comparison.values++;
				if (our?.value === value) continue;
				const both = `BitBake ${JSON.stringify(value)}, we ${JSON.stringify(our?.value)}`;
				comparison.differences.push(`${name}: ${both}`);
			}
			report('getvar', comparison);
			expect(comparison.values).toBeGreaterThan(ASKED.length * 0.85);
		});
	},
);

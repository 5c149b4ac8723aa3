/**
 * Our reading of configurations beside BitBake's own, the real one. Needs
 * `BITBAKE_DIR` (a BitBake source tree) and, for layers and builds, `POKY_DIR`
 * (a checkout of poky or OpenEmbedded-Core of the same release).
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DiskReader } from '../../server/src/files/diskReader';
import { evaluateBuild } from '../../server/src/yocto/build';
import { buildEnvironment, hostFacts } from '../../server/src/yocto/environment';
import { temporaryFolder } from '../support/bundles';
import { BitBake } from './bitbake';
import {
	type Comparison,
	compareFile,
	compareVariables,
	evaluateFile,
	newComparison,
} from './compare';
import { configurationText } from './texts';

const { BITBAKE_DIR, POKY_DIR } = process.env;
const bitbake = BITBAKE_DIR ? new BitBake(BITBAKE_DIR) : undefined;
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

		it.skipIf(!POKY_DIR)('evaluates a stock build as we do', { timeout: 120_000 }, async () => {
			const folder = temporaryFolder();
			mkdirSync(join(folder, 'conf'));
			const samples = [
				'meta-poky/conf/templates/default',
				'meta-poky/conf',
				'meta/conf/templates/default',
			].map((name) => join(POKY_DIR!, name));
			const sample = samples.find((path) =>
				new DiskReader().exists(join(path, 'local.conf.sample')),
			);
			writeFileSync(
				join(folder, 'conf/local.conf'),
				readFileSync(join(sample!, 'local.conf.sample')),
			);
			const layers = ['meta', 'meta-poky', 'meta-yocto-bsp']
				.map((name) => join(POKY_DIR!, name))
				.filter((path) => new DiskReader().exists(path))
				.join(' ');
			writeFileSync(
				join(folder, 'conf/bblayers.conf'),
				`BBPATH = "\${TOPDIR}"\nBBFILES ?= ""\nBBLAYERS = "${layers}"\n`,
			);

			const theirs = await bitbake!.build(folder);
			const host = hostFacts(process.platform, process.arch);
			const ours = evaluateBuild(folder, {
				release,
				reader: new DiskReader(),
				environment: buildEnvironment(process.env, folder, release),
				...(host ? { host } : {}),
			});
			expect(ours.evaluation.problems).toEqual([]);
			const comparison = newComparison();
			comparison.files = ours.evaluation.files.size;
			// BitBake's own bookkeeping, which no configuration file sets.
			const { BBINCLUDED: _, ...variables } = theirs;
			compareVariables('build', ours.evaluation.data, variables, comparison);
			report('stock build', comparison);
		});
	},
);

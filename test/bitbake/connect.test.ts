/**
 * The edits that make a build use a cache, on the stock configuration of a
 * release with all its layers: `POKY_DIR` names a checkout of poky or
 * OpenEmbedded-Core. Without it the tests are skipped.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { planCache } from '../../server/src/connect/plan/planCache';
import { publicCache } from '../../server/src/connect/plan/publicCache';
import type { CacheToUse } from '../../server/src/connect/plan/wantedSettings';
import { DiskReader } from '../../server/src/files/diskReader';
import { check, ruleContext } from '../../server/src/rules/run';
import { applyEdits } from '../../server/src/text/edit';
import { evaluateBuild } from '../../server/src/yocto/build';
import { detectRelease } from '../../server/src/yocto/detectRelease';
import { isFrom } from '../../server/src/yocto/releases';
import { stockBuild } from './stockBuild';

const { POKY_DIR } = process.env;

const SHARED: CacheToUse = {
	name: 'build1',
	sstate: 'http://build1:8687/sstate',
	downloads: 'http://build1:8687/downloads',
	hashServer: 'build1:8686',
};

describe.skipIf(!POKY_DIR)('connecting a stock build', () => {
	it('leaves nothing to find and nothing to do', () => {
		const directory = stockBuild(POKY_DIR!);
		const path = join(directory, 'conf/local.conf');
		const disk = new DiskReader();
		const { release } = detectRelease(directory, disk);
		const buildWith = (text: string) =>
			evaluateBuild(directory, {
				release,
				tolerant: true,
				reader: {
					read: (asked) => (asked === path ? { kind: 'text', text } : disk.read(asked)),
					exists: (asked) => disk.exists(asked),
				},
			});
		const evaluateWith = (text: string) => {
			const build = buildWith(text);
			const file = build.evaluation.files.get(path)!;
			return { file, context: ruleContext(build, { files: [path] }) };
		};
		const open = publicCache(release);
		expect('impossible' in open).toBe(!isFrom(release, '4.0'));
		const before = readFileSync(path, 'utf8');
		for (const cache of [SHARED, ...('impossible' in open ? [] : [open])]) {
			const plan = planCache(before, cache, evaluateWith);
			if (plan.kind !== 'edit') throw new Error(JSON.stringify(plan));
			const after = applyEdits(before, plan.edits);
			expect(check(buildWith(after), { files: [path] })).toEqual([]);
			expect(planCache(after, cache, evaluateWith)).toEqual({ kind: 'done' });
		}
	});
});

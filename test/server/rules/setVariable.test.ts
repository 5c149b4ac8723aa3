import { describe, expect, it } from 'vitest';
import { memoryReader } from '../../../server/src/evaluation/reader';
import { check, ruleContext } from '../../../server/src/rules/run';
import { setVariable } from '../../../server/src/rules/setVariable';
import { applyEdits } from '../../../server/src/text/edit';
import { evaluateBuild } from '../../../server/src/yocto/build';
import { findRelease } from '../../../server/src/yocto/releases';
import { LAYERS } from '../../support/view';

const release = findRelease('scarthgap')!;
const SITE = '/build/conf/site.conf';
const LOCAL = '/build/conf/local.conf';

function build(site: string, local: string) {
	const reader = memoryReader({ ...LAYERS, [SITE]: site, [LOCAL]: local });
	return evaluateBuild('/build', { reader, release, tolerant: true });
}

/** The value that BB_HASHSERVE has after it was set to h:9 in a file; null when no edit was offered. */
function setIn(path: string, site: string, local: string): string | null {
	const before = build(site, local);
	const context = ruleContext(before, { files: [SITE, LOCAL] });
	const file = context.files.get(path)!;
	const edits = setVariable(context, file, 'BB_HASHSERVE', 'h:9');
	if (edits.length === 0) return null;
	const text = applyEdits(file.text, edits);
	const after = path === SITE ? build(text, local) : build(site, text);
	return after.evaluation.data.get('BB_HASHSERVE')?.value ?? null;
}

describe('setting a variable', () => {
	it.each([
		['where nothing sets it but the distro', LOCAL, 'A = "1"\n', 'B = "1"\n'],
		['in the assignment that decides', LOCAL, '', 'BB_HASHSERVE ?= "h:1"\n'],
		[
			'in the override that decides',
			LOCAL,
			'',
			'BB_HASHSERVE = "h:1"\nBB_HASHSERVE:poky = "h:2"\n',
		],
		['behind an earlier file', LOCAL, 'BB_HASHSERVE = "h:1"\n', 'B = "1"\n'],
		['in front of a later default', SITE, 'A = "1"\n', 'BB_HASHSERVE ?= "h:1"\n'],
	])('wins %s', (_, path, site, local) => {
		expect(setIn(path, site, local)).toBe('h:9');
	});

	it.each([
		['a later file sets it', SITE, 'A = "1"\n', 'BB_HASHSERVE = "h:1"\n'],
		['an override elsewhere decides', LOCAL, 'BB_HASHSERVE:poky = "h:1"\n', 'B = "1"\n'],
		['something is appended', LOCAL, '', 'BB_HASHSERVE = "h"\nBB_HASHSERVE:append = ":1"\n'],
	])('is not offered where %s', (_, path, site, local) => {
		expect(setIn(path, site, local)).toBeNull();
	});

	it('leaves findings without fixes that would lose', () => {
		const mirror = 'SSTATE_MIRRORS = "file://.* http://cache.lan/PATH"\n';
		const before = build(mirror, 'BB_HASHSERVE = "auto"\nBB_HASHSERVE_UPSTREAM = ""\n');
		const [finding] = check(before, { files: [SITE, LOCAL] });
		expect(finding?.code).toBe('mirror-without-hashserv');
		for (const { title, edits } of finding?.fixes ?? []) {
			if (edits.length === 0) continue;
			const after = build(
				applyEdits(mirror, edits),
				'BB_HASHSERVE = "auto"\nBB_HASHSERVE_UPSTREAM = ""\n',
			);
			const left = check(after, { files: [SITE, LOCAL] }).map(({ code }) => code);
			expect([title, left.includes('mirror-without-hashserv')]).toEqual([title, false]);
		}
	});
});

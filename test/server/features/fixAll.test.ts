import { describe, expect, it } from 'vitest';
import { memoryReader } from '../../../server/src/evaluation/reader';
import { fixAll } from '../../../server/src/features/fixAll';
import { check } from '../../../server/src/rules/run';
import { applyEdits, type Fix } from '../../../server/src/text/edit';
import type { Problem } from '../../../server/src/text/problem';
import { evaluateAlone } from '../../../server/src/yocto/build';
import { findRelease } from '../../../server/src/yocto/releases';

const PATH = '/conf/local.conf';

function fixed(text: string): string {
	const release = findRelease('wrynose')!;
	const reader = memoryReader({ [PATH]: text });
	const build = evaluateAlone(PATH, { reader, tolerant: true, release });
	return applyEdits(text, fixAll(check(build, { files: [PATH] })));
}

describe('fixing everything', () => {
	it('repairs what has one obvious repair, at once and for good', () => {
		const text = [
			'A = "1" # why',
			'MACHINE = qemu',
			'FOO_append = " x"',
			'FOO:append+="y"',
			'BB_NUMBER_THREADS="4"',
			'SSTATE_MIRRORS = "file://.* http://a/PATH \\n file://.* http://b/PATH"',
			'',
		].join('\n');
		const once = fixed(text);
		expect(once).toBe(
			[
				'# why',
				'A = "1"',
				'MACHINE = "qemu"',
				'FOO:append = " x"',
				'FOO:append = " y"',
				'BB_NUMBER_THREADS = "4"',
				'SSTATE_MIRRORS = "file://.* http://a/PATH file://.* http://b/PATH"',
				'',
			].join('\n'),
		);
		expect(fixed(once)).toBe(once);
	});
	it('leaves decisions to the user', () => {
		const text = 'SSTATE_MIRRORS = "file://.* http://cache.lan/PATH;downloadfilename=PATH"\n';
		expect(fixed(text)).toBe(text);
	});

	const edit = (start: number, end: number, newText = '') => ({ span: { start, end }, newText });
	const problem = (fix: Partial<Fix>, code = 'unparsed-line'): Problem => ({
		code,
		severity: 'error',
		message: '',
		span: { start: 0, end: 0 },
		line: 1,
		fixes: [{ title: '', edits: [], preferred: true, ...fix }],
	});

	it('takes the first of two repairs of one place, as a whole', () => {
		const edits = fixAll([
			problem({ edits: [edit(4, 8, 'a')] }),
			problem({ edits: [edit(0, 1, 'b'), edit(7, 9, 'c')] }),
			problem({ edits: [edit(8, 8, 'd'), edit(4, 4, 'e')] }),
			problem({ edits: [edit(8, 8, 'd')] }),
		]);
		expect(edits).toEqual([edit(4, 4, 'e'), edit(4, 8, 'a'), edit(8, 8, 'd')]);
	});
	it('takes no repair that is one of several, and none of an unsafe finding', () => {
		expect(
			fixAll([
				problem({ edits: [edit(0, 1)], preferred: false }),
				problem({ edits: [edit(0, 1)] }, 'misspelt-variable'),
				problem({ edits: [edit(0, 1)], command: 'start-and-use-server' }),
			]),
		).toEqual([]);
	});
});

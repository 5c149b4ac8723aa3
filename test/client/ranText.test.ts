import { describe, expect, it } from 'vitest';
import { ranSummary, reasonText, recipeSummary, recipeText } from '../../client/src/ran/ranText';
import type { RanRecipe, RanTask, ServerKnowledge, TaskHash } from '../../server/src/shared/ran';

const TASK: RanTask = { name: 'do_package', line: 7, isShared: true };
const OTHER: RanTask = { name: 'do_compile', line: 3, isShared: false };
const recipe = (...tasks: readonly RanTask[]): RanRecipe => ({
	id: '/l/zlib_1.bb',
	name: 'zlib',
	file: '/l/zlib_1.bb',
	multiconfig: '',
	tasks,
});

describe('a recipe that was built', () => {
	it('tells what shared state should have had, and how much ran for that', () => {
		expect(recipeSummary(recipe(OTHER, TASK, { ...TASK, name: 'do_deploy' }))).toBe(
			'package, deploy · and 1 task for it',
		);
		expect(recipeSummary(recipe(OTHER, { ...OTHER, name: 'do_rootfs', hasFailed: true }))).toBe(
			'compile, rootfs · failed',
		);
		expect(recipeSummary(recipe({ ...OTHER, cause: 'forced' }, TASK))).toBe(
			'package · and 1 task for it · forced',
		);
	});

	it('has its multiconfig with its name', () => {
		expect(recipeText(recipe())).toBe('zlib');
		expect(recipeText({ ...recipe(), multiconfig: 'arm' })).toBe('zlib (mc:arm)');
	});

	it('is counted, with what is not known', () => {
		const ran = { recipes: [recipe(OTHER, TASK)], summary: null, isFinished: true, isWhole: true };
		expect(ranSummary(ran)).toMatch(/^Recipes: 1, tasks: 2\. Begin at the top: /);
		expect(ranSummary({ ...ran, isFinished: false, isWhole: false })).toMatch(
			/The log has no end: .* There are more than are shown\. Begin/,
		);
	});
});

describe('why a task ran', () => {
	const BEGIN = Date.UTC(2026, 0, 2, 12);
	const HASH: TaskHash = {
		taskhash: 'aa'.repeat(32),
		unihash: 'aa'.repeat(32),
		known: { kind: 'unknown' },
		object: null,
	};
	const place = { server: 'h:1', sstateDir: '/s', startedAt: BEGIN };
	const knownSince = (firstReportedAt: number | null): ServerKnowledge => ({
		kind: 'known',
		unihash: 'aa'.repeat(32),
		firstReportedAt,
	});
	const reason = (hash: Partial<TaskHash>, task: Partial<RanTask> = {}, where = {}) =>
		reasonText({ ...TASK, ...task }, { ...HASH, ...hash }, { ...place, ...where });

	it('is a hash that nobody had reported before', () => {
		expect(reason({ known: knownSince(BEGIN + 60_000) })).toMatch(
			/^New hash: first reported .* · not in SSTATE_DIR$/,
		);
		expect(reason({})).toBe('The hash server has never seen its hash · not in SSTATE_DIR');
	});

	it('is an object that was missing, though the hash was known', () => {
		const object = { path: '/s/o', writtenAt: BEGIN + 90_000 };
		expect(reason({ known: knownSince(BEGIN - 1), object })).toMatch(
			/^Object missing: hash known since .* · in SSTATE_DIR since /,
		);
	});

	it('is no more than what is known', () => {
		expect(reason({ known: knownSince(null) })).toMatch(/^The hash server knows its hash · /);
		expect(reason({ known: knownSince(BEGIN) }, {}, { startedAt: null })).toMatch(
			/^Hash known since [^:]*:\d\d:\d\d [AP]M · not/,
		);
		expect(reason({ taskhash: null, unihash: null, known: { kind: 'notAsked' } })).toBe(
			'Hash not known: no signature is left',
		);
		const without = { server: null, sstateDir: null };
		expect(reason({ known: { kind: 'notAsked' } }, {}, without)).toBe(
			'The build names no hash server that can be asked',
		);
		expect(reason({ known: { kind: 'failed', message: 'timed out' } })).toMatch(
			/^h:1 cannot be asked: timed out · /,
		);
	});

	it('tells what the log does, first', () => {
		expect(reason({}, { cause: 'forced', hasFailed: true })).toMatch(
			/^It failed · Forced with bitbake -f or -C · /,
		);
		expect(reason({}, { cause: 'setsceneFailed' })).toMatch(/^Its object was found, but could not/);
	});

	it('is not said to be a missing object where one was found', () => {
		const known = knownSince(BEGIN - 60_000);
		expect(reason({ known }, { cause: 'setsceneFailed' })).toMatch(
			/could not be fetched or unpacked · Hash known since /,
		);
		const object = { path: '/s/o', writtenAt: BEGIN - 30_000 };
		expect(reason({ known, object })).toMatch(/^Hash known since .* · in SSTATE_DIR since /);
	});

	it('tells an output that was there before under another name', () => {
		const known: ServerKnowledge = { kind: 'known', unihash: 'bb', firstReportedAt: BEGIN + 1 };
		expect(reason({ known, unihash: 'bb' })).toContain(' · same output as unihash bb · ');
	});
});

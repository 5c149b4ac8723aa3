import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RanCollector } from '../../../server/src/insight/ran/collect';
import { LineSplitter } from '../../../server/src/insight/ran/lines';
import { readMessage } from '../../../server/src/insight/ran/message';
import { readRan } from '../../../server/src/insight/ran/readRan';
import { recipeNamed } from '../../../server/src/insight/ran/recipeName';
import type { RanTasks } from '../../../server/src/shared/ran';
import { temporaryFolder } from '../../support/bundles';

const FIXTURES = join(import.meta.dirname, '../../fixtures/cooker');

/** Reads a log that is a text, by way of the disk. */
function read(...lines: readonly string[]): Promise<RanTasks> {
	return readRan(join(temporaryFolder({ 'a.log': `${lines.join('\n')}\n` }), 'a.log'));
}

const task = (id: string, name: string) => `NOTE: Running task 1 of 9 (${id}:${name})`;
const names = ({ recipes }: RanTasks) =>
	recipes.map(({ name, tasks }) => [name, ...tasks.map((one) => one.name)].join(' '));

/** The pieces of a log, read one after the other. */
function collect(pieces: readonly Uint8Array[]): RanTasks {
	const collector = new RanCollector();
	const lines = new LineSplitter((line, number) => {
		const message = readMessage(line);
		if (message) collector.take(message, number);
	});
	for (const piece of pieces) lines.push(Buffer.from(piece));
	lines.end();
	return collector.result;
}

describe('what a build ran', () => {
	it('is read from a log of BitBake 2.8 whose recipe was changed, with what needs it below it', async () => {
		const ran = await readRan(join(FIXTURES, 'changed-recipe.log'));
		expect(ran).toMatchObject({ isFinished: true, isWhole: true, summary: { missed: 2 } });
		expect(names(ran)).toEqual([
			'tiny-native do_install do_populate_sysroot',
			'user-native do_prepare_recipe_sysroot do_install do_populate_sysroot',
		]);
		const [tiny] = ran.recipes;
		expect(tiny?.file).toBe('/layers/meta-tiny/recipes-tiny/tiny/tiny-native_1.0+git.bb');
		expect(tiny?.tasks).toEqual([
			{ name: 'do_install', line: 20, isShared: false },
			{ name: 'do_populate_sysroot', line: 23, isShared: true },
		]);
	});

	it('has the hashes that a log with debug messages names, and what failed to be unpacked', async () => {
		const { recipes } = await readRan(join(FIXTURES, 'debug.log'));
		const sysroot = (name: string) =>
			recipes.find((one) => one.name === name)?.tasks.find(({ isShared }) => isShared);
		expect(sysroot('lone-native')).toMatchObject({
			missedHash: '834a4421dd44dc76df8b1442ce3f299df4d9c917a86318eb303775704c0bb2a0',
		});
		expect(sysroot('tiny-native')).toMatchObject({ cause: 'setsceneFailed' });
		expect(sysroot('tiny-native')).not.toHaveProperty('missedHash');
	});

	it('leaves out tasks without code and those that were taken from shared state', async () => {
		const ran = await read(
			'NOTE: Running noexec task 1 of 9 (/l/a_1.bb:do_build)',
			'NOTE: Running setscene task 1 of 9 (/l/a_1.bb:do_package_setscene)',
			'NOTE: recipe a-1-r0: task do_package_setscene: Started',
			task('/l/b_1.bb', 'do_compile'),
		);
		expect(names(ran)).toEqual(['b do_compile']);
	});

	it('is ordered by the tasks that wait for other recipes, and what shared state has no part in is last', async () => {
		const ran = await read(
			task('/l/image_1.bb', 'do_rootfs'),
			task('/l/needs_1.bb', 'do_fetch'),
			task('/l/needs_1.bb', 'do_populate_lic'),
			task('/l/base_1.bb', 'do_compile'),
			task('/l/base_1.bb', 'do_populate_sysroot'),
			task('/l/needs_1.bb', 'do_package'),
		);
		expect(ran.recipes.map(({ name }) => name)).toEqual(['base', 'needs', 'image']);
	});

	it('tells what was forced, what failed, and what turned out to be equal', async () => {
		const ran = await read(
			'NOTE: Tainting hash to force rebuild of task /l/a_1.bb, do_install',
			task('/l/a_1.bb', 'do_install'),
			task('/l/a_1.bb', 'do_package'),
			'NOTE: Task /l/a_1.bb:do_package unihash changed to 00ff',
			task('/l/a_1.bb', 'do_deploy'),
			"ERROR: Task (/l/a_1.bb:do_deploy) failed with exit code '1'",
		);
		expect(ran.isFinished).toBe(false);
		expect(ran.recipes[0]?.tasks).toEqual([
			{ name: 'do_install', line: 2, isShared: false, cause: 'forced' },
			{ name: 'do_package', line: 3, isShared: true, newUnihash: '00ff' },
			{ name: 'do_deploy', line: 5, isShared: true, hasFailed: true },
		]);
	});

	it('does not take for missed what a mirror had', async () => {
		const object = (hash: string, name: string) => `sstate:a:x:1:r0:x:12:${hash}_${name}.tar.zst`;
		const looked = "DEBUG: SState: Looked for but didn't find file /cache/ab/cd/";
		const ran = await read(
			looked + object('abcd1', 'package'),
			looked + object('abcd2', 'deploy'),
			`DEBUG: SState: Successful fetch test for file://ab/cd/${object('abcd1', 'package')}`,
			task('/l/a_1.bb', 'do_package'),
			task('/l/a_1.bb', 'do_deploy'),
		);
		expect(ran.recipes[0]?.tasks.map(({ missedHash }) => missedHash)).toEqual([undefined, 'abcd2']);
	});

	it('is the last run’s where several share a log', async () => {
		const run = 'NOTE: Resolving any missing task queue dependencies';
		const end =
			"NOTE: Tasks Summary: Attempted 9 tasks of which 0 didn't need to be rerun and all succeeded.";
		const ran = await read(
			run,
			task('/l/a_1.bb', 'do_package'),
			end,
			run,
			task('/l/b_1.bb', 'do_x'),
		);
		expect(names(ran)).toEqual(['b do_x']);
		expect(ran.isFinished).toBe(false);
	});

	it('has the numbers of lines that an editor has', async () => {
		const ran = await read('one\r\ntwo\rthree', '', task('/l/a_1.bb', 'do_fetch'));
		expect(ran.recipes[0]?.tasks[0]?.line).toBe(5);
	});

	it('is nothing in an empty log', async () => {
		const folder = temporaryFolder({ 'a.log': '' });
		expect((await readRan(join(folder, 'a.log'))).recipes).toEqual([]);
	});

	it('stops when nobody wants it any more, and tells how far it is', async () => {
		const log = join(temporaryFolder({ 'a.log': '' }), 'a.log');
		writeFileSync(log, `${task('/l/a_1.bb', 'do_fetch')}\n`);
		truncateSync(log, 8 * 1024 * 1024);
		const steps: number[] = [];
		const onProgress = ({ percent }: { percent: number }) => void steps.push(percent);
		expect((await readRan(log, { onProgress })).recipes).toHaveLength(1);
		expect(steps).toEqual([...steps].sort((a, b) => a - b));
		expect(steps.at(-1)).toBe(100);
		const stop = new AbortController();
		const reading = readRan(log, { signal: stop.signal, onProgress: () => stop.abort() });
		await expect(reading).rejects.toThrow('abort');
	});

	it('says what it cannot read', async () => {
		const folder = temporaryFolder({});
		await expect(readRan(join(folder, 'none.log'))).rejects.toThrow('ENOENT');
		await expect(readRan(folder)).rejects.toThrow('not a file');
	});
});

describe('a log', () => {
	const line = fc.oneof(
		fc.string(),
		fc.constantFrom('', 'NOTE: Resolving any missing task queue dependencies'),
		fc
			.tuple(
				fc.constantFrom('a', 'b', 'virtual:native:/l/c'),
				fc.constantFrom('do_a', 'do_package'),
			)
			.map(([id, name]) => task(`${id}_1.bb`, name)),
	);
	const text = fc
		.array(fc.tuple(line, fc.constantFrom('\n', '\r\n', '\r')))
		.map((lines) => Buffer.from(lines.flat().join('')));

	it('tells the same wherever it is cut', () => {
		fc.assert(
			fc.property(text, fc.array(fc.nat()), (bytes, cuts) => {
				const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length];
				places.sort((a, b) => a - b);
				const pieces = places.slice(1).map((end, index) => bytes.subarray(places[index], end));
				expect(collect(pieces)).toEqual(collect([bytes]));
			}),
		);
	});

	it('may be anything', () => {
		fc.assert(
			fc.property(fc.array(fc.uint8Array({ maxLength: 5_000 })), (pieces) => {
				expect(collect(pieces).recipes).toEqual([]);
			}),
		);
	});

	it('may have lines without an end, which are not kept', () => {
		const pieces = Array.from({ length: 300 }, () => Buffer.alloc(100_000, 'x'));
		const last = Buffer.from(`\n${task('/l/a_1.bb', 'do_fetch')}`);
		expect(names(collect([...pieces, last]))).toEqual(['a do_fetch']);
	});
});

describe('the name of a recipe', () => {
	it.each([
		['/l/zlib_1.3.bb', 'zlib', ''],
		['/l/packagegroup-core.bb', 'packagegroup-core', ''],
		['virtual:native:/l/zlib_1.3.bb', 'zlib-native', ''],
		['virtual:nativesdk:/l/zlib_1.3.bb', 'nativesdk-zlib', ''],
		['virtual:multilib:lib32:/l/zlib_1.3.bb', 'lib32-zlib', ''],
		['mc:other:virtual:native:/l/zlib_1.3.bb', 'zlib-native', 'other'],
		['/l/linux-yocto_6.6%.bb', 'linux-yocto', ''],
	])('of %s is %s', (id, name, multiconfig) => {
		expect(recipeNamed(id)).toMatchObject({ id, name, multiconfig });
	});
});

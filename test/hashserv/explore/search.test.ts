import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { hashSearcher } from '../../../server/src/hashserv/store/explore/hash-search';
import { openView } from '../../../server/src/hashserv/store/explore/index';
import { wordSearcher } from '../../../server/src/hashserv/store/explore/word-search';
import type { ClassSummary, SearchPage } from '../../../server/src/shared/explore';
import { readSearch } from '../../../server/src/shared/searchText';
import { temporaryFolder as temporaryDirectory } from '../../support/bundles';
import { hash, METHOD } from '../../support/hashserv';
import { processorTime } from '../../support/processorTime';
import { databaseOf, type Row } from './database';

/** Few digits, so that prefixes meet. */
const digits = fc.string({ unit: fc.constantFrom('0', 'a', 'f'), minLength: 3, maxLength: 3 });
const anyRow: fc.Arbitrary<Row> = fc.record(
	{
		method: fc.constantFrom('one', 'two'),
		taskhash: digits,
		unihash: digits,
		outhash: digits,
		PN: fc.constantFrom('busybox', 'linux-yocto', 'Perl'),
		task: fc.constantFrom('package', 'compile'),
	},
	{ requiredKeys: ['method', 'taskhash', 'unihash'] },
);

/** Rows as the database keeps them: one unihash for a taskhash, the first. */
function kept(rows: readonly Row[]): Row[] {
	const unihashes = new Map<string, string>();
	return rows.map((row) => {
		const key = `${row.method} ${row.taskhash}`;
		const unihash = unihashes.get(key) ?? row.unihash;
		unihashes.set(key, unihash);
		return { ...row, unihash };
	});
}

function names(classes: readonly Pick<ClassSummary, 'method' | 'unihash'>[]): string[] {
	return [...new Set(classes.map(({ method, unihash }) => `${method} ${unihash}`))].sort();
}

/** All pages of a search, each as small as can be. */
function everything<C>(page: (cursor: C | null) => SearchPage): ClassSummary[] {
	const found: ClassSummary[] = [];
	let cursor: C | null = null;
	for (;;) {
		const { classes, cursor: next } = page(cursor);
		found.push(...classes);
		if (next === null) return found;
		cursor = JSON.parse(next) as C;
	}
}

function reading(path: string): DatabaseSync {
	const database = new DatabaseSync(path, { readOnly: true });
	onTestFinished(() => database.close());
	return database;
}

describe('a search for a hash', () => {
	it('finds each class with such a unihash, taskhash or outhash, whatever the pages', async () => {
		const anyPrefix = fc.string({
			unit: fc.constantFrom('0', 'a', 'f'),
			minLength: 1,
			maxLength: 3,
		});
		await fc.assert(
			fc.asyncProperty(
				fc.array(anyRow, { maxLength: 30 }),
				anyPrefix,
				fc.integer({ min: 1, max: 4 }),
				async (given, prefix, most) => {
					const rows = kept(given);
					const search = hashSearcher(reading(await databaseOf(rows)));
					const found = everything((cursor: Parameters<typeof search>[1]) =>
						search(prefix, cursor, { most }),
					);
					const matching = rows.filter(({ unihash, taskhash, outhash }) =>
						[unihash, taskhash, outhash].some((one) => one?.startsWith(prefix)),
					);
					expect(names(found)).toEqual(names(matching));
				},
			),
			{ numRuns: 60 },
		);
	});
});

describe('a search for words', () => {
	it('finds each class with a report that holds all of them, whatever the pages', async () => {
		const anyWords = fc.array(
			fc.record({
				text: fc.constantFrom('busy', 'linux', 'perl', 'pack', 'o'),
				in: fc.constantFrom('recipe' as const, 'task' as const, 'either' as const),
			}),
			{ maxLength: 2 },
		);
		await fc.assert(
			fc.asyncProperty(
				fc.array(anyRow, { maxLength: 30 }),
				anyWords,
				fc.integer({ min: 1, max: 4 }),
				async (given, words, most) => {
					const path = await databaseOf(kept(given));
					const search = wordSearcher(reading(path));
					const found = everything((cursor: number | null) => search(words, cursor, { most }));
					const stored = new DatabaseSync(path)
						.prepare('SELECT * FROM outhashes_v2 JOIN unihashes_v3 USING (method, taskhash)')
						.all() as unknown as Row[];
					const matching = stored.filter(({ PN, task }) =>
						words.every((word) => {
							const places = { recipe: [PN], task: [task], either: [PN, task] }[word.in];
							return places.some((place) => place?.toLowerCase().includes(word.text));
						}),
					);
					expect(names(found)).toEqual(names(matching));
				},
			),
			{ numRuns: 60 },
		);
	});

	it('shows the latest report first and says how far it got', async () => {
		const rows = Array.from({ length: 10 }, (_, index) => ({
			method: METHOD,
			taskhash: hash(`t${index}`),
			unihash: hash(`t${index}`),
			outhash: hash(`o${index}`),
			PN: `recipe-${index}`,
		}));
		const search = wordSearcher(reading(await databaseOf(rows)));
		const page = search([], null, { most: 3 });
		expect(page.classes.map(({ PN }) => PN)).toEqual(['recipe-9', 'recipe-8', 'recipe-7']);
		expect(page.searched).toBeCloseTo(0.2);
		expect(page.cursor).not.toBeNull();
	});
});

describe('a large database', () => {
	const ROWS = 30_000;
	const HUGE = '7'.repeat(64);

	/** Every second task is in one huge class. */
	function* many(): Generator<Row> {
		for (let index = 0; index < ROWS; index++) {
			const name = index.toString(16).padStart(8, '0').repeat(8);
			const unihash = index % 2 === 0 ? name : HUGE;
			const reported = { outhash: name, PN: 'busybox', task: 'package' };
			yield { method: METHOD, taskhash: name, unihash, ...reported };
		}
	}

	let path: string;
	beforeAll(async () => {
		path = await databaseOf(many(), temporaryDirectory());
	}, 60_000);

	it('is searched for words in steps of some rows', () => {
		const search = wordSearcher(reading(path));
		const words = [{ text: 'no such recipe', in: 'either' as const }];
		const searched: number[] = [];
		everything((cursor: number | null) => {
			const page = search(words, cursor, { timeLimit: 0 });
			searched.push(page.searched);
			return page;
		});
		expect(searched).toHaveLength(ROWS / 1000);
		expect(searched).toEqual(searched.toSorted((a, b) => a - b));
		expect(searched.at(-1)).toBe(1);
	});

	it('is searched for a hash without walking through it', () => {
		const database = reading(path);
		const words = wordSearcher(database);
		const hashes = hashSearcher(database);
		const walk = processorTime(() =>
			words([{ text: 'nothing', in: 'recipe' }], null, { timeLimit: 60_000 }),
		);
		const page = processorTime(() => hashes('0000', null, { timeLimit: 60_000 }));
		expect(hashes('0000', null, { timeLimit: 60_000 }).classes).toHaveLength(50);
		// Walking once for each of the fifty would take fifty times as long.
		expect(page).toBeLessThan(5 * walk);
	});

	it('shows a huge class page by page, and counts what was saved', async () => {
		const view = openView(path);
		onTestFinished(() => view.close());
		const huge = { method: METHOD, unihash: HUGE };
		expect(view.page(huge).rows).toHaveLength(200);
		expect(view.count(huge)).toEqual({ taskhashes: ROWS / 2, rows: ROWS });
		const found = view.search({ text: HUGE, field: 'hash' }).classes;
		expect(found).toMatchObject([{ taskhashes: { number: 1000, isExact: false } }]);
		expect(view.rebuildsAvoided()).toBeNull();
		await expect.poll(() => view.rebuildsAvoided()).toBe(ROWS / 2);
	});
});

describe('a class', () => {
	it('is told row by row, whatever the pages', async () => {
		const unihash = hash('unihash');
		const rows: Row[] = [
			{ method: METHOD, taskhash: hash('a'), unihash, outhash: hash('x'), siginfo: 'listing' },
			{ method: METHOD, taskhash: hash('a'), unihash, outhash: hash('y') },
			{ method: METHOD, taskhash: hash('b'), unihash },
			{ method: METHOD, taskhash: hash('c'), unihash, outhash: hash('x') },
			{ method: 'another', taskhash: hash('d'), unihash, outhash: hash('x') },
		];
		const view = openView(await databaseOf(rows));
		onTestFinished(() => view.close());
		const key = { method: METHOD, unihash };
		const page = view.page(key);
		expect(
			page.rows.map(({ taskhash, outhash, hasOutput }) => [taskhash, outhash, hasOutput]),
		).toEqual([
			[hash('a'), hash('x'), true],
			[hash('a'), hash('y'), false],
			[hash('b'), null, false],
			[hash('c'), hash('x'), false],
		]);
		expect(page.cursor).toBeNull();
		expect(view.count(key)).toEqual({ taskhashes: 3, rows: 6 });
		expect(view.count(key, hash('a'))).toEqual({ taskhashes: 1, rows: 3 });
		const output = { method: METHOD, taskhash: hash('a'), outhash: hash('x') };
		expect(view.output(output)).toBe('listing');
		expect(view.output({ ...output, outhash: hash('y') })).toBeNull();
	});

	it('goes on where its page ended', async () => {
		const unihash = hash('unihash');
		const rows = Array.from({ length: 450 }, (_, index) => ({
			method: METHOD,
			taskhash: hash(`${index % 300}`),
			unihash,
			outhash: hash(`o${index}`),
		}));
		const view = openView(await databaseOf(rows));
		onTestFinished(() => view.close());
		const seen: string[] = [];
		let cursor: string | undefined;
		do {
			const page = view.page({ method: METHOD, unihash }, cursor);
			seen.push(...page.rows.map(({ taskhash, outhash }) => `${taskhash} ${outhash}`));
			cursor = page.cursor ?? undefined;
		} while (cursor !== undefined);
		expect(seen).toHaveLength(450);
		expect(new Set(seen).size).toBe(450);
	});
});

describe('the text of a search', () => {
	const cases: readonly [string, Parameters<typeof readSearch>[1], unknown][] = [
		['', 'anything', { kind: 'all' }],
		['  ', 'hash', { kind: 'all' }],
		['DEADBEEF01', 'anything', { kind: 'hash', prefix: 'deadbeef01' }],
		['ab', 'hash', { kind: 'hash', prefix: 'ab' }],
		['xyz', 'hash', { kind: 'no-hash' }],
		['cafe', 'anything', { kind: 'words', words: [{ text: 'cafe', in: 'either' }] }],
		[
			'busybox do_package',
			'anything',
			{
				kind: 'words',
				words: [
					{ text: 'busybox', in: 'either' },
					{ text: 'package', in: 'task' },
				],
			},
		],
		['do_package', 'task', { kind: 'words', words: [{ text: 'package', in: 'task' }] }],
		['Perl', 'recipe', { kind: 'words', words: [{ text: 'perl', in: 'recipe' }] }],
	];
	it.each(cases)('%j in %s is understood', (text, field, wanted) => {
		expect(readSearch(text, field)).toEqual(wanted);
	});
});

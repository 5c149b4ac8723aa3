import { describe, expect, it } from 'vitest';
import { exploreView } from '../../client/src/explore/model';
import { choose, type ExploreState, NOTHING_YET, withPage } from '../../client/src/explore/state';
import { EXPLORED } from './samples';

const NONE: NonNullable<ExploreState['found']> = {
	classes: [],
	cursor: null,
	searched: 1,
	isExactOnly: false,
};

function summary(change: Partial<ExploreState>): string {
	return exploreView({ ...NOTHING_YET, ...change }).summary;
}

describe('the view of equivalences', () => {
	it('lists what was found, and marks what is open', () => {
		const { results, hasMore, server } = exploreView(EXPLORED);
		expect(server).toBe('127.0.0.1:8686');
		expect(hasMore).toBe(true);
		expect(results).toMatchObject([
			{ name: 'busybox', task: 'do_package', taskhashes: '2', isOpen: true },
			{ name: 'name not reported', task: '', taskhashes: '1,000 or more', isOpen: false },
		]);
	});

	it('tells of the open class who reported what', () => {
		const { open } = exploreView(EXPLORED);
		expect(open?.heading).toBe('busybox do_package');
		expect(open?.facts[0]).toMatchObject({ label: 'Unihash', hash: 'a'.repeat(64) });
		expect(open?.rows).toMatchObject([
			{ version: '1.36.1-r0', reporter: 'builder', hasOutput: true },
			{ hasOutput: false },
			{ outhash: null, reported: 'no output reported' },
		]);
	});

	it('says why nothing was found, by what was asked', () => {
		expect(summary({ found: NONE })).toContain('The database is empty');
		expect(summary({ found: NONE, text: 'perl' })).toContain('SSTATE_HASHEQUIV_REPORT_TASKDATA');
		expect(summary({ found: NONE, text: 'abcdef0123' })).toContain('no build has reported a hash');
		expect(summary({ found: NONE, text: 'xyz', field: 'hash' })).toContain('That is no hash');
		const exact = { ...NONE, isExactOnly: true };
		expect(summary({ found: exact, text: 'perl' })).toContain('whole taskhash or outhash');
		expect(summary({ found: exact, text: 'abcdef0123' })).toContain('does not know the hash');
	});

	it('says how far a search is', () => {
		expect(summary({ found: { ...NONE, searched: 0.429, cursor: '1' }, isSearching: true })).toBe(
			'0 found, 42 % searched...',
		);
	});

	it('offers no removal of a class that the server cannot list', () => {
		const open = { ...EXPLORED.open!, isWhole: false };
		expect(exploreView({ ...EXPLORED, open }).open).toMatchObject({ removeAll: null });
	});
});

describe('what was found', () => {
	it('has each class once', () => {
		const [one, two] = EXPLORED.found!.classes;
		const first = withPage(null, { ...NONE, classes: [one!], cursor: '1' });
		const both = withPage(first, { ...NONE, classes: [one!, two!] });
		expect(both.classes).toEqual([one, two]);
		expect(both.cursor).toBeNull();
	});
});

describe('choosing outputs', () => {
	const output = (taskhash: string) => ({ method: 'm', taskhash, outhash: 'o', name: taskhash });

	it('keeps two, and lets go of one that is chosen again', () => {
		const two = [output('a'), output('b')];
		expect(choose([output('a')], output('b'))).toEqual(two);
		expect(choose(two, output('c'))).toEqual([output('b'), output('c')]);
		expect(choose(two, output('a'))).toEqual([output('b')]);
	});
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shortPath } from '../../client/src/status/shortPath';

describe('a path for a narrow line', () => {
	it('stays whole where there is room', () => {
		expect(shortPath('/srv/sstate', 11)).toBe('/srv/sstate');
	});

	it('keeps as many of its last names as fit', () => {
		expect(shortPath('/home/me/build/sstate-cache', 22)).toBe('…/build/sstate-cache');
		expect(shortPath('/home/me/build/sstate-cache', 19)).toBe('…/sstate-cache');
	});

	it('keeps its last name whole, however long', () => {
		expect(shortPath('/a/a-name-that-is-long', 4)).toBe('…/a-name-that-is-long');
	});

	it('ends as the path does, and is no longer than asked but for one name', () => {
		const name = fc.stringMatching(/^[a-z.-]{1,9}$/);
		fc.assert(
			fc.property(
				fc.array(name, { minLength: 1 }),
				fc.integer({ min: 11, max: 40 }),
				(names, max) => {
					const path = `/${names.join('/')}`;
					const short = shortPath(path, max);
					expect(path.endsWith(short.replace(/^…/, ''))).toBe(true);
					expect(short.length).toBeLessThanOrEqual(max);
				},
			),
		);
	});
});

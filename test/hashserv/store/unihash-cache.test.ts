import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UnihashCache } from '../../../server/src/hashserv/store/unihash-cache';

describe('the cache', () => {
	const name = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', '');
	const step = fc.oneof(
		fc.record({ kind: fc.constant('add' as const), method: name, taskhash: name }),
		fc.record({ kind: fc.constant('get' as const), method: name, taskhash: name }),
		fc.record({ kind: fc.constant('clear' as const) }),
	);

	it('answers what was added since it was cleared, or nothing', () => {
		fc.assert(
			fc.property(
				fc.array(step, { maxLength: 200 }),
				fc.integer({ min: 1, max: 4 }),
				(steps, size) => {
					const cache = new UnihashCache(size);
					const model = new Map<string, string>();
					for (const [index, each] of steps.entries()) {
						if (each.kind === 'clear') {
							cache.clear();
							model.clear();
							continue;
						}
						const { method, taskhash } = each;
						const key = JSON.stringify([method, taskhash]);
						if (each.kind === 'add') {
							cache.add({ method, taskhash, unihash: `${index}` });
							model.set(key, `${index}`);
							expect(cache.get(method, taskhash)).toBe(`${index}`);
						} else {
							expect([undefined, model.get(key)]).toContain(cache.get(method, taskhash));
						}
					}
				},
			),
		);
	});

	it('keeps what is used, and not everything', () => {
		const cache = new UnihashCache(100);
		const mapping = (index: number) => ({ method: 'm', taskhash: `t${index}`, unihash: 'u' });
		cache.add(mapping(0));
		for (let index = 1; index < 1000; index++) {
			cache.add(mapping(index));
			if (index % 50 === 0) expect(cache.get('m', 't0')).toBe('u');
		}
		let kept = 0;
		for (let index = 1; index < 900; index++) {
			if (cache.get('m', `t${index}`) !== undefined) kept++;
		}
		expect(kept).toBeLessThan(200);
	});
});

/** When servers are asked, and how many at once: without sockets, with a clock of its own. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Probes } from '../../../server/src/lsp/probes';
import type { Reachability } from '../../../server/src/yocto/reachability';

const GOOD: Reachability = { kind: 'answers', roundTripMs: 3, protocol: '1.1' };
const BAD: Reachability = { kind: 'refused', detail: '' };

/** Probes whose servers answer when told to. */
function setUp(own = '') {
	const asked: string[] = [];
	const answers = new Map<string, (result: Reachability) => void>();
	const aborted: string[] = [];
	const told: string[] = [];
	const probes = new Probes({
		reach: (address, { signal }) => {
			asked.push(address);
			signal.addEventListener('abort', () => aborted.push(address));
			return new Promise((resolve) => answers.set(address, resolve));
		},
		isAllowed: () => true,
		isOwn: (address) => address === own,
		onResult: (key) => told.push(key),
	});
	const answer = async (address: string, result: Reachability): Promise<void> => {
		answers.get(address)?.(result);
		await vi.advanceTimersByTimeAsync(0);
	};
	return { probes, asked, aborted, told, answer };
}

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

describe('servers', () => {
	it('are asked at most three at once, the others in turn', async () => {
		const { probes, asked, answer } = setUp();
		probes.want('build', ['a:1', 'b:1', 'c:1', 'd:1', 'e:1']);
		await vi.advanceTimersByTimeAsync(1000);
		expect(asked).toEqual(['a:1', 'b:1', 'c:1']);
		await answer('b:1', GOOD);
		expect(asked).toEqual(['a:1', 'b:1', 'c:1', 'd:1']);
	});

	it('are asked once for all builds, each of which is told', async () => {
		const { probes, asked, told, answer } = setUp();
		probes.want('one', ['a:1']);
		probes.want('two', ['a:1']);
		await vi.advanceTimersByTimeAsync(1000);
		expect(asked).toEqual(['a:1']);
		await answer('a:1', BAD);
		expect(told).toEqual(['one', 'two']);
		expect(probes.results?.('a:1')).toEqual(BAD);
	});

	it('are asked again after a minute when they answered, sooner when not', async () => {
		const { probes, asked, told, answer } = setUp();
		probes.want('build', ['good:1', 'bad:1']);
		await vi.advanceTimersByTimeAsync(1000);
		await answer('good:1', GOOD);
		await answer('bad:1', BAD);
		probes.askStale();
		expect(asked).toHaveLength(2);
		await vi.advanceTimersByTimeAsync(16_000);
		probes.askStale();
		expect(asked).toEqual(['good:1', 'bad:1', 'bad:1']);
		await answer('bad:1', BAD);
		await vi.advanceTimersByTimeAsync(46_000);
		probes.askStale();
		expect(asked.slice(3)).toEqual(['good:1', 'bad:1']);
		await answer('good:1', { ...GOOD, roundTripMs: 5 });
		// Nothing that people would read is new.
		expect(told).toEqual(['build', 'build']);
	});

	it('are not asked while somebody types, though another answers in the meantime', async () => {
		const { probes, asked, answer } = setUp();
		probes.want('other', ['a:1']);
		await vi.advanceTimersByTimeAsync(1000);
		for (const address of ['h:1', 'ho:1', 'hos:1']) {
			probes.want('build', [address]);
			await vi.advanceTimersByTimeAsync(300);
			await answer('a:1', GOOD);
		}
		expect(asked).toEqual(['a:1']);
		await vi.advanceTimersByTimeAsync(1000);
		expect(asked).toEqual(['a:1', 'hos:1']);
	});

	it('are let go of when nobody wants them any more, and what they say then counts for nothing', async () => {
		const { probes, aborted, told, answer } = setUp();
		probes.want('build', ['a:1']);
		await vi.advanceTimersByTimeAsync(1000);
		probes.want('build', []);
		expect(aborted).toEqual(['a:1']);
		await answer('a:1', BAD);
		expect(told).toEqual([]);
		expect(probes.results?.('a:1')).toBeUndefined();
	});

	it('are not asked when they are this window’s own', async () => {
		const { probes, asked } = setUp('a:1');
		probes.want('build', ['a:1']);
		await vi.advanceTimersByTimeAsync(1000);
		probes.askAll();
		expect(asked).toEqual([]);
	});
});

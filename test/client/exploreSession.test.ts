import { describe, expect, it } from 'vitest';
import { ExploreSession } from '../../client/src/explore/exploreSession';
import type { ExploreView, FromExplore } from '../../client/src/explore/view';
import type { StatusStore } from '../../client/src/status/statusStore';
import { EXPLORED } from '../webview/samples';
import { running, snapshot } from './snapshots';

const [FIRST] = EXPLORED.found!.classes;
const ID = `${FIRST!.method} ${FIRST!.unihash}`;

/** A session whose server answers a search at once, unless searches are slow, and everything else when told to. */
function session({ isSlow = false } = {}) {
	const views: ExploreView[] = [];
	const waiting: { resolve(value: unknown): void; reject(error: Error): void }[] = [];
	const asked: unknown[] = [];
	const status = { snapshot: snapshot({ server: running() }) };
	const one = new ExploreSession({
		server: {
			request: (({ method }: { method: string }, params: unknown) => {
				asked.push(params);
				return method === 'hashequiv/searchClasses' && !isSlow
					? Promise.resolve({ ...EXPLORED.found, cursor: null })
					: new Promise((resolve, reject) => waiting.push({ resolve, reject }));
			}) as never,
		},
		status: status as StatusStore,
		outputs: {} as never,
		post: ({ view }) => void views.push(view),
		saved: { text: 'busybox' },
	});
	const settled = () => new Promise((done) => setImmediate(done));
	return {
		one,
		asked,
		status,
		last: () => views.at(-1)!,
		receive: async (message: FromExplore) => {
			one.receive(message);
			await settled();
		},
		answer: async (value: unknown) => {
			waiting.shift()?.resolve(value);
			await settled();
		},
		fail: async () => {
			waiting.shift()?.reject(new Error('no answer'));
			await settled();
		},
	};
}

const PAGE = { rows: EXPLORED.open!.rows, cursor: null, isWhole: true };

describe('a look at equivalences', () => {
	it('tells what it is doing until it is done', async () => {
		const { receive, answer, last } = session();
		await receive({ kind: 'ready' });
		expect(last()).toMatchObject({ isBusy: false, work: null, server: '127.0.0.1:8686' });
		await receive({ kind: 'open', id: ID });
		expect(last()).toMatchObject({ isBusy: true, work: 'Opening busybox do_package...' });
		expect(last().canStop).toBe(true);
		await answer(PAGE);
		expect(last()).toMatchObject({ isBusy: false, work: null, open: { rows: [{}, {}, {}] } });
	});

	it.each([
		['stopped', { kind: 'stop' }],
		['left for another search', { kind: 'search', text: 'perl', field: 'anything' }],
	] as const)('takes no answer when it was %s', async (_, message) => {
		const { receive, answer, last } = session();
		await receive({ kind: 'ready' });
		await receive({ kind: 'open', id: ID });
		await receive(message);
		expect(last()).toMatchObject({ isBusy: false, work: null, open: null });
		await answer(PAGE);
		expect(last().open).toBeNull();
	});

	it('tells a failure, but not of what nobody waits for', async () => {
		const { receive, fail, last } = session();
		await receive({ kind: 'ready' });
		await receive({ kind: 'open', id: ID });
		await fail();
		expect(last()).toMatchObject({ problem: 'no answer', isBusy: false });
		await receive({ kind: 'open', id: ID });
		await receive({ kind: 'stop' });
		await fail();
		expect(last().problem).toBeNull();
	});

	it('does not tell of a search that failed after it was left for another', async () => {
		const { receive, fail, answer, last } = session({ isSlow: true });
		await receive({ kind: 'ready' });
		await receive({ kind: 'search', text: 'perl', field: 'anything' });
		await fail();
		expect(last()).toMatchObject({ isBusy: true, canStop: true, problem: null });
		await answer({ ...EXPLORED.found, cursor: null });
		expect(last()).toMatchObject({ isBusy: false, problem: null });
		await receive({ kind: 'search', text: 'curl', field: 'anything' });
		await fail();
		expect(last()).toMatchObject({ isBusy: false, problem: 'no answer' });
	});

	it('takes nothing of a search that was stopped', async () => {
		const { receive, answer, asked, last } = session({ isSlow: true });
		await receive({ kind: 'ready' });
		await receive({ kind: 'stop' });
		await answer({ ...EXPLORED.found, cursor: 'more' });
		expect(last()).toMatchObject({ isBusy: false, results: [] });
		expect(asked).toHaveLength(1);
	});

	it('compares outputs of one server only', async () => {
		const { one, receive, answer, last } = session();
		await receive({ kind: 'ready' });
		await receive({ kind: 'open', id: ID });
		await answer(PAGE);
		await receive({ kind: 'choose', id: last().open!.rows[0]!.id });
		expect(last().chosen).toHaveLength(1);
		one.look({ address: undefined, text: 'zlib' });
		expect(last().chosen).toHaveLength(1);
		one.look({ address: 'other:8686' });
		expect(last().chosen).toEqual([]);
	});

	it('may be sent to look for something else, on another server', async () => {
		const { one, receive, asked, last } = session();
		await receive({ kind: 'ready' });
		const before = last().query.revision;
		one.look({ address: 'other:8686', text: 'abcd1234', field: 'hash' });
		await new Promise((done) => setImmediate(done));
		expect(asked.at(-1)).toEqual({ address: 'other:8686', text: 'abcd1234', field: 'hash' });
		expect(last().server).toBe('other:8686');
		expect(last().query).toEqual({ text: 'abcd1234', field: 'hash', revision: before + 1 });
		one.look({ address: undefined });
		await new Promise((done) => setImmediate(done));
		expect(asked.at(-1)).toEqual({ text: 'abcd1234', field: 'hash' });
		expect(last().query.revision).toBe(before + 1);
	});

	it('searches by itself once there is a server, and says when it has gone', async () => {
		const { one, status, receive, fail, asked, last } = session({ isSlow: true });
		status.snapshot = snapshot();
		await receive({ kind: 'ready' });
		await fail();
		expect(last()).toMatchObject({ problem: 'no answer', isBusy: false });
		const before = last().server;
		one.follow();
		expect(asked).toHaveLength(1);

		status.snapshot = snapshot({ server: running() });
		one.follow();
		await new Promise((done) => setImmediate(done));
		expect(asked).toHaveLength(2);
		expect(last()).toMatchObject({ problem: null, isBusy: true, server: '127.0.0.1:8686' });

		status.snapshot = snapshot();
		one.follow();
		expect(asked).toHaveLength(2);
		expect(last().server).toBe(before);
	});
});

import { describe, expect, it } from 'vitest';
import { growth, NO_HISTORY, recent, remember, SPAN } from '../../client/src/dashboard/history';
import { dashboardView } from '../../client/src/dashboard/model';
import { upstreamSection } from '../../client/src/dashboard/upstreamSection';
import type { DashboardView } from '../../client/src/dashboard/view';
import type { MetricsSample } from '../../server/src/shared/dashboard';
import { ownSample, REMOTE } from './samples';

function viewAfter(samples: readonly MetricsSample[]): DashboardView {
	const history = samples.reduce(remember, NO_HISTORY);
	return dashboardView(samples.at(-1)!, history);
}

function tile(view: DashboardView, id: string) {
	const found = view.sections.flatMap(({ tiles }) => tiles).find((one) => one.id === id);
	return found === undefined ? undefined : `${found.value} ${found.unit} | ${found.detail}`;
}

const seconds = (count: number, from = 100) => Array.from({ length: count }, (_, i) => from + i);

describe('the dashboard of a server of ours', () => {
	const view = viewAfter(seconds(5).map((second) => ownSample(second)));

	it('says that what is reported is lost while the database fails', () => {
		const sample = ownSample(100);
		const stats = { ...sample.metrics.stats, databaseProblem: 'Database x: the disk is full.' };
		const failing = viewAfter([{ ...sample, metrics: { ...sample.metrics, stats } }]);
		expect(view.notes).toEqual([]);
		expect([view.state.tone, failing.state.tone]).toEqual(['good', 'bad']);
		expect(failing.notes.join()).toMatch(
			/disk is full\. Builds go on, but what they report is lost/,
		);
	});

	it('turns counters into rates, shares and percentiles', () => {
		expect(tile(view, 'requests')).toBe('40 per second | 4,160 since the start');
		expect(tile(view, 'hitRate')).toBe('90 % | 3,744 of 4,160; last minute 90 %');
		expect(tile(view, 'median')).toMatch(/^2\d µs \| In the last minute$/);
		expect(tile(view, 'p99')).toMatch(/^3\.?\d? ms/);
	});

	it('tells what the database holds and has saved', () => {
		expect(tile(view, 'unihashes')).toBe('12,104 rows | +4 while you look');
		expect(tile(view, 'rebuildsAvoided')).toBe('3,000 tasks | 24 % of the tasks known');
		expect(tile(view, 'size')).toBe('25.4 MB | /srv/sstate-cache/hashserv.db');
	});

	it('tells how the upstream is, and who is connected', () => {
		expect(tile(view, 'upstreamState')).toMatch(/^Down {2}\| wss:/);
		expect(tile(view, 'upstreamRoundTrip')).toMatch(/^12 ms/);
		expect(tile(view, 'upstreamHits')).toBe('25 % | 5 found, 15 missed');
		const table = view.sections.find(({ id }) => id === 'clients')?.table;
		expect(table?.rows).toEqual([
			['127.0.0.1:40000', expect.any(String), '1 min'],
			['10.0.0.7:40001', expect.any(String), '1 min'],
		]);
	});

	it('tells that the upstream asks this server in turn', () => {
		const upstream = { address: 'a:1', state: 'connected', lookups: 0, hits: 0 } as const;
		const { tiles } = upstreamSection({ ...upstream, isRing: true }, null);
		const [connection] = tiles;
		expect(connection?.value).toBe('In a ring');
		expect(connection?.explanation).toMatch(/another upstream, or none/);
	});

	it('explains every number and says every chart in words', () => {
		for (const { tiles, charts } of view.sections) {
			for (const { explanation, label } of tiles) expect(explanation, label).toMatch(/\.$/);
			for (const chart of charts) {
				expect(chart.explanation).not.toBe('');
				expect(chart.summary).toContain('now');
				expect(chart.times).toHaveLength(4);
				for (const { values } of chart.lines) expect(values).toHaveLength(4);
			}
		}
	});

	it('shows no number where there is none', () => {
		const fresh = ownSample(0, { file: null });
		const first = viewAfter([fresh]);
		expect(tile(first, 'requests')).toMatch(/^– /);
		expect(tile(first, 'hitRate')).toBe('–  | No build has asked yet');
		expect(tile(first, 'median')).toBe('–  | No request yet');
		expect(tile(first, 'rebuildsAvoided')).toBe('– tasks | The database cannot be read');
	});
});

describe('the history', () => {
	it('keeps some minutes, and no more', () => {
		const history = seconds(600)
			.map((second) => ownSample(second))
			.reduce(remember, NO_HISTORY);
		expect(history.moments.length).toBeLessThanOrEqual(SPAN / 1000);
		expect(history.points.length).toBeLessThanOrEqual(SPAN / 1000);
		expect(recent(history, 60_000)).toMatchObject({ span: 60_000, requests: 2400 });
		expect(growth(history).unihashes).toBe(SPAN / 1000 - 1);
	});

	it('leaves a gap where nobody looked', () => {
		const history = [ownSample(1), ownSample(2), ownSample(60)].reduce(remember, NO_HISTORY);
		expect(history.points.map(({ requestsPerSecond }) => requestsPerSecond)).toEqual([
			40,
			null,
			40,
		]);
	});

	it('begins anew with another server, and with another start', () => {
		const history = [ownSample(1), ownSample(2)].reduce(remember, NO_HISTORY);
		expect(remember(history, ownSample(3, { startedAt: 7 })).points).toEqual([]);
		expect(remember(history, REMOTE).points).toEqual([]);
		expect(remember(history, { kind: 'none', state: { kind: 'stopped' } })).toBe(NO_HISTORY);
	});
});

describe('the dashboard without a server of ours', () => {
	it('says what it will show and offers the start', () => {
		const view = viewAfter([{ kind: 'none', state: { kind: 'stopped' } }]);
		expect(view.state.text).toBe('Not running');
		expect(view.notes.join()).toContain('how often it knows an answer');
		expect(view.actions.find(({ id }) => id === 'start')?.isMain).toBe(true);
		expect(view.sections).toEqual([]);
	});

	it('offers no second start while one is under way, and the reason of a failure', () => {
		const starting = viewAfter([{ kind: 'none', state: { kind: 'starting', address: 'x:1' } }]);
		expect(starting.actions.map(({ id }) => id)).toEqual(['chooseServer']);
		const failed = viewAfter([{ kind: 'none', state: { kind: 'failed', message: 'Port taken.' } }]);
		expect(failed.notes[0]).toBe('Port taken.');
	});

	it('shows what a remote one tells, and says that this is not all', () => {
		const view = viewAfter([REMOTE]);
		expect(tile(view, 'average')).toBe('250 µs | Since the start');
		expect(tile(view, 'longest')).toBe('40 ms | Since the start');
		expect(tile(view, 'unihashes')).toBe('5 rows | Asked once a minute');
		expect(view.notes.join()).toContain('only what the protocol tells');
		const shut = viewAfter([{ ...REMOTE, requests: null, rows: null } as MetricsSample]);
		expect(shut.notes.join()).toContain('@read');
		expect(shut.sections).toHaveLength(1);
	});

	it('says what it means that one does not answer', () => {
		const view = viewAfter([{ kind: 'unreachable', address: 'x:1', reason: 'connection refused' }]);
		expect(view.state).toMatchObject({ text: 'No answer from x:1', tone: 'bad' });
		expect(view.notes.join(' ')).toMatch(/connection refused.*build everything/);
	});
});

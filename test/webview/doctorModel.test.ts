import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { doctorView } from '../../client/src/doctor/model';
import { keptIn } from '../../client/src/doctor/state';
import { DEAD, HALF_BROKEN, HEALTHY, stateOf } from './reports';

const NOTHING = stateOf(HEALTHY, { shown: null });

describe('the verdict', () => {
	it('counts all that was found, and names the worst of it', () => {
		const [healthy, half, dead] = [HEALTHY, HALF_BROKEN, DEAD].map((report) => {
			const { heading, status } = doctorView(stateOf(report));
			return [heading, status?.id];
		});
		expect(healthy).toEqual(['Nothing is wrong: 1 worth knowing, 16 fine, 1 not looked at.', 'ok']);
		expect(half).toEqual([
			'Something is wrong: 1 problem, 1 warning, 1 worth knowing, 14 fine, 1 not looked at.',
			'problem',
		]);
		expect(dead).toEqual(['Something is wrong: 18 problems, 0 fine.', 'problem']);
	});

	it('calls a report with nothing but warnings neither good nor broken', () => {
		const checks = HALF_BROKEN.checks.filter(({ status }) => status !== 'problem');
		const counts = { ...HALF_BROKEN.counts, problem: 0 };
		const { heading, status } = doctorView(stateOf({ ...HALF_BROKEN, checks, counts }));
		expect(heading).toMatch(/^Nothing fails, but something could be better: 1 warning,/);
		expect(status?.id).toBe('warning');
	});
});

describe('the groups', () => {
	it('hold every check once, what is to be mended first and all of it to be read', () => {
		const { groups } = doctorView(stateOf(HALF_BROKEN));
		expect(groups.map(({ heading, isOpen }) => [heading, isOpen])).toEqual([
			['Problems (1)', true],
			['Warnings (1)', true],
			['Worth knowing (1)', false],
			['Fine (14)', false],
			['Not looked at (1)', false],
		]);
		const ids = groups.flatMap(({ checks }) => checks.map(({ id }) => id));
		expect(ids.toSorted()).toEqual(HALF_BROKEN.checks.map(({ id }) => id).toSorted());
		expect(groups[0]?.checks[0]).toMatchObject({
			meaning: 'BitBake warns and builds without equivalences.',
			fix: 'Start the server, or correct the address.',
			place: 'Open my local.conf, line 12',
		});
	});
});

describe('an examination', () => {
	it('shows its steps beside the report that is there, and says only beginning and end', () => {
		const running = (done: number) =>
			doctorView(
				stateOf(HEALTHY, {
					run: { kind: 'running', progress: { done, total: 17, title: 'Clock' } },
				}),
			);
		expect(running(3).progress).toEqual({ text: '3 of 17: Clock', done: 3, total: 17 });
		expect(running(3).groups).toHaveLength(3);
		expect(running(4).spoken).toBe(running(3).spoken);
		const done = doctorView(stateOf(HEALTHY, { run: { kind: 'done' } }));
		expect(done.progress).toBeNull();
		expect(done.spoken).toBe(done.heading);
	});

	it('that was cancelled or failed leaves the report before it, and says so', () => {
		const cancelled = doctorView(stateOf(HEALTHY, { run: { kind: 'cancelled' } }));
		expect(cancelled.notes).toEqual([
			'The examination was cancelled. Below is what the one before it found.',
		]);
		expect(cancelled.spoken).toBe(cancelled.notes[0]);
		const failed = doctorView(stateOf(HEALTHY, { run: { kind: 'failed', message: 'No.' } }));
		expect(failed.problem).toBe('No.');
		expect([cancelled, failed].every(({ groups }) => groups.length === 3)).toBe(true);
	});

	it('has to be asked for where there is no report', () => {
		const before = doctorView(NOTHING);
		expect(before).toMatchObject({
			heading: 'This build has not been examined yet',
			about: ['Hash Equivalence Doctor, build directory /srv/build'],
			hasReport: false,
			groups: [],
			words: { run: 'Run Doctor' },
		});
		expect(doctorView({ ...NOTHING, run: { kind: 'cancelled' } }).notes).toEqual([
			'The examination was cancelled, so there is no report.',
		]);
	});

	it('names the files that were not saved while it ran', () => {
		const { shown } = stateOf(HEALTHY);
		const view = doctorView(
			stateOf(HEALTHY, { shown: { ...shown!, unsaved: ['conf/local.conf'] } }),
		);
		expect(view.notes).toEqual([
			'Not saved, so not seen by the Doctor or by BitBake: conf/local.conf',
		]);
	});
});

describe('what a page had kept', () => {
	it('is shown again as it was', () => {
		const { buildUri, shown } = stateOf(HALF_BROKEN);
		const kept = JSON.parse(JSON.stringify({ buildUri, shown }));
		expect(keptIn(kept)).toEqual({ buildUri, shown });
	});

	it('is no report when it is of another version', () => {
		const { buildUri, shown } = stateOf(HEALTHY);
		const later = { ...shown, report: { ...HEALTHY, version: 2 } };
		expect(keptIn({ buildUri, shown: later })).toEqual({ buildUri, shown: null });
	});

	it('can be anything', () => {
		fc.assert(
			fc.property(fc.jsonValue(), (saved) => {
				for (const one of [saved, { shown: saved }, { shown: { report: saved } }]) {
					expect(keptIn(one).shown).toBeNull();
				}
			}),
		);
	});
});

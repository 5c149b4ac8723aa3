/** What the Doctor may find: builds that are healthy, half broken and dead, with all of its checks. */
import { type DoctorState, keptIn, type ShownReport } from '../../client/src/doctor/state';
import { CHECKS } from '../../server/src/doctor/checks/index';
import { markdownText } from '../../server/src/doctor/formats/markdown';
import type { CheckResult, DoctorReport } from '../../server/src/shared/doctor';

type Found = Omit<CheckResult, 'id' | 'title' | 'durationMs'>;

const FINE: Found = { status: 'ok', summary: 'As it should be.' };

/** A report with what the checks of these ids found; the others found what `rest` says. */
export function reportOf(found: Readonly<Record<string, Found>>, rest: Found = FINE): DoctorReport {
	const checks = CHECKS.map(
		({ id, title }): CheckResult => ({ id, title, ...(found[id] ?? rest), durationMs: 3 }),
	);
	const count = (wanted: CheckResult['status']): number =>
		checks.filter(({ status }) => status === wanted).length;
	return {
		version: 1,
		tool: 'hashequiv 1.2.3',
		buildDirectory: `/srv/${'a-long-name-without-a-blank/'.repeat(9)}build`,
		time: '2026-01-02T03:04:05.678Z',
		counts: {
			ok: count('ok'),
			info: count('info'),
			warning: count('warning'),
			problem: count('problem'),
			skipped: count('skipped'),
		},
		checks,
	};
}

/** The page of a report. */
export function stateOf(report: DoctorReport, change: Partial<DoctorState> = {}): DoctorState {
	const shown: ShownReport = { report, markdown: markdownText(report), unsaved: [] };
	const kept = keptIn({ buildUri: 'file:///srv/build', shown });
	return { ...kept, directory: '/srv/build', run: { kind: 'none' }, ...change };
}

const SETTINGS: Found = {
	status: 'info',
	summary: 'Effective values of 2 variables.',
	details: [
		'BB_HASHSERVE = "wss://hashserv.example.org/ws" (/srv/build/conf/local.conf:12)',
		`SSTATE_MIRRORS = "file://.* https://sstate.example.org/${'x'.repeat(300)}" (/srv/build/conf/site.conf:3)`,
	],
};

export const HEALTHY = reportOf({
	settings: SETTINGS,
	'python-websockets': { status: 'skipped', summary: 'No address needs it.' },
});

export const HALF_BROKEN = reportOf({
	settings: SETTINGS,
	server: {
		status: 'problem',
		summary: 'No hash equivalence server answers at 10.0.0.5:8686. Connection refused.',
		details: [`10.0.0.5:8686 ${'y'.repeat(400)}`],
		meaning: 'BitBake warns and builds without equivalences.',
		fix: 'Start the server, or correct the address.',
		place: { file: '/srv/build/conf/my local.conf', line: 12 },
	},
	'sstate-mirror': {
		status: 'warning',
		summary: 'The mirror has 1 of 5 objects.',
		meaning: 'Most of the build runs instead of being fetched.',
		fix: 'Compare SSTATE_MIRRORS with that of the build that fills the mirror.',
	},
	'round-trip': { status: 'skipped', summary: 'The server does not answer.' },
});

export const DEAD = reportOf(
	{},
	{
		status: 'problem',
		summary: `Nothing answers at ${'z'.repeat(200)}.`,
		meaning: 'The build fails.',
		fix: 'Correct it.',
		place: { file: `/srv/${'w'.repeat(200)}.conf`, line: 1 },
	},
);

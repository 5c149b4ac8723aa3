import { l10n } from 'vscode';
import type {
	CheckResult,
	CheckStatus,
	DoctorReport,
	Place,
} from '../../../server/src/shared/doctor';
import { moment } from '../numbers';
import type { DoctorState } from './state';
import { countOf, groupHeading, STATUSES, statusOf } from './statuses';
import type { DoctorView, Group, Progress, ShownCheck, ShownStatus } from './view';

/** The Doctor's page. */
export function doctorView(state: DoctorState): DoctorView {
	const { shown, run } = state;
	return {
		...(shown === null ? withoutReport(state) : withReport(shown.report)),
		notes: notesOf(state),
		problem: run.kind === 'failed' ? run.message : null,
		progress: progressOf(state),
		spoken: spokenText(state),
		hasReport: shown !== null,
		words: {
			run: shown === null ? l10n.t('Run Doctor') : l10n.t('Run Again'),
			cancel: l10n.t('Cancel'),
			copy: l10n.t('Copy as Markdown'),
			meaning: l10n.t('What it means'),
			fix: l10n.t('What to do'),
		},
	};
}

type Found = Pick<DoctorView, 'heading' | 'status' | 'about' | 'groups'>;

function withoutReport({ directory, run }: DoctorState): Found {
	return {
		heading:
			run.kind === 'running'
				? l10n.t('The Doctor examines the build')
				: l10n.t('This build has not been examined yet'),
		status: undefined,
		about: directory === undefined ? [] : [aboutBuild(directory)],
		groups: [],
	};
}

function withReport(report: DoctorReport): Found {
	return {
		heading: verdict(report),
		status: worst(report),
		about: [
			aboutBuild(report.buildDirectory),
			l10n.t('Examined: {0}', moment(Date.parse(report.time))),
		],
		groups: STATUSES.map((status) => groupOf(report, status)).filter(
			({ checks }) => checks.length > 0,
		),
	};
}

function aboutBuild(directory: string): string {
	return l10n.t('Hash Equivalence Doctor, build directory {0}', directory);
}

function verdict({ counts }: DoctorReport): string {
	const list = STATUSES.filter((status) => status === 'ok' || counts[status] > 0)
		.map((status) => countOf(status, counts[status]))
		.join(', ');
	if (counts.problem > 0) return l10n.t('Something is wrong: {0}.', list);
	if (counts.warning > 0) return l10n.t('Nothing fails, but something could be better: {0}.', list);
	return l10n.t('Nothing is wrong: {0}.', list);
}

function worst({ counts }: DoctorReport): ShownStatus {
	if (counts.problem > 0) return statusOf('problem');
	return statusOf(counts.warning > 0 ? 'warning' : 'ok');
}

function groupOf({ checks }: DoctorReport, status: CheckStatus): Group {
	const own = checks.filter((check) => check.status === status);
	return {
		status: statusOf(status),
		heading: `${groupHeading(status)} (${own.length})`,
		isOpen: status === 'problem' || status === 'warning',
		checks: own.map(shownCheck),
	};
}

function shownCheck(check: CheckResult): ShownCheck {
	const { id, title, summary, details = [], meaning = null, fix = null, place } = check;
	return {
		id,
		title,
		summary,
		details,
		meaning,
		fix,
		place: place === undefined ? null : placeLabel(place),
	};
}

function placeLabel({ file, line }: Place): string {
	return l10n.t('Open {0}, line {1}', file.slice(file.lastIndexOf('/') + 1), line);
}

function notesOf({ shown, run }: DoctorState): string[] {
	return [
		...(run.kind === 'cancelled' ? [cancelledText(shown !== null)] : []),
		...(shown === null || shown.unsaved.length === 0
			? []
			: [
					l10n.t(
						'Not saved, so not seen by the Doctor or by BitBake: {0}',
						shown.unsaved.join(', '),
					),
				]),
	];
}

function cancelledText(hasReport: boolean): string {
	return hasReport
		? l10n.t('The examination was cancelled. Below is what the one before it found.')
		: l10n.t('The examination was cancelled, so there is no report.');
}

function progressOf({ run }: DoctorState): Progress | null {
	if (run.kind !== 'running') return null;
	const { progress } = run;
	if (progress === null) return { text: l10n.t('Examining...'), done: 0, total: null };
	const { done, total, title } = progress;
	return { text: l10n.t('{0} of {1}: {2}', done, total, title), done, total };
}

/** The steps between are not said: there are many, and they are over soon. */
function spokenText({ shown, run }: DoctorState): string {
	switch (run.kind) {
		case 'running':
			return l10n.t('The Doctor examines the build');
		case 'cancelled':
			return cancelledText(shown !== null);
		case 'done':
			return shown === null ? '' : verdict(shown.report);
		default:
			return '';
	}
}

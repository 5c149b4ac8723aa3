import * as l10n from '@vscode/l10n';
import { version } from '../../../package.json';
import { messageOf } from '../hashserv/errors';
import type { CheckResult, CheckStatus, DoctorProgress, DoctorReport } from '../shared/doctor';
import { type Check, type Diagnosis, skipped } from './check';
import { CHECKS } from './checks/index';
import { masked } from './mask';
import type { Patient } from './patient';

export interface ExamineOptions {
	readonly checks?: readonly Check[];
	/** Ends the examination: it rejects with the signal's reason. */
	readonly signal?: AbortSignal;
	/** Milliseconds that a check may take; for checks that ask several peers longer than the patient's own. */
	readonly limitMs?: number;
	onProgress?(progress: DoctorProgress): void;
}

/** Checks at once, each within its time. Nothing in the report is a secret. */
export async function examine(
	patient: Patient,
	{
		checks = CHECKS,
		signal = new AbortController().signal,
		limitMs = patient.timeoutMs * 4,
		onProgress,
	}: ExamineOptions = {},
): Promise<DoctorReport> {
	let done = 0;
	// One for all checks: a signal warns when it has many listeners.
	const cancelled = new Promise<Diagnosis>((resolve) => {
		const cancel = (): void => resolve(skipped(l10n.t('Cancelled.')));
		if (signal.aborted) cancel();
		else signal.addEventListener('abort', cancel, { once: true });
	});
	const results = await Promise.all(
		checks.map(async (check): Promise<CheckResult> => {
			const started = performance.now();
			const diagnosis = await within(limitMs, cancelled, (own) => check.run(patient, own));
			signal.throwIfAborted();
			done++;
			onProgress?.({ done, total: checks.length, title: check.title });
			const durationMs = Math.round(performance.now() - started);
			return { id: check.id, title: check.title, ...diagnosis, durationMs };
		}),
	);
	const report: DoctorReport = {
		version: 1,
		tool: `hashequiv ${version}`,
		buildDirectory: patient.directory,
		time: new Date().toISOString(),
		counts: countsOf(results),
		checks: results,
	};
	return masked(report, secretsOf(patient));
}

/** Runs a check until it ends, its time is over or nobody waits any more. */
async function within(
	limitMs: number,
	cancelled: Promise<Diagnosis>,
	run: (signal: AbortSignal) => Diagnosis | Promise<Diagnosis>,
): Promise<Diagnosis> {
	const end = new AbortController();
	let timer: NodeJS.Timeout | undefined;
	const over = new Promise<Diagnosis>((resolve) => {
		timer = setTimeout(resolve, limitMs, tooSlow(limitMs));
	});
	try {
		// Begun in a later turn, so that a check that throws at once is a rejection like others.
		const running = Promise.resolve().then(() => run(end.signal));
		return await Promise.race([cancelled, over, running.catch(failed)]);
	} finally {
		clearTimeout(timer);
		end.abort();
	}
}

function tooSlow(limitMs: number): Diagnosis {
	return {
		status: 'warning',
		summary: l10n.t`There was no result within ${limitMs / 1000} seconds.`,
		meaning: l10n.t(
			'What is looked at here is slow or does not answer; a build that needs it waits, too.',
		),
	};
}

function failed(error: unknown): Diagnosis {
	return { status: 'skipped', summary: l10n.t`The check could not be made: ${messageOf(error)}` };
}

function countsOf(results: readonly CheckResult[]): Record<CheckStatus, number> {
	const counts = { ok: 0, info: 0, warning: 0, problem: 0, skipped: 0 };
	for (const { status } of results) counts[status]++;
	return counts;
}

/** Values that must not be in a report wherever they turn up. */
function secretsOf({ build }: Patient): string[] {
	const { data } = build.evaluation;
	return [...data.names()]
		.filter((name) => /PASSWORD|PASSWD|TOKEN|SECRET/.test(name))
		.flatMap((name) => data.get(name)?.value ?? []);
}

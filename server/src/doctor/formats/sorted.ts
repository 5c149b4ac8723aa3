import type { CheckResult } from '../../shared/doctor';

/** What is to be done, problems first, and all else in the order of the checks. */
export function sorted(checks: readonly CheckResult[]): {
	readonly troubles: readonly CheckResult[];
	readonly others: readonly CheckResult[];
} {
	const having = (...statuses: CheckResult['status'][]) =>
		checks.filter(({ status }) => statuses.includes(status));
	return {
		troubles: [...having('problem'), ...having('warning')],
		others: having('ok', 'info', 'skipped'),
	};
}

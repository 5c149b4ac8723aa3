import * as l10n from '@vscode/l10n';
import type { DoctorReport } from '../../shared/doctor';
import { plural } from '../check';

/** Such as `1 problem, 2 warnings`; what is fine is only told when there is nothing else. */
export function countsText({ counts }: DoctorReport): string {
	const parts = [
		...(counts.problem > 0
			? [plural(counts.problem, l10n.t('1 problem'), l10n.t`${counts.problem} problems`)]
			: []),
		...(counts.warning > 0
			? [plural(counts.warning, l10n.t('1 warning'), l10n.t`${counts.warning} warnings`)]
			: []),
	];
	return parts.length === 0 ? l10n.t('No problem and no warning') : parts.join(', ');
}

import type { DoctorReport } from '../../shared/doctor';
import { plural } from '../check';

/** Such as `1 problem, 2 warnings`; what is fine is only told when there is nothing else. */
export function countsText({ counts }: DoctorReport): string {
	const parts = [
		...(counts.problem > 0 ? [plural(counts.problem, 'problem')] : []),
		...(counts.warning > 0 ? [plural(counts.warning, 'warning')] : []),
	];
	return parts.length === 0 ? 'No problem and no warning' : parts.join(', ');
}

import type { BuildEvaluation } from '../yocto/build';

/** Whether a build fetches shared state from elsewhere. */
export function hasMirror({ evaluation }: BuildEvaluation): boolean {
	return (evaluation.data.get('SSTATE_MIRRORS')?.value ?? '').trim() !== '';
}

import type { CheckResult } from '../shared/doctor';
import type { Patient } from './patient';

/** One thing that a colleague would look at. Each is one file in `checks/`. */
export interface Check {
	/** Kebab-case and for ever. */
	readonly id: string;
	readonly title: string;
	/**
	 * Looks, and changes nothing anywhere. A peer that does not answer costs
	 * `patient.timeoutMs`.
	 * @param signal aborted when nobody waits for the result any more
	 */
	run(patient: Patient, signal: AbortSignal): Diagnosis | Promise<Diagnosis>;
}

/** A check's result without what is known beforehand. */
export type Diagnosis = Omit<CheckResult, 'id' | 'title' | 'durationMs'>;

/** Not looked at, and why. */
export function skipped(summary: string): Diagnosis {
	return { status: 'skipped', summary };
}

/** The text for one thing, or that for another number of them. */
export function plural(count: number, one: string, several: string): string {
	return count === 1 ? one : several;
}

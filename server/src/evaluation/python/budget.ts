import { notStatic } from './values';

/** Steps that one expression may take; real ones take a few dozen. */
const MAX_STEPS = 100_000;

/** Characters that text operations get through in the time of one step. */
const TEXT_PER_STEP = 100;

let left = MAX_STEPS;

/** Runs with a budget of its own; expressions of variables that are read on the way have theirs. */
export function withBudget<Result>(run: () => Result): Result {
	const outer = left;
	left = MAX_STEPS;
	try {
		return run();
	} finally {
		left = outer;
	}
}

/** Accounts for work done; throws NotStatic when an expression takes too long. */
export function spend(steps: number): void {
	left -= steps;
	if (left < 0) notStatic('an expression that takes too long');
}

/** Accounts for going through texts of this length. */
export function spendText(length: number): void {
	spend(1 + length / TEXT_PER_STEP);
}

import type { BuildRun, MachineBuilds } from '../shared/insight';
import { matchRate } from './sstateSummary';

/** A run that wants less is a small change, which misses what it changed. */
const FEW = 100;
/** Percents below which a mirror is of little use. */
const LOW = 50;
/** Percents less than the run before that are more than a changed recipe or two. */
const DROP = 20;

/**
 * What the runs of a machine show, newest first.
 * @param hasMirror whether shared state is fetched from elsewhere: without a mirror a first build misses everything
 */
export function trendOf(
	machine: string,
	runs: readonly BuildRun[],
	hasMirror: boolean,
): MachineBuilds {
	const [newest, previous] = runs.filter(({ wanted }) => wanted > 0);
	const rate = newest ? matchRate(newest) : null;
	const previousRate = previous ? matchRate(previous) : null;
	const fell = rate !== null && previousRate !== null && previousRate - rate >= DROP;
	const isLow =
		newest !== undefined &&
		newest.wanted >= FEW &&
		rate !== null &&
		rate < LOW &&
		(hasMirror || fell);
	return { machine, runs, matchRate: rate, previousRate, isLow };
}

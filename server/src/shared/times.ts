/**
 * Times by buckets of equal ratio, so that percentiles of any stretch of time
 * can be had from two cumulative counts, in constant memory.
 */

/** How many requests there were, by bucket; buckets without any are left out. */
export type TimeCounts = readonly (readonly [bucket: number, count: number])[];

/** Upper end of the first bucket, in milliseconds. */
const SMALLEST = 0.001;
/** A percentile is thus at most a tenth too high. */
const BUCKETS_PER_DOUBLING = 8;

/** A minute or more counts as the last bucket. */
export const BUCKETS = 208;

/** The bucket of a time in milliseconds. */
export function bucketOf(milliseconds: number): number {
	if (!(milliseconds > SMALLEST)) return 0;
	const bucket = Math.ceil(BUCKETS_PER_DOUBLING * Math.log2(milliseconds / SMALLEST));
	return Math.min(bucket, BUCKETS - 1);
}

/** The time in milliseconds that a share (0 to 1) of the requests did not exceed; null when there were none. */
export function percentile(counts: TimeCounts, share: number): number | null {
	const total = counts.reduce((sum, [, count]) => sum + count, 0);
	if (total === 0) return null;
	let seen = 0;
	let last = 0;
	for (const [bucket, count] of counts) {
		seen += count;
		last = bucket;
		if (seen >= share * total) break;
	}
	return SMALLEST * 2 ** (last / BUCKETS_PER_DOUBLING);
}

/** What came between two counts of the same server. A server that was started anew meanwhile has only the later ones. */
export function since(before: TimeCounts, now: TimeCounts): TimeCounts {
	const earlier = new Map(before);
	const isRestarted = before.some(
		([bucket, count]) => count > (now.find((pair) => pair[0] === bucket)?.[1] ?? 0),
	);
	if (isRestarted) return now;
	return now
		.map(([bucket, count]) => [bucket, count - (earlier.get(bucket) ?? 0)] as const)
		.filter(([, count]) => count > 0);
}

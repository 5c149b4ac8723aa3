import { BUCKETS, bucketOf, type TimeCounts } from '../../shared/times';
import { RequestTimes } from '../stats';

/** Request times that also keep how many requests took how long. `reset-stats` leaves those as they are. */
export class MeasuredTimes extends RequestTimes {
	readonly #counts = new Float64Array(BUCKETS);

	override add(milliseconds: number, count = 1): void {
		super.add(milliseconds, count);
		if (count === 0) return;
		const bucket = bucketOf(milliseconds / count);
		this.#counts[bucket] = (this.#counts[bucket] ?? 0) + count;
	}

	counts(): TimeCounts {
		return Array.from(this.#counts, (count, bucket) => [bucket, count] as const).filter(
			([, count]) => count > 0,
		);
	}
}

/** Times of requests in seconds, under the names that `get-stats` answers with. */
export interface RequestFigures {
	readonly num: number;
	readonly total_time: number;
	readonly max_time: number;
	readonly average: number;
	readonly stdev: number;
}

/**
 * Count, total, maximum and spread of request times, without keeping them
 * (Welford's method; batches are merged as Chan et al. describe).
 */
export class RequestTimes {
	#count = 0;
	#total = 0;
	#max = 0;
	#mean = 0;
	/** Sum of squared distances from the mean. */
	#squares = 0;

	/** Adds `count` requests that took `milliseconds` together. */
	add(milliseconds: number, count = 1): void {
		if (count === 0) return;
		const total = milliseconds / 1000;
		const each = total / count;
		const before = this.#count;
		this.#count += count;
		this.#total += total;
		if (each > this.#max) this.#max = each;
		const distance = each - this.#mean;
		this.#mean += (distance * count) / this.#count;
		this.#squares += (distance * distance * before * count) / this.#count;
	}

	figures(): RequestFigures {
		const count = this.#count;
		return {
			num: count,
			total_time: this.#total,
			max_time: this.#max,
			average: count === 0 ? 0 : this.#total / count,
			stdev: count <= 1 ? 0 : Math.sqrt(this.#squares / (count - 1)),
		};
	}

	reset(): void {
		this.#count = this.#total = this.#max = this.#mean = this.#squares = 0;
	}
}

/** What one server has done since it started. */
export interface Stats {
	/** Connections open now. */
	connections: number;
	/** Messages and stream lines answered. */
	requests: number;
	/** Look-ups (get, get-outhash, get-stream lines), and those that found something. */
	lookups: number;
	hits: number;
	/** Reports stored. */
	reports: number;
	/** Why the database failed a request; undefined again once it has stored a report since. */
	databaseProblem: string | undefined;
	/** For `get-stats`; `reset-stats` zeroes these alone. */
	readonly times: RequestTimes;
}

export function newStats(): Stats {
	return {
		connections: 0,
		requests: 0,
		lookups: 0,
		hits: 0,
		reports: 0,
		databaseProblem: undefined,
		times: new RequestTimes(),
	};
}

/** Counts a report that is stored, which shows that the database works. */
export function countReport(stats: Stats): void {
	stats.reports++;
	stats.databaseProblem = undefined;
}

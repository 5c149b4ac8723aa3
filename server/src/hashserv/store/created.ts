/**
 * The text of the `created` column: UTC with six decimals and `+00:00`. Rows
 * are ordered by it and the reference parses it, so the form is fixed.
 */
export function createdText(microseconds: number): string {
	const seconds = new Date(Math.floor(microseconds / 1000)).toISOString().slice(0, 19);
	return `${seconds}.${String(microseconds % 1_000_000).padStart(6, '0')}+00:00`;
}

/** Microseconds that a clock is set back by at the most while it runs; if by more, it was wrong before. */
const LARGEST_CORRECTION = 60_000_000;

/**
 * A clock in microseconds since the epoch that never gives a time twice and
 * does not go back when the system's is corrected: of two reports, the one that
 * came first is the older row. One that was far ahead is not followed for ever.
 * @param now milliseconds since the epoch
 */
export function createdClock(now: () => number = Date.now): () => number {
	let last = 0;
	return () => {
		const time = Math.floor(now() * 1000);
		last = time < last - LARGEST_CORRECTION ? time : Math.max(time, last + 1);
		return last;
	};
}

/**
 * The text of the `created` column: UTC with six decimals and `+00:00`. Rows
 * are ordered by it and the reference parses it, so the form is fixed.
 */
export function createdText(microseconds: number): string {
	const seconds = new Date(Math.floor(microseconds / 1000)).toISOString().slice(0, 19);
	return `${seconds}.${String(microseconds % 1_000_000).padStart(6, '0')}+00:00`;
}

/**
 * A clock in microseconds since the epoch that never gives a time twice or
 * goes back: of two reports, the one that came first is the older row.
 * @param now milliseconds since the epoch
 */
export function createdClock(now: () => number = Date.now): () => number {
	let last = 0;
	return () => {
		last = Math.max(Math.floor(now() * 1000), last + 1);
		return last;
	};
}

/** Ids above the first and up to the second number. */
export type IdRange = readonly [after: number, upTo: number];

/** Ids of one transaction: some hundredths of a second if all of them are deleted. */
const PIECE = 10_000;

/**
 * Runs over a table in pieces, each in a transaction of its own, so that other
 * clients are answered in between. Rows that are added meanwhile are left out.
 *
 * @param run one piece; null to stop
 * @returns what the pieces gave together, or null when the first one stopped
 */
export async function piecemeal(
	lastId: number,
	run: (range: IdRange) => Promise<number | null>,
	piece = PIECE,
): Promise<number | null> {
	let sum: number | null = null;
	let after = 0;
	do {
		const count = await run([after, after + piece]);
		if (count === null) return sum;
		sum = (sum ?? 0) + count;
		after += piece;
	} while (after < lastId);
	return sum;
}

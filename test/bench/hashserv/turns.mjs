/**
 * Measures things in turns, A B C A B C …, so that whatever else the machine
 * does meets all of them alike. One turn before the first round is not counted.
 *
 * @template {Record<string, () => Promise<number>>} T
 * @param {number} rounds
 * @param {T} things
 * @returns {Promise<{ [K in keyof T]: number[] }>} what each gave, round by round
 */
export async function inTurns(rounds, things) {
	const entries = Object.entries(things);
	/** @type {Record<string, number[]>} */
	const values = Object.fromEntries(entries.map(([name]) => [name, []]));
	for (let round = -1; round < rounds; round++) {
		for (const [name, measure] of entries) {
			const value = await measure();
			if (round >= 0) values[name]?.push(value);
		}
	}
	return /** @type {any} */ (values);
}

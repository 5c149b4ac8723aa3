/** Adds up results of different kinds of tests. */

/** @typedef {{ passed: number, failed: number }} Tally */

/**
 * @param {readonly { error?: string }[]} results
 * @returns {Tally}
 */
export function tallyOf(results) {
	const failed = results.filter((result) => result.error).length;
	return { passed: results.length - failed, failed };
}

/**
 * @param {...Tally} tallies
 * @returns {Tally}
 */
export function sum(...tallies) {
	return {
		passed: tallies.reduce((total, { passed }) => total + passed, 0),
		failed: tallies.reduce((total, { failed }) => total + failed, 0),
	};
}

/**
 * Prints the closing line and makes the exit code say the same. A run in which
 * nothing ran is a failure: it proves nothing.
 *
 * @param {Tally} tally
 */
export function report({ passed, failed }) {
	console.log(`\n${passed} passed, ${failed} failed`);
	if (failed > 0 || passed === 0) process.exitCode = 1;
}

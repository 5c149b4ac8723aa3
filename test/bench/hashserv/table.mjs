/** Ratios and how they are shown. */

/**
 * @typedef {object} Row
 * @property {string} what
 * @property {number[]} values one per round
 * @property {string} unit `×`, `%` or a unit of its own
 * @property {{ atLeast: number } | { atMost: number }} [target] for the median
 */

/** @param {readonly number[]} values */
export function median(values) {
	const sorted = values.toSorted((a, b) => a - b);
	const middle = sorted.length / 2;
	return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle) - 1] ?? 0)) / 2;
}

/**
 * Ours in parts of another's, round by round.
 *
 * @param {readonly number[]} ours
 * @param {readonly number[]} others
 * @param {number} [scale] 100 for percent
 */
export function ratios(ours, others, scale = 1) {
	return ours.map((value, round) => (scale * value) / (others[round] ?? Number.NaN));
}

const COLUMNS = [22, 44, 9, 9, 9, 9, 8];

export function heading() {
	const names = line(['scenario', 'what', 'min', 'median', 'max', 'target', '']);
	return `${names}\n${line(COLUMNS.map((width) => '-'.repeat(width)))}`;
}

/**
 * @param {string} scenario
 * @param {Row} row
 */
export function formatRow(scenario, { what, values, unit, target }) {
	/** @param {number} value */
	const show = (value) => {
		const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
		return `${value.toFixed(digits)} ${unit}`;
	};
	const middle = median(values);
	let goal = '';
	let verdict = '';
	if (target !== undefined) {
		const isMet = 'atLeast' in target ? middle >= target.atLeast : middle <= target.atMost;
		goal = 'atLeast' in target ? `≥ ${target.atLeast} ${unit}` : `≤ ${target.atMost} ${unit}`;
		verdict = isMet ? 'met' : 'not met';
	}
	return line([
		scenario,
		what,
		show(Math.min(...values)),
		show(middle),
		show(Math.max(...values)),
		goal,
		verdict,
	]);
}

/** @param {readonly string[]} cells */
function line(cells) {
	return `| ${cells.map((cell, index) => cell.padEnd(COLUMNS[index] ?? 0)).join(' | ')} |`;
}

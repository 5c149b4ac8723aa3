/** The forms in which `bitbake-hashclient` prints what it is answered. */
import type { Answer } from './server';

const NON_ASCII = /[\u007f-\uffff]/g;

/** JSON as Python prints it: keys sorted, four blanks, ASCII alone. */
export function jsonText(value: unknown): string {
	const json = JSON.stringify(sorted(value), null, 4);
	return `${json.replace(NON_ASCII, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`;
}

export function userText(answer: Answer): string {
	const lines = [`Username:    ${answer?.username}`];
	if (Array.isArray(answer?.permissions)) {
		lines.push(`Permissions: ${answer.permissions.join(' ')}`);
	}
	if (answer?.token !== undefined) lines.push(`Token:       ${answer.token}`);
	return `${lines.join('\n')}\n`;
}

/** Two columns under a heading. */
export function tableText(
	heading: readonly [string, string],
	rows: readonly (readonly [string, string])[],
): string {
	const lines = [heading, ...rows].map(([left, right]) => `${left.padEnd(20)}| ${right}`);
	lines.splice(1, 0, `${'-'.repeat(20)}+${'-'.repeat(20)}`);
	return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}

export interface Summary {
	readonly mean: number;
	readonly median: number;
	/** Of the whole population. */
	readonly deviation: number;
	readonly min: number;
	readonly max: number;
}

export function summarize(values: readonly number[]): Summary {
	const ordered = values.toSorted((a, b) => a - b);
	const count = ordered.length;
	const mean = ordered.reduce((sum, value) => sum + value, 0) / count;
	const [low, high] = [ordered[Math.floor((count - 1) / 2)], ordered[Math.floor(count / 2)]];
	const squares = ordered.reduce((sum, value) => sum + (value - mean) ** 2, 0);
	return {
		mean,
		median: ((low ?? 0) + (high ?? 0)) / 2,
		deviation: Math.sqrt(squares / count),
		min: ordered[0] ?? 0,
		max: ordered.at(-1) ?? 0,
	};
}

/** Seconds with three decimals, of milliseconds. */
export function seconds(milliseconds: number): string {
	return `${(milliseconds / 1000).toFixed(3)}s`;
}

function sorted(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(sorted);
	if (typeof value !== 'object' || value === null) return value;
	const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
	return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}

import { l10n } from 'vscode';
import { rough } from '../numbers';
import { type History, type Point, SPAN } from './history';
import type { Chart } from './view';

type Measured = Exclude<keyof Point, 'at'>;

interface Description {
	readonly id: string;
	readonly title: string;
	readonly unit: string;
	readonly explanation: string;
	readonly lines: readonly { readonly label: string; readonly of: Measured }[];
	/** What a number of the history is multiplied with. */
	readonly factor?: number;
}

/** A chart of the last minutes. */
export function chart({ points }: History, description: Description): Chart {
	const { lines, factor = 1, ...rest } = description;
	const drawn = lines.map(({ label, of }) => ({
		label,
		values: points.map((point) => {
			const value = point[of];
			return value === null ? null : value * factor;
		}),
	}));
	return {
		...rest,
		times: points.map(({ at }) => at / 1000),
		lines: drawn,
		summary: [
			l10n.t('{0}, the last {1} minutes.', description.title, SPAN / 60_000),
			...drawn.map(({ label, values }) => inWords(label, values, description.unit)),
		].join(' '),
	};
}

function inWords(label: string, values: readonly (number | null)[], unit: string): string {
	const known = values.filter((value) => value !== null);
	const last = known.at(-1);
	if (last === undefined) return l10n.t('{0}: nothing yet.', label);
	return l10n.t(
		'{0}: now {1}, lowest {2}, highest {3} {4}.',
		label,
		rough(last),
		rough(Math.min(...known)),
		rough(Math.max(...known)),
		unit,
	);
}

import uPlot from 'uplot';
import type { Chart, Words } from '../../src/dashboard/view';
import { element } from '../dom';

/** Colours of the theme and, for those who cannot tell colours apart, strokes. The legend's style has the same. */
const LINES = [
	{ color: '--vscode-charts-blue', dash: [] },
	{ color: '--vscode-charts-orange', dash: [6, 4] },
	{ color: '--vscode-charts-purple', dash: [2, 3] },
];
const HEIGHT = 170;

/** A chart on the page, to be brought up to date. */
export interface ChartFigure {
	readonly node: HTMLElement;
	update(chart: Chart): void;
	/** Draws it anew: the theme is another one. */
	restyle(): void;
	remove(): void;
}

/** Draws a chart, with its numbers in words and as a table for those who cannot see it. */
export function chartFigure(first: Chart, words: Words): ChartFigure {
	const captionId = `chart-${first.id}`;
	const canvas = element('div', { role: 'img', title: first.explanation });
	const tableBody = element('tbody');
	const table = element(
		'table',
		{},
		element('caption', { class: 'spoken' }, first.title),
		element(
			'thead',
			{},
			element(
				'tr',
				{},
				...[words.time, ...first.lines.map(({ label }) => label)].map((label) =>
					element('th', { scope: 'col' }, label),
				),
			),
		),
		tableBody,
	);
	const details = element(
		'details',
		{},
		element('summary', {}, words.asTable),
		element(
			'div',
			{ class: 'scroller', tabindex: '0', role: 'group', 'aria-labelledby': captionId },
			table,
		),
	);
	const node = element(
		'figure',
		{ 'aria-labelledby': captionId },
		element(
			'figcaption',
			{ id: captionId, title: first.explanation },
			`${first.title} (${first.unit})`,
		),
		element('p', { class: 'explanation quiet' }, first.explanation),
		canvas,
		legendOf(first),
		details,
	);
	let current = first;
	let plot: uPlot | null = null;

	function draw(): void {
		plot?.destroy();
		plot = new uPlot(optionsOf(current, canvas.clientWidth), dataOf(current), canvas);
	}

	const sizes = new ResizeObserver(() => {
		const width = canvas.clientWidth;
		if (width === 0) return;
		if (plot === null) draw();
		else if (plot.width !== width) plot.setSize({ width, height: HEIGHT });
	});
	sizes.observe(canvas);
	details.addEventListener('toggle', () => fillTable(details.open, tableBody, current));
	canvas.setAttribute('aria-label', first.summary);

	return {
		node,
		update: (chart) => {
			current = chart;
			canvas.setAttribute('aria-label', chart.summary);
			plot?.setData(dataOf(chart));
			fillTable(details.open, tableBody, chart);
		},
		restyle: () => {
			if (plot !== null) draw();
		},
		remove: () => {
			sizes.disconnect();
			plot?.destroy();
			node.remove();
		},
	};
}

function legendOf({ lines }: Chart): HTMLElement | null {
	if (lines.length < 2) return null;
	return element(
		'ul',
		{ class: 'legend' },
		...lines.map(({ label }, index) =>
			element(
				'li',
				{},
				element('span', { class: `swatch line${index}`, 'aria-hidden': 'true' }),
				label,
			),
		),
	);
}

/** The last rows are enough to read; the newest is the first. */
const MOST_ROWS = 60;

function fillTable(isOpen: boolean, body: HTMLElement, { times, lines }: Chart): void {
	if (!isOpen) {
		body.replaceChildren();
		return;
	}
	const rows = times.map((time, index) =>
		[
			new Date(time * 1000).toLocaleTimeString(document.documentElement.lang || undefined),
			...lines.map(({ values }) => numberText(values[index])),
		].map((text) => element('td', {}, text)),
	);
	body.replaceChildren(
		...rows
			.slice(-MOST_ROWS)
			.reverse()
			.map((cells) => element('tr', {}, ...cells)),
	);
}

function numberText(value: number | null | undefined): string {
	return value === null || value === undefined
		? '–'
		: value.toLocaleString(document.documentElement.lang || undefined, {
				maximumSignificantDigits: 3,
			});
}

function dataOf({ times, lines }: Chart): uPlot.AlignedData {
	return [[...times], ...lines.map(({ values }) => [...values])];
}

function optionsOf(chart: Chart, width: number): uPlot.Options {
	const style = getComputedStyle(document.body);
	const color = (name: string): string => style.getPropertyValue(name).trim() || style.color;
	// No theme has a colour for this that is quiet in high contrast and seen in the others.
	const faint = { stroke: `color-mix(in srgb, ${style.color} 18%, transparent)`, width: 1 };
	const axis = { stroke: style.color, font: `11px ${style.fontFamily}`, grid: faint, ticks: faint };
	return {
		width,
		height: HEIGHT,
		legend: { show: false },
		cursor: { show: false },
		scales: { y: { range: (_, lowest, highest) => rangeOf(lowest, highest) } },
		axes: [
			{ ...axis, space: 90, size: 32, values: (_, splits) => splits.map(clock) },
			{ ...axis, space: 28, size: 64 },
		],
		series: [
			{},
			...chart.lines.map(({ label }, index) => {
				const line = LINES[index % LINES.length]!;
				return {
					label,
					stroke: color(line.color),
					width: 2,
					dash: line.dash,
					points: { show: false },
				};
			}),
		],
	};
}

/** From nothing, or, where the numbers are far from it, from a little below them. */
function rangeOf(lowest: number, highest: number): [number, number] {
	if (!(highest > 0)) return [0, 1];
	const isFarFromNothing = lowest > 0 && highest - lowest < lowest / 2 && lowest > 1000;
	const padding = Math.max((highest - lowest) * 0.1, highest * 0.001);
	return isFarFromNothing ? [lowest - padding, highest + padding] : [0, highest * 1.1];
}

function clock(seconds: number): string {
	return new Date(seconds * 1000).toLocaleTimeString(document.documentElement.lang || undefined, {
		hour: '2-digit',
		minute: '2-digit',
		second: '2-digit',
	});
}

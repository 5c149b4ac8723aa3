import type { Section, Table, Tile, Words } from '../../src/dashboard/view';
import { element, setText } from '../dom';
import { type ChartFigure, chartFigure } from './chart';

/** A section on the page, to be brought up to date. */
export interface SectionNode {
	readonly node: HTMLElement;
	update(section: Section): void;
	restyle(): void;
	remove(): void;
}

/** Makes a section; later updates change its texts in place, so that what is open, focused or selected stays so. */
export function sectionNode(first: Section, words: Words): SectionNode {
	const headingId = `section-${first.id}`;
	const tiles = element('dl', { class: 'tiles' });
	const charts = element('div', { class: 'charts' });
	const table = element('div', { class: 'table' });
	const node = element(
		'section',
		{ 'aria-labelledby': headingId, 'data-section': first.id },
		element('h2', { id: headingId }, first.title),
		tiles,
		charts,
		table,
	);
	let tileIds = '';
	let tileNodes: readonly TileNode[] = [];
	let figures: readonly ChartFigure[] = [];
	let tableText = '';

	function update(section: Section): void {
		const ids = section.tiles.map(({ id }) => id).join(' ');
		if (ids !== tileIds) {
			tileIds = ids;
			tileNodes = section.tiles.map(tileNode);
			tiles.replaceChildren(...tileNodes.map((tile) => tile.node));
		}
		section.tiles.forEach((tile, index) => {
			tileNodes[index]?.update(tile);
		});
		if (figures.length === 0 && section.charts.length > 0) {
			figures = section.charts.map((chart) => chartFigure(chart, words));
			charts.replaceChildren(...figures.map((figure) => figure.node));
		} else {
			section.charts.forEach((chart, index) => {
				figures[index]?.update(chart);
			});
		}
		const text = JSON.stringify(section.table);
		if (section.table !== undefined && text !== tableText) {
			tableText = text;
			table.replaceChildren(tableOf(section.table, section.id));
		}
	}

	update(first);
	return {
		node,
		update,
		restyle: () => {
			for (const figure of figures) figure.restyle();
		},
		remove: () => {
			for (const figure of figures) figure.remove();
			node.remove();
		},
	};
}

interface TileNode {
	readonly node: HTMLElement;
	update(tile: Tile): void;
}

function tileNode({ id, label, explanation }: Tile): TileNode {
	const explanationId = `about-${id}`;
	const value = element('span');
	const unit = element('span', { class: 'unit' });
	const number = element('dd', { class: 'value', 'aria-describedby': explanationId }, value, unit);
	const detail = element('dd', { class: 'detail quiet' });
	const about = element('dd', { id: explanationId, class: 'explanation quiet' }, explanation);
	const node = element(
		'div',
		{ class: 'tile', title: explanation, 'data-tile': id },
		element('dt', {}, label),
		number,
		detail,
		about,
	);
	return {
		node,
		update: (tile) => {
			setText(value, tile.value);
			setText(unit, tile.unit);
			setText(detail, tile.detail);
			number.classList.toggle('words', !/\d|^–$/.test(tile.value) || tile.value.length > 14);
		},
	};
}

function tableOf({ caption, explanation, columns, rows, empty }: Table, id: string): HTMLElement {
	if (rows.length === 0) return element('p', { class: 'quiet' }, empty);
	const captionId = `table-${id}`;
	return element(
		'div',
		{ class: 'scroller', tabindex: '0', role: 'group', 'aria-labelledby': captionId },
		element(
			'table',
			{},
			element(
				'caption',
				{ id: captionId },
				caption,
				element('span', { class: 'quiet' }, ` ${explanation}`),
			),
			element(
				'thead',
				{},
				element('tr', {}, ...columns.map((text) => element('th', { scope: 'col' }, text))),
			),
			element(
				'tbody',
				{},
				...rows.map((cells) => element('tr', {}, ...cells.map((text) => element('td', {}, text)))),
			),
		),
	);
}

import type { ExploreView, ResultRow, Words } from '../../src/explore/view';
import { button, element } from '../dom';
import { hashCell } from './hashCell';
import { send } from './messages';

/** What was found. */
export function resultsPart({ results, hasMore, words }: ExploreView): HTMLElement | null {
	if (results.length === 0 && !hasMore) return null;
	return element(
		'section',
		{ 'aria-labelledby': 'results-heading', 'data-part': 'results' },
		element(
			'div',
			{ class: 'heading near' },
			element('h2', { id: 'results-heading' }, words.results),
			results.length > 0 &&
				button(words.export, () => send({ kind: 'exportResults' }), {
					iconName: 'export',
					id: 'export-results',
					'aria-label': words.exportResults,
				}),
		),
		results.length > 0 &&
			element(
				'div',
				{ class: 'scroller', tabindex: '0', role: 'group', 'aria-labelledby': 'results-heading' },
				tableOf(results, words),
			),
		hasMore && button(words.more, () => send({ kind: 'more' }), { id: 'more' }),
	);
}

function tableOf(results: readonly ResultRow[], words: Words): HTMLElement {
	const { columns } = words;
	const heads = [columns.recipe, columns.task, columns.version, columns.unihash];
	return element(
		'table',
		{},
		element(
			'thead',
			{},
			element(
				'tr',
				{},
				...heads.map((text) => element('th', { scope: 'col' }, text)),
				element(
					'th',
					{ scope: 'col', class: 'number', title: words.tasksHint },
					columns.taskhashes,
				),
			),
		),
		element('tbody', {}, ...results.map((row) => rowOf(row, words))),
	);
}

function rowOf(row: ResultRow, words: Words): HTMLElement {
	const { id, name, task, version, unihash, taskhashes, isOpen } = row;
	return element(
		'tr',
		{ class: isOpen ? 'open' : undefined, 'data-class': id },
		element(
			'td',
			{},
			button(name, () => send({ kind: 'open', id }), {
				class: 'link',
				id: `open-${id}`,
				'aria-expanded': String(isOpen),
				'aria-label': [name, task, unihash.slice(0, 8)].join(' '),
			}),
		),
		element('td', {}, task),
		element('td', {}, version),
		element('td', {}, hashCell(unihash, words, `unihash-${id}`)),
		element('td', { class: 'number' }, taskhashes),
	);
}

import type { ExploreView, MemberRow, OpenClass, Words } from '../../src/explore/view';
import { button, element, iconButton } from '../dom';
import { hashCell } from './hashCell';
import { filled, send } from './messages';

/** What is known of the class that is open. */
export function classPart(open: OpenClass, view: ExploreView): HTMLElement {
	const { chosen, words } = view;
	return element(
		'section',
		{ 'aria-labelledby': 'class-heading', 'data-part': 'class' },
		element(
			'div',
			{ class: 'heading' },
			element('h2', { id: 'class-heading', tabindex: '-1' }, open.heading),
			element(
				'div',
				{ class: 'bar' },
				compareButton(view),
				open.rows.length > 0 &&
					button(words.export, () => send({ kind: 'exportClass' }), {
						iconName: 'export',
						id: 'export-class',
						'aria-label': words.exportClass,
					}),
				open.removeAll !== null &&
					button(open.removeAll, () => send({ kind: 'removeAll' }), {
						iconName: 'trash',
						id: 'remove-all',
					}),
				button(words.back, () => send({ kind: 'close' }), { iconName: 'close', id: 'close-class' }),
			),
		),
		element('p', { class: 'quiet' }, open.meaning),
		element('dl', {}, ...open.facts.flatMap((fact) => factOf(fact, words))),
		element(
			'div',
			{ class: 'scroller', tabindex: '0', role: 'group', 'aria-labelledby': 'class-heading' },
			tableOf(open, chosen, words),
		),
		open.hasMore &&
			button(words.more, () => send({ kind: 'moreOfClass' }), { id: 'more-of-class' }),
	);
}

function compareButton({ chosen, compareChosen, words }: ExploreView): HTMLElement {
	return button(compareChosen, () => send({ kind: 'compare' }), {
		iconName: 'diff',
		id: 'compare',
		disabled: chosen.length !== 2,
		title: words.compareHint,
	});
}

function factOf({ label, hash, explanation }: OpenClass['facts'][number], words: Words): Node[] {
	return [
		element('dt', { title: explanation }, label),
		element(
			'dd',
			{ title: explanation },
			element('span', { class: 'hash' }, hash),
			iconButton(filled(words.copy, label), 'copy', () => send({ kind: 'copy', text: hash }), {
				id: `copy-${label}`,
			}),
		),
	];
}

function tableOf(open: OpenClass, chosen: readonly string[], words: Words): HTMLElement {
	const { columns } = words;
	const heads = [
		columns.taskhash,
		columns.outhash,
		columns.task,
		columns.version,
		columns.reported,
		columns.reporter,
		columns.actions,
	];
	return element(
		'table',
		{},
		element(
			'thead',
			{},
			element('tr', {}, ...heads.map((text) => element('th', { scope: 'col' }, text))),
		),
		element('tbody', {}, ...open.rows.map((row) => rowOf(row, chosen.includes(row.id), words))),
	);
}

function rowOf(row: MemberRow, isChosen: boolean, words: Words): HTMLElement {
	const { id, taskhash, outhash, name, version, reported, reporter } = row;
	return element(
		'tr',
		{ 'data-row': id },
		element('td', {}, hashCell(taskhash, words, `taskhash-${id}`)),
		element('td', {}, outhash === null ? '' : hashCell(outhash, words, `outhash-${id}`)),
		element('td', {}, name),
		element('td', {}, version),
		element('td', {}, reported),
		element('td', {}, reporter),
		element('td', {}, actionsOf(row, isChosen, words)),
	);
}

function actionsOf(row: MemberRow, isChosen: boolean, words: Words): HTMLElement {
	const { id, outhash, hasOutput, spoken } = row;
	const without = hasOutput ? undefined : words.noOutput;
	return element(
		'span',
		{ class: 'cell' },
		outhash !== null &&
			iconButton(
				without ?? filled(words.showOutput, spoken),
				'go-to-file',
				() => send({ kind: 'showOutput', id }),
				{ id: `show-${id}`, disabled: !hasOutput },
			),
		outhash !== null &&
			iconButton(
				without ?? filled(words.compare, spoken),
				'diff',
				() => send({ kind: 'choose', id }),
				{ id: `choose-${id}`, disabled: !hasOutput, 'aria-pressed': String(isChosen) },
			),
		iconButton(filled(words.remove, spoken), 'trash', () => send({ kind: 'remove', id }), {
			id: `remove-${id}`,
		}),
	);
}

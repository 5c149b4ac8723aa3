import type { Group, ShownCheck, ShownStatus, Words } from '../../src/doctor/view';
import { button, element, icon } from '../dom';
import { send } from './messages';

/** Checks of which the same came, with a heading. */
export function groupPart({ status, heading, isOpen, checks }: Group, words: Words): HTMLElement {
	const id = `group-${status.id}`;
	const part = isOpen ? card : row;
	return element(
		'section',
		{ 'aria-labelledby': id, 'data-group': status.id },
		element('h2', { id }, heading),
		element(
			'ul',
			// Without marks it would be no list to every screen reader.
			{ class: `checks ${isOpen ? 'cards' : 'rows'}`, role: 'list' },
			...checks.map((check) =>
				element('li', { class: status.id, 'data-check': check.id }, part(check, status, words)),
			),
		),
	);
}

/** All about a check, to be read at once. */
function card(check: ShownCheck, status: ShownStatus, words: Words): HTMLElement {
	return element(
		'div',
		{},
		element('div', { class: 'line' }, badge(status), element('h3', {}, check.title)),
		element('p', {}, check.summary),
		...more(check, words),
	);
}

/** A check on one line; more of it on a click. */
function row(check: ShownCheck, status: ShownStatus, words: Words): HTMLElement {
	const line = [
		badge(status),
		element('span', {}, element('h3', {}, check.title), ' ', check.summary),
	];
	const rest = more(check, words);
	if (rest.length === 0) return element('div', { class: 'line' }, ...line);
	return element(
		'details',
		{ id: `more-${check.id}` },
		element(
			'summary',
			{ class: 'line', id: `summary-${check.id}` },
			icon('chevron-right'),
			...line,
		),
		element('div', { class: 'more' }, ...rest),
	);
}

/** The result as icon and word: neither needs the colour. */
function badge({ icon: iconName, word }: ShownStatus): HTMLElement {
	return element('span', { class: 'badge' }, icon(iconName), word);
}

function more({ id, details, meaning, fix, place }: ShownCheck, words: Words): HTMLElement[] {
	return [
		...(details.length === 0
			? []
			: [
					element(
						'ul',
						{ class: 'details' },
						...details.map((text) => element('li', {}, element('code', {}, text))),
					),
				]),
		...(meaning === null && fix === null
			? []
			: [element('dl', {}, ...entry(words.meaning, meaning), ...entry(words.fix, fix))]),
		...(place === null
			? []
			: [
					button(place, () => send({ kind: 'open', id }), {
						iconName: 'go-to-file',
						id: `open-${id}`,
					}),
				]),
	];
}

function entry(label: string, text: string | null): HTMLElement[] {
	return text === null ? [] : [element('dt', {}, label), element('dd', {}, text)];
}

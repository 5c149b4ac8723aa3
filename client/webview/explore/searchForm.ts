import type { ExploreView } from '../../src/explore/view';
import { button, element } from '../dom';
import { send } from './messages';

/** Milliseconds without a key after which a search begins by itself. */
const PAUSE = 300;

/** Where the search is typed. It searches while one types. */
export function searchForm(): { readonly node: HTMLElement; show(view: ExploreView): void } {
	const text = element('input', {
		type: 'search',
		id: 'text',
		autocomplete: 'off',
		spellcheck: 'false',
	});
	const field = element('select', { id: 'field' });
	const submit = button('', () => {}, { class: 'main', id: 'search' });
	submit.type = 'submit';
	const node = element('form', { role: 'search' }, text, field, submit);
	let timer: number | undefined;
	let searched = '';
	let revision: number | undefined;

	function search(): void {
		clearTimeout(timer);
		searched = `${field.value} ${text.value}`;
		send({ kind: 'search', text: text.value, field: field.value as ExploreView['query']['field'] });
	}

	node.addEventListener('submit', (event) => {
		event.preventDefault();
		search();
	});
	text.addEventListener('input', () => {
		clearTimeout(timer);
		timer = setTimeout(search, PAUSE);
	});
	field.addEventListener('change', search);

	return {
		node,
		show: ({ query, fields, words }) => {
			text.setAttribute('aria-label', words.searchHint);
			text.placeholder = words.searchHint;
			field.setAttribute('aria-label', words.searchIn);
			if (submit.textContent !== words.search) submit.textContent = words.search;
			if (field.options.length === 0) {
				field.append(...fields.map(({ id, label }) => element('option', { value: id }, label)));
			}
			const isReplaced = revision !== undefined && revision !== query.revision;
			revision = query.revision;
			if (isReplaced) clearTimeout(timer);
			// Else what is being typed is newer than what the host has heard of.
			else if (searched !== '' || document.activeElement === text) return;
			text.value = query.text;
			field.value = query.field;
		},
	};
}

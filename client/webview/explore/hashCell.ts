import type { Words } from '../../src/explore/view';
import { element, iconButton } from '../dom';
import { filled, send } from './messages';

/** As much of a hash as tells it from others at a glance. */
const SHOWN = 12;

/** A hash in a table: its beginning, all of it in a hover, and a button that copies it. */
export function hashCell(hash: string, words: Words, id: string): HTMLElement {
	const short = hash.length > SHOWN + 4 ? `${hash.slice(0, SHOWN)}…` : hash;
	return element(
		'span',
		{ class: 'cell' },
		element('span', { class: 'hash', title: hash }, short),
		iconButton(
			filled(words.copy, hash.slice(0, SHOWN)),
			'copy',
			() => send({ kind: 'copy', text: hash }),
			{ id: `copy-${id}` },
		),
	);
}

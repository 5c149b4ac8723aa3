import type { SearchField } from './explore';

/** What a search looks for. */
export type Wanted =
	/** A hash that begins like this. */
	| { readonly kind: 'hash'; readonly prefix: string }
	/** Reports that hold every word: in the recipe's name, the task's, or either. Lower case. */
	| {
			readonly kind: 'words';
			readonly words: readonly { readonly text: string; readonly in: WordPlace }[];
	  }
	/** Everything, the latest first. */
	| { readonly kind: 'all' }
	/** The text cannot be a hash. */
	| { readonly kind: 'no-hash' };

export type WordPlace = 'recipe' | 'task' | 'either';

const LONGEST_HASH = 128;

/** Understands the text of a search. In any field, hexadecimal digits are a hash, unless they look like a name. */
export function readSearch(text: string, field: SearchField): Wanted {
	const words = text.trim().toLowerCase().split(/\s+/).filter(Boolean);
	const [first] = words;
	if (first === undefined) return { kind: 'all' };
	if (field === 'hash') {
		return words.length === 1 && isHex(first)
			? { kind: 'hash', prefix: first }
			: { kind: 'no-hash' };
	}
	if (field === 'anything' && words.length === 1 && looksLikeHash(first)) {
		return { kind: 'hash', prefix: first };
	}
	return {
		kind: 'words',
		words: words.map((word) => {
			const isTask = field === 'task' || (field === 'anything' && word.startsWith('do_'));
			// BitBake reports a task without the beginning that its name has everywhere else.
			if (isTask) return { text: word.replace(/^do_/, ''), in: 'task' };
			return { text: word, in: field === 'recipe' ? 'recipe' : 'either' };
		}),
	};
}

/** Names such as `cafe` and `a52dec` are hexadecimal as well; a hash that short is searched for in its own field. */
function looksLikeHash(word: string): boolean {
	return isHex(word) && word.length >= 8 && /\d/.test(word);
}

function isHex(word: string): boolean {
	return word.length <= LONGEST_HASH && /^[0-9a-f]+$/.test(word);
}

import { distance } from 'fastest-levenshtein';

/** `; did you mean X?` for a word that is nearly one of those that are known, else nothing. */
export function suggestion(word: string, known: Iterable<string>): string {
	// Two letters that changed places are two differences.
	const near = [...known]
		.map((each) => ({ each, far: each.startsWith(word) ? 0 : distance(word, each) }))
		.filter(({ each, far }) => far <= (each.length < 4 ? 1 : Math.max(2, each.length / 3)))
		.sort((a, b) => a.far - b.far);
	const [first] = near;
	return first === undefined || word === '' ? '' : `; did you mean ${first.each}?`;
}

import type { Assignment } from '../syntax/statement';
import type { Span } from '../text/span';
import { wordsWithOffsets } from '../text/whitespace';
import { type MirrorPair, parseMirrors } from '../yocto/mirrors';
import { type Anchor, valueSpan } from './anchor';
import { effective } from './effective';
import type { RuleContext } from './rule';

/** The variables that hold pairs of a pattern and a URL. */
export const MIRROR_VARIABLES = ['SSTATE_MIRRORS', 'PREMIRRORS', 'MIRRORS'] as const;

/** Where a word of a variable's value stands in the user's files. */
export interface Place extends Anchor {
	/** True when `span` is exactly the word; else it is the whole value that the word comes from. */
	readonly isExact: boolean;
}

/** A pair of a mirror variable that the user wrote. */
export interface MirrorEntry {
	readonly variable: string;
	readonly pair: MirrorPair;
	/** Of the pattern and of the URL. */
	readonly patternPlace: Place;
	readonly urlPlace: Place;
}

/** The pairs in the effective values of mirror variables that come from the user's files, fully known ones only. */
export function* mirrorEntries(
	context: RuleContext,
	variables: readonly string[] = MIRROR_VARIABLES,
): Iterable<MirrorEntry> {
	for (const variable of variables) {
		const { pairs, leftover } = parseMirrors(effective(context, variable)?.value ?? '');
		// Where a member is missing, nothing says which ones belong together.
		if (leftover !== undefined) continue;
		// Nor where a comment has become part of the list.
		if (pairs.some(({ pattern, url }) => pattern.startsWith('#') || url.startsWith('#'))) continue;
		for (const pair of pairs) {
			if (`${pair.pattern}${pair.url}`.includes('${')) continue;
			const patternPlace = placeOfWord(context, variable, pair.pattern, pair.url);
			const urlPlace = placeOfWord(context, variable, pair.url, pair.pattern);
			if (patternPlace && urlPlace) yield { variable, pair, patternPlace, urlPlace };
		}
	}
}

/**
 * Finds a word of a variable's value in the user's files; where `beside` is
 * given, in an assignment that holds that word too, if there is one.
 */
export function placeOfWord(
	context: RuleContext,
	variable: string,
	word: string,
	beside?: string,
): Place | undefined {
	const written = assignmentsTo(context, variable);
	const holds = (assignment: Assignment, text: string): boolean =>
		wordsOf(assignment).places.has(text);
	const exact =
		written.find(
			({ assignment }) =>
				holds(assignment, word) && (beside === undefined || holds(assignment, beside)),
		) ?? written.find(({ assignment }) => holds(assignment, word));
	if (exact) {
		return { ...exact, span: wordSpan(exact.assignment, word, beside), isExact: true };
	}
	// The word may come out of a reference.
	const origin = written.find(({ assignment: { value } }) => value.includes('${'));
	return origin && { ...origin, span: valueSpan(origin), isExact: false };
}

/** Assignments to the variable, operations and variants included, in the user's files; the last first. */
function assignmentsTo(
	context: RuleContext,
	variable: string,
): (Anchor & { assignment: Assignment })[] {
	const variant = context.data.activeVariant(variable);
	const history = [
		...(variant ? context.data.history(variant) : []),
		...context.data.history(variable),
	];
	return history.toReversed().flatMap(({ file: path, statement, applied, flag }) => {
		const file = context.files.get(path);
		if (!file || !applied || flag !== undefined || statement?.kind !== 'assignment') return [];
		return [{ file, span: statement.nameSpan, line: statement.line, assignment: statement }];
	});
}

interface Words {
	readonly words: readonly { text: string; offset: number }[];
	/** Where each text is among the words. */
	readonly places: ReadonlyMap<string, readonly number[]>;
}

/** Every word of a list is looked for in it, by each rule: a long one must not be gone through for each. */
const known = new WeakMap<Assignment, Words>();

/** Words as BitBake's mirror lists have them: a literal `\n` separates. */
function wordsOf(assignment: Assignment): Words {
	const found = known.get(assignment);
	if (found) return found;
	const words = wordsWithOffsets(assignment.value.replaceAll('\\n', '  '));
	const places = new Map<string, number[]>();
	for (const [i, { text }] of words.entries()) {
		const others = places.get(text);
		if (others) others.push(i);
		else places.set(text, [i]);
	}
	const result = { words, places };
	known.set(assignment, result);
	return result;
}

function wordSpan(assignment: Assignment, word: string, beside: string | undefined): Span {
	const { words, places } = wordsOf(assignment);
	const own = places.get(word) ?? [];
	const others = beside === undefined ? [] : (places.get(beside) ?? []);
	// One half of a pair may be the same in all of them, such as `file://.*`.
	const candidates = own.length <= others.length ? own : others.flatMap((i) => [i - 1, i + 1]);
	const found = candidates.find(
		(i) =>
			words[i]?.text === word && [words[i - 1]?.text, words[i + 1]?.text].includes(beside ?? ''),
	);
	const start = words[found ?? own[0] ?? -1]?.offset ?? 0;
	return assignment.spanInValue(start, start + word.length);
}

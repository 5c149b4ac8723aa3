import type { Assignment } from '../syntax/statement';
import type { Span } from '../text/span';
import { type Word, wordsWithOffsets } from '../text/whitespace';
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
	const written = writtenIn(context, variable);
	const holding = written.byWord.get(word) ?? [];
	const holdingOther = beside === undefined ? holding : (written.byWord.get(beside) ?? []);
	// One half of a pair may be the same in all of them, such as `file://.*`.
	const [rarer, other] =
		holding.length <= holdingOther.length ? [holding, beside ?? word] : [holdingOther, word];
	const exact = rarer.find(({ places }) => places.has(other)) ?? holding[0];
	if (exact) return { ...exact.anchor, span: wordSpan(exact, word, beside), isExact: true };
	// The word may come out of a reference.
	const { origin } = written;
	return origin && { ...origin, span: valueSpan(origin), isExact: false };
}

/** The words of one assignment. */
interface Line {
	readonly anchor: Anchor & { readonly assignment: Assignment };
	readonly words: readonly Word[];
	/** Where each text is among the words. */
	readonly places: ReadonlyMap<string, readonly number[]>;
}

/** What the user's files add to a mirror variable. */
interface Written {
	/** The assignments that hold a word, the last first. */
	readonly byWord: ReadonlyMap<string, readonly Line[]>;
	/** The last assignment with a reference in its value. */
	readonly origin: Anchor | undefined;
}

/** Every word of a list is looked for in it, by each rule: a long one must not be gone through for each. */
const known = new WeakMap<RuleContext, Map<string, Written>>();

function writtenIn(context: RuleContext, variable: string): Written {
	const ofContext = known.get(context) ?? new Map<string, Written>();
	known.set(context, ofContext);
	const found = ofContext.get(variable);
	if (found) return found;
	const anchors = assignmentsTo(context, variable);
	const byWord = new Map<string, Line[]>();
	for (const anchor of anchors) {
		// As BitBake's mirror lists have them: a literal `\n` separates.
		const words = wordsWithOffsets(anchor.assignment.value.replaceAll('\\n', '  '));
		const places = new Map<string, number[]>();
		for (const [i, { text }] of words.entries()) push(places, text, i);
		const line = { anchor, words, places };
		for (const text of places.keys()) push(byWord, text, line);
	}
	const origin = anchors.find(({ assignment: { value } }) => value.includes('${'));
	const written = { byWord, origin };
	ofContext.set(variable, written);
	return written;
}

function push<T>(lists: Map<string, T[]>, key: string, item: T): void {
	const list = lists.get(key);
	if (list) list.push(item);
	else lists.set(key, [item]);
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

function wordSpan({ anchor, words, places }: Line, word: string, beside: string | undefined): Span {
	const own = places.get(word) ?? [];
	const others = beside === undefined ? [] : (places.get(beside) ?? []);
	const candidates = own.length <= others.length ? own : others.flatMap((i) => [i - 1, i + 1]);
	const found = candidates.find(
		(i) =>
			words[i]?.text === word && [words[i - 1]?.text, words[i + 1]?.text].includes(beside ?? ''),
	);
	const start = words[found ?? own[0] ?? -1]?.offset ?? 0;
	return anchor.assignment.spanInValue(start, start + word.length);
}

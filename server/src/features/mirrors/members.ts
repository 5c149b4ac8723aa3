import type { Assignment } from '../../syntax/statement';
import type { Span } from '../../text/span';
import { splitWords, wordsWithOffsets } from '../../text/whitespace';
import type { BuildEvaluation } from '../../yocto/build';
import { isFrom } from '../../yocto/releases';

/** The variables that hold pairs of a pattern and a replacement. */
const MIRROR_VARIABLES: ReadonlySet<string> = new Set(['SSTATE_MIRRORS', 'PREMIRRORS', 'MIRRORS']);

export function isMirrorVariable(name: string): boolean {
	return MIRROR_VARIABLES.has(name);
}

/** A member of a mirror variable as it is written in one assignment. */
export interface WrittenMember {
	readonly role: 'pattern' | 'replacement';
	/** 0 for the first pair. */
	readonly pair: number;
	/** As written, and with its references replaced. */
	readonly text: string;
	readonly expanded: string;
	readonly span: Span;
	/** Offset of `text` in the assignment's value. */
	readonly offset: number;
}

/**
 * The members in an assignment's value, in order. Undefined where nothing says
 * which belong together: a reference that is not exactly one word, Python, or
 * a comment that has become part of the list.
 */
export function writtenMembers(
	{ value, spanInValue }: Assignment,
	{ release, evaluation: { data } }: BuildEvaluation,
): WrittenMember[] | undefined {
	if (value.includes('${@')) return undefined;
	// Before 4.0 a literal \n was all that told pairs apart; what stands between two is one pair or nothing.
	const isByLine = !isFrom(release, '4.0');
	if (isByLine && value.split('\\n').some((line) => splitWords(line).length > 2)) return undefined;
	// A literal \n separates; two blanks in its place keep the offsets.
	const words = wordsWithOffsets(value.replaceAll('\\n', '  '));
	const members: WrittenMember[] = [];
	for (const { text, offset } of words) {
		const expanded = text.includes('${') ? data.expand(text) : { value: text, isStatic: true };
		const isOneWord = splitWords(expanded.value).length === 1 && !expanded.value.includes('${');
		if (!isOneWord || !expanded.isStatic || text.startsWith('#')) return undefined;
		members.push({
			role: members.length % 2 === 0 ? 'pattern' : 'replacement',
			pair: members.length >> 1,
			text,
			expanded: expanded.value,
			span: spanInValue(offset, offset + text.length),
			offset,
		});
	}
	return members;
}

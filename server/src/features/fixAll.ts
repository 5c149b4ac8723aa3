import type { TextEdit } from '../text/edit';
import type { Problem } from '../text/problem';

/** Findings whose preferred fix says what was clearly meant, so that it may be applied unseen. */
const SAFE: ReadonlySet<string> = new Set([
	'unparsed-line',
	'confusing-comment',
	'comment-only',
	'old-override-syntax',
	'renamed-variable',
	'operator-spacing',
	'append-operator-mix',
	'literal-newline',
]);

/**
 * The preferred fixes of a file's findings that are safe, as edits that do not
 * overlap. Of two fixes in one place the first is taken. What is found only
 * after a repair, such as the spacing of a line that could not be read before,
 * is left for the next time.
 */
export function fixAll(problems: readonly Problem[]): TextEdit[] {
	const chosen: TextEdit[] = [];
	for (const { code, fixes } of problems) {
		const fix = fixes?.find(({ preferred }) => preferred);
		if (!SAFE.has(code) || !fix || fix.command !== undefined) continue;
		if (fix.edits.some((edit) => chosen.some((other) => collide(edit, other)))) continue;
		chosen.push(...fix.edits);
	}
	// Stable, and an insertion before a replacement at the same place, as the protocol asks.
	return chosen.sort(
		(a, b) => a.span.start - b.span.start || Number(!isInsertion(a)) - Number(!isInsertion(b)),
	);
}

function isInsertion({ span }: TextEdit): boolean {
	return span.start === span.end;
}

/** Overlapping, or the same text put into the same place twice. */
function collide(a: TextEdit, b: TextEdit): boolean {
	if (a.span.start === b.span.start && a.span.end === b.span.end) {
		return !isInsertion(a) || a.newText === b.newText;
	}
	return a.span.start < b.span.end && b.span.start < a.span.end;
}

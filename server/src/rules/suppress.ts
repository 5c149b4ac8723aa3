import type { ParsedFile } from '../syntax/parse';
import { splitWords } from '../text/whitespace';
import type { RuleProblem } from './rule';

const NEXT_LINE = /^#\s*hashequiv-disable-next-line\b(.*)$/;
const FILE = /^#\s*hashequiv-disable-file\b(.*)$/;

/** What a comment turns off: the codes it names, or everything when it names none. */
interface Suppression {
	readonly codes: readonly string[];
	/** 1-based lines, both included; undefined for the whole file. */
	readonly lines: readonly [number, number] | undefined;
}

/**
 * Takes away the findings that comments in their files turn off:
 * `# hashequiv-disable-next-line CODE…` for the statement below, and
 * `# hashequiv-disable-file CODE…` for the whole file.
 */
export function withoutSuppressed(
	problems: readonly RuleProblem[],
	files: ReadonlyMap<string, ParsedFile>,
): RuleProblem[] {
	const byFile = new Map([...files].map(([path, file]) => [path, suppressionsIn(file)]));
	return problems.filter(({ file, code, span }) => {
		const suppressions = byFile.get(file);
		const index = files.get(file)?.index;
		if (!suppressions || suppressions.length === 0 || !index) return true;
		const line = index.lineAt(span.start) + 1;
		return !suppressions.some(
			({ codes, lines }) =>
				(codes.length === 0 || codes.includes(code)) &&
				(lines === undefined || (lines[0] <= line && line <= lines[1])),
		);
	});
}

function suppressionsIn({ comments, statements, text }: ParsedFile): Suppression[] {
	return comments.flatMap(({ span, line }): Suppression[] => {
		const comment = text.slice(span.start, span.end);
		const whole = FILE.exec(comment);
		if (whole) return [{ codes: splitWords(whole[1]!), lines: undefined }];
		const next = NEXT_LINE.exec(comment);
		if (!next) return [];
		const below = statements.find(({ firstLine }) => firstLine === line + 1);
		return [{ codes: splitWords(next[1]!), lines: [line + 1, below?.line ?? line + 1] }];
	});
}

import type { ParsedFile } from '../syntax/parse';
import { splitWords } from '../text/whitespace';
import type { RuleProblem } from './rule';

const NEXT_LINE = /^#\s*hashequiv-disable-next-line\b(.*)$/;
const FILE = /^#\s*hashequiv-disable-file\b(.*)$/;

/** What comments turn off: lists of the codes that each names, or of none for everything. */
interface Suppressions {
	readonly ofFile: readonly (readonly string[])[];
	/** By line, 1-based. */
	readonly ofLines: ReadonlyMap<number, readonly string[]>;
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
		if (!suppressions || !index) return true;
		const { ofFile, ofLines } = suppressions;
		const ofLine = ofLines.get(index.lineAt(span.start) + 1);
		return ![...ofFile, ...(ofLine ? [ofLine] : [])].some(
			(codes) => codes.length === 0 || codes.includes(code),
		);
	});
}

function suppressionsIn({ comments, statements, text }: ParsedFile): Suppressions {
	const ofFile: string[][] = [];
	const ofLines = new Map<number, string[]>();
	let lastLines: Map<number, number> | undefined;
	for (const { span, line } of comments) {
		const comment = text.slice(span.start, span.end);
		const whole = FILE.exec(comment);
		if (whole) ofFile.push(splitWords(whole[1]!));
		const next = NEXT_LINE.exec(comment);
		if (!next) continue;
		lastLines ??= new Map(statements.map(({ firstLine, line: last }) => [firstLine, last]));
		const last = lastLines.get(line + 1) ?? line + 1;
		for (let at = line + 1; at <= last; at++) ofLines.set(at, splitWords(next[1]!));
	}
	return { ofFile, ofLines };
}

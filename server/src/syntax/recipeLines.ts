import type { LineIndex } from '../text/lineIndex';
import type { Problem } from '../text/problem';
import type { Span } from '../text/span';
import { isSpace, trimmedEnd } from '../text/whitespace';
import type { Comment } from './confLines';
import { LogicalLine, type LogicalLineBuilder } from './logicalLine';

export interface RecipeLines {
	/** Statements, function bodies and Python definitions left out. */
	readonly lines: readonly LogicalLine[];
	readonly comments: readonly Comment[];
	readonly problems: readonly Problem[];
}

const FUNCTION_START = /^((python(?=[\s(])|fakeroot(?=\s))\s*)*[\w.\-+{}$:]*\s*\(\s*\)\s*\{$/;
const PYTHON_DEFINITION = /^def\s+\w+.*:/;

/**
 * Splits an .inc or .bbclass file into logical lines, with BitBake's second
 * reader: it knows functions, and a comment inside a continued value is fatal
 * instead of part of the value.
 */
export function splitRecipeLines(source: string, index: LineIndex): RecipeLines {
	const lines: LogicalLine[] = [];
	const comments: Comment[] = [];
	const problems: Problem[] = [];
	let inFunction: { line: number; span: Span } | undefined;
	let inPython = false;
	let open:
		| { builder: LogicalLineBuilder; start: number; isComment: boolean; line: number }
		| undefined;

	for (let line = 0; line < index.lineCount; line++) {
		const start = index.startOf(line);
		const end = trimmedEnd(source, start, index.startOf(line + 1));
		const text = source.slice(start, end);
		const isComment = text.startsWith('#');

		if (inFunction) {
			if (text === '}') inFunction = undefined;
			continue;
		}
		if (inPython) {
			if (text === '' || isComment || isSpace(text.charCodeAt(0))) continue;
			inPython = false;
		}
		if (open && open.isComment !== isComment) {
			problems.push(mixedComment({ start, end }, line + 1, open.isComment, open.line));
			open = undefined;
		}
		if (text.endsWith('\\')) {
			open ??= { builder: LogicalLine.builder(line + 1), start, isComment, line: line + 1 };
			open.builder.add(source, start, end - 1);
			continue;
		}
		const builder = open?.builder ?? LogicalLine.builder(line + 1);
		const statementStart = open?.start ?? start;
		open = undefined;
		builder.add(source, start, end);
		const logical = builder.build({ start: statementStart, end }, line + 1);
		if (logical.text === '') continue;
		if (logical.text.startsWith('#')) comments.push({ span: logical.span, line: line + 1 });
		else if (isFunctionStart(logical.text)) inFunction = { line: line + 1, span: logical.span };
		else if (PYTHON_DEFINITION.test(logical.text)) inPython = true;
		else lines.push(logical);
	}

	if (open) {
		const what = open.isComment ? 'continued comment' : 'statement';
		problems.push(unclosed({ start: open.start, end: source.length }, open.line, what));
	}
	if (inFunction) problems.push(unclosed(inFunction.span, inFunction.line, 'function'));
	return { lines, comments, problems };
}

/** Headers are short; the pattern is quadratic in the blanks of a long line that is none. */
function isFunctionStart(text: string): boolean {
	return text.length < 1000 && text.endsWith('{') && FUNCTION_START.test(text);
}

function mixedComment(span: Span, line: number, commentFirst: boolean, from: number): Problem {
	return {
		code: 'confusing-comment',
		severity: 'error',
		span,
		line,
		message: commentFirst
			? `There is a confusing multiline partially commented expression on line ${from}: the comment ends in a backslash and the line below is not a comment. BitBake stops here.`
			: `There is a comment on line ${line} in the middle of a multiline expression. BitBake stops here. Move the comment above the statement.`,
	};
}

function unclosed(span: Span, line: number, what: string): Problem {
	return {
		code: 'unparsed-line',
		severity: 'error',
		span,
		line,
		message: `This ${what} is never closed: the file ends first, and BitBake reads none of it.`,
	};
}

import * as l10n from '@vscode/l10n';
import type { LineIndex } from '../text/lineIndex';
import type { Problem } from '../text/problem';
import type { Span } from '../text/span';
import { isSpace, trimmedEnd } from '../text/whitespace';
import type { Comment } from './confLines';
import { LogicalLine, type LogicalLineBuilder } from './logicalLine';
import type { FunctionStatement } from './statement';

export interface RecipeLines {
	/** In order. */
	readonly items: readonly (LogicalLine | FunctionStatement)[];
	readonly comments: readonly Comment[];
	readonly problems: readonly Problem[];
}

const FUNCTION_START =
	/^((python(?=[\s(])|fakeroot(?=\s))\s*)*(?<name>[\w.\-+{}$:]+)?\s*\(\s*\)\s*\{$/;
const PYTHON_DEFINITION = /^def\s+(\w+).*:/;

/** A function whose end has not been seen yet. */
interface OpenFunction {
	readonly header: Omit<FunctionStatement, 'kind' | 'span' | 'line' | 'body'>;
	readonly span: Span;
	readonly body: string[];
	end: number;
}

/**
 * Splits an .inc or .bbclass file into logical lines and functions, with
 * BitBake's second reader: a comment inside a continued value is fatal instead
 * of part of the value.
 */
export function splitRecipeLines(source: string, index: LineIndex): RecipeLines {
	const items: (LogicalLine | FunctionStatement)[] = [];
	const comments: Comment[] = [];
	const problems: Problem[] = [];
	let inFunction: OpenFunction | undefined;
	let inPython: OpenFunction | undefined;
	let open:
		| { builder: LogicalLineBuilder; start: number; isComment: boolean; line: number }
		| undefined;

	// A last line without characters is no line to Python's readline.
	const lineCount =
		index.startOf(index.lineCount - 1) === source.length ? index.lineCount - 1 : index.lineCount;
	for (let line = 0; line < lineCount; line++) {
		const start = index.startOf(line);
		const end = trimmedEnd(source, start, index.startOf(line + 1));
		const text = source.slice(start, end);
		const isComment = text.startsWith('#');

		if (inFunction) {
			inFunction.end = end;
			if (text === '}') {
				inFunction.body.push('');
				items.push(closed(inFunction, line + 1));
				inFunction = undefined;
			} else {
				inFunction.body.push(text);
			}
			continue;
		}
		if (inPython) {
			if (text === '' || isComment || isSpace(text.charCodeAt(0))) {
				inPython.body.push(text);
				if (text !== '' && !isComment) inPython.end = end;
				continue;
			}
			items.push(closed(inPython, line));
			inPython = undefined;
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
		if (!open && text === '') continue;
		open?.builder.add(source, start, end);
		const logical =
			open?.builder.build({ start: open.start, end }, line + 1) ??
			LogicalLine.single(source, start, end, line + 1);
		open = undefined;
		if (logical.text === '') continue;
		if (logical.text.startsWith('#')) {
			comments.push({ span: logical.span, line: line + 1 });
			continue;
		}
		inFunction = functionStart(logical);
		inPython = inFunction ? undefined : pythonStart(logical);
		if (!inFunction && !inPython) items.push(logical);
	}

	if (inPython) items.push(closed(inPython, lineCount));
	if (open) {
		const message = open.isComment
			? l10n.t(
					'This continued comment is never closed: the file ends first, and BitBake reads none of it.',
				)
			: l10n.t(
					'This statement is never closed: the file ends first, and BitBake reads none of it.',
				);
		problems.push(unclosed({ start: open.start, end: source.length }, open.line, message));
	}
	if (inFunction) {
		const message = l10n.t(
			'This function is never closed: the file ends first, and BitBake reads none of it.',
		);
		problems.push(unclosed(inFunction.span, inFunction.header.firstLine, message));
	}
	return { items, comments, problems };
}

/** Headers are short; the pattern is quadratic in the blanks of a long line that is none. */
function functionStart({ text, span, lastLine }: LogicalLine): OpenFunction | undefined {
	if (text.length >= 1000 || !text.endsWith('{')) return undefined;
	const match = FUNCTION_START.exec(text);
	if (!match) return undefined;
	const name = match.groups?.name;
	const keywords =
		name === undefined ? text : text.slice(0, text.lastIndexOf(name, text.indexOf('(')));
	const header = {
		firstLine: lastLine,
		name,
		isPython: name === undefined || /\bpython\b/.test(keywords),
		isFakeroot: /\bfakeroot\b/.test(keywords),
		isDefinition: false,
	};
	return { header, span, body: [], end: span.end };
}

function pythonStart({ text, span, lastLine }: LogicalLine): OpenFunction | undefined {
	const name = text.startsWith('def') ? PYTHON_DEFINITION.exec(text)?.[1] : undefined;
	if (name === undefined) return undefined;
	const header = {
		firstLine: lastLine,
		name,
		isPython: true,
		isFakeroot: false,
		isDefinition: true,
	};
	return { header, span, body: [text], end: span.end };
}

function closed({ header, span, body, end }: OpenFunction, line: number): FunctionStatement {
	const whole = { start: span.start, end };
	return { kind: 'function', ...header, span: whole, line, body: body.join('\n') };
}

function mixedComment(span: Span, line: number, commentFirst: boolean, from: number): Problem {
	return {
		code: 'confusing-comment',
		severity: 'error',
		span,
		line,
		message: commentFirst
			? l10n.t`There is a confusing multiline partially commented expression on line ${from}: the comment ends in a backslash and the line below is not a comment. BitBake stops here.`
			: l10n.t`There is a comment on line ${line} in the middle of a multiline expression. BitBake stops here. Move the comment above the statement.`,
	};
}

function unclosed(span: Span, line: number, message: string): Problem {
	return {
		code: 'unparsed-line',
		severity: 'error',
		span,
		line,
		message,
	};
}

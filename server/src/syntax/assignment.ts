import { skipSpace } from '../text/whitespace';
import type { Dialect } from './dialect';
import type { LogicalLine } from './logicalLine';
import type { Assignment, Operator } from './statement';

/** Longest first where one begins another. */
const OPERATORS: readonly Operator[] = [':=', '??=', '?=', '+=', '=+', '=.', '.=', '='];

const NAME = /[a-zA-Z0-9\-_+.${}/~]/;
const FLAG_FIRST = /[a-zA-Z0-9\-_+.]/;

/** Offsets in a logical line's text of everything up to the opening quote. */
export interface AssignmentHead {
	readonly exported: boolean;
	readonly nameStart: number;
	readonly nameEnd: number;
	readonly flag: string | undefined;
	readonly operator: Operator;
	readonly operatorStart: number;
	/** Where the value begins: the quote, or whatever stands in its place. */
	readonly valueStart: number;
}

/**
 * Reads `[export] NAME[flag] OP` at the start of the text, taking the shortest
 * name that leaves an operator with something acceptable behind it.
 * `accepts` judges the text behind the operator and its blanks.
 */
export function readHead(
	text: string,
	dialect: Dialect,
	accepts: (valueStart: number) => boolean,
): AssignmentHead | undefined {
	const exported = readExport(text);
	return (
		(exported > 0 ? headAt(text, exported, true, dialect, accepts) : undefined) ??
		headAt(text, 0, false, dialect, accepts)
	);
}

/** The assignment in a logical line, or undefined when BitBake would not take it as one. */
export function parseAssignment(line: LogicalLine, dialect: Dialect): Assignment | undefined {
	const { text } = line;
	const last = text.length - 1;
	const closing = text[last];
	if (closing !== '"' && closing !== "'") return undefined;
	const head = readHead(text, dialect, (at) => at < last && text[at] === closing);
	if (!head || hasExactlyThree(text, head.valueStart, closing)) return undefined;
	return buildAssignment(line, head, last);
}

/** The assignment with this head whose value ends before the offset `valueEnd` of the line's text. */
export function buildAssignment(
	line: LogicalLine,
	head: AssignmentHead,
	valueEnd: number,
	recovered = false,
): Assignment {
	const { text } = line;
	const quoted = text[head.valueStart] === '"' || text[head.valueStart] === "'";
	const valueStart = head.valueStart + (quoted ? 1 : 0);
	const operatorEnd = head.operatorStart + head.operator.length;
	return {
		kind: 'assignment',
		span: line.span,
		firstLine: line.firstLine,
		line: line.lastLine,
		exported: head.exported,
		name: text.slice(head.nameStart, head.nameEnd),
		nameSpan: line.sourceSpan(head.nameStart, head.nameEnd),
		flag: head.flag,
		operator: head.operator,
		operatorSpan: line.sourceSpan(head.operatorStart, operatorEnd),
		value: text.slice(valueStart, valueEnd),
		valueSpan: line.sourceSpan(valueStart, valueEnd),
		quote: text[head.valueStart] === "'" ? "'" : '"',
		spanInValue: (start, end) => line.sourceSpan(valueStart + start, valueStart + end),
		...(recovered ? { recovered } : {}),
	};
}

/** Length of `export` and the white space behind it, 0 when the text does not start so. */
function readExport(text: string): number {
	if (!text.startsWith('export')) return 0;
	const end = skipSpace(text, 6);
	return end > 6 ? end : 0;
}

function headAt(
	text: string,
	start: number,
	exported: boolean,
	dialect: Dialect,
	accepts: (valueStart: number) => boolean,
): AssignmentHead | undefined {
	// Names of old BitBakes have at least one character; so "+=" there names the variable "+".
	for (let end = dialect.emptyNameIsError ? start : start + 1; end <= text.length; end++) {
		if (end > start && !isNameCharacter(text, end - 1, dialect)) return undefined;
		// In the middle of a name nothing of what follows can begin.
		if (end < text.length && isMidName(text.charCodeAt(end))) continue;
		const flag = readFlag(text, end, dialect);
		const operatorStart = skipSpace(text, flag ? flag.end : end);
		for (const operator of OPERATORS) {
			if (!text.startsWith(operator, operatorStart)) continue;
			const valueStart = skipSpace(text, operatorStart + operator.length);
			if (!accepts(valueStart)) continue;
			return {
				exported,
				nameStart: start,
				nameEnd: end,
				flag: flag?.name,
				operator,
				operatorStart,
				valueStart,
			};
		}
	}
	return undefined;
}

/** True for characters that are part of names and of nothing that follows a name: letters, digits and some others. */
function isMidName(code: number): boolean {
	if (code >= 0x61) return code <= 0x7b || code === 0x7d || code === 0x7e;
	if (code >= 0x41) return code <= 0x5a || code === 0x5f;
	return (code >= 0x2f && code <= 0x39) || code === 0x2d || code === 0x24;
}

function isNameCharacter(text: string, at: number, dialect: Dialect): boolean {
	const character = text[at]!;
	return NAME.test(character) || (character === ':' && dialect.colonInNames);
}

function readFlag(
	text: string,
	at: number,
	dialect: Dialect,
): { name: string; end: number } | undefined {
	if (text[at] !== '[') return undefined;
	const close = text.indexOf(']', at);
	const name = text.slice(at + 1, close);
	return close > at && isFlagName(name, dialect) ? { name, end: close + 1 } : undefined;
}

/** True for a name that may stand in `NAME[flag]`. */
function isFlagName(name: string, dialect: Dialect): boolean {
	for (let i = 0; i < name.length; i++) {
		const character = name[i]!;
		if (FLAG_FIRST.test(character)) continue;
		if (i > 0 && character === '@' && dialect.atInFlags) continue;
		if (i > 0 && character === '/' && dialect.slashInFlags) continue;
		return false;
	}
	return name !== '';
}

/** A line whose value part holds exactly three quotes of the kind that encloses it is rejected. */
function hasExactlyThree(text: string, from: number, quote: string): boolean {
	let count = 0;
	for (let at = text.indexOf(quote, from); at >= 0; at = text.indexOf(quote, at + 1)) {
		if (++count > 3) return false;
	}
	return count === 3;
}

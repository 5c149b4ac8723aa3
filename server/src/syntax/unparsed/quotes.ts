import * as l10n from '@vscode/l10n';
import { sentences } from '../../text/sentences';
import { trimmedEnd } from '../../text/whitespace';
import { type AssignmentHead, buildAssignment, readHead } from '../assignment';
import type { Cause, CauseFinder, RejectedLine } from './cause';

const TYPOGRAPHIC = /[\u2018\u2019\u201a\u201c\u201d\u201e\u00ab\u00bb]/;

/** Values without quotes, with one quote, with three, or with a word processor's quotes. */
export const quotes: CauseFinder = (rejected) => {
	const { line, dialect } = rejected;
	const head = readHead(line.text, dialect, () => true);
	if (!head) return undefined;
	const value = line.text.slice(head.valueStart);
	const first = value[0];
	if (first === undefined) return missingValue(rejected, head);
	if (TYPOGRAPHIC.test(first)) return typographic(rejected, head);
	if (first !== '"' && first !== "'") return unquoted(rejected, head, value);
	if (value.length > 1 && value.endsWith(first)) return threeQuotes(rejected, head, value, first);
	if (value.indexOf(first, 1) < 0) return unclosed(rejected, head, value, first);
	return textBehind(rejected, head, value, first);
};

function missingValue({ line }: RejectedLine, head: AssignmentHead): Cause {
	const end = line.sourceOffset(head.operatorStart + head.operator.length - 1) + 1;
	return {
		explanation: l10n.t('The value is missing. An empty value is written as two quotes.'),
		fixes: [
			{
				title: l10n.t('Set it to an empty value'),
				edits: [{ span: { start: end, end: line.span.end }, newText: ' ""' }],
			},
		],
	};
}

function unquoted(
	{ line, source, lineEnd }: RejectedLine,
	head: AssignmentHead,
	value: string,
): Cause {
	const explanation = l10n.t('Values stand in quotes in BitBake.');
	// A comment behind an unquoted value goes the way of all comments.
	const hash = value.search(/\s#/);
	const end = trimmedEnd(value, 0, hash < 0 ? value.length : hash);
	const words = value.slice(0, end);
	const span = line.sourceSpan(head.valueStart, head.valueStart + end);
	const last = words.at(-1)!;
	if ((last === '"' || last === "'") && words.indexOf(last) === words.length - 1) {
		return unopened(line, head, head.valueStart + end, last);
	}
	if (words.includes('"') && words.includes("'")) return { explanation, span };
	const quote = words.includes('"') ? "'" : '"';
	const edits = [
		{ span: { start: span.start, end: span.start }, newText: quote },
		{ span: { start: span.end, end: line.span.end }, newText: quote },
	];
	if (hash >= 0) {
		const comment = line.sourceSpan(head.valueStart + hash + 1, line.text.length);
		const start = line.span.start;
		edits.unshift({
			span: { start, end: start },
			newText: source.slice(comment.start, comment.end) + lineEnd,
		});
	}
	return {
		explanation,
		span,
		recovered: buildAssignment(line, head, head.valueStart + end, true),
		fixes: [{ title: l10n.t('Put the value in quotes'), edits, preferred: true }],
	};
}

/** `A = 1"`: the quote at the end shows what the one in front should be. */
function unopened(
	line: RejectedLine['line'],
	head: AssignmentHead,
	end: number,
	quote: string,
): Cause {
	const span = line.sourceSpan(head.valueStart, end);
	return {
		explanation: l10n.t`The opening ${quote} is missing.`,
		span,
		recovered: buildAssignment(line, head, end - 1, true),
		fixes: [
			{
				title: l10n.t`Add the opening ${quote}`,
				edits: [{ span: { start: span.start, end: span.start }, newText: quote }],
				preferred: true,
			},
		],
	};
}

function unclosed(
	{ line }: RejectedLine,
	head: AssignmentHead,
	value: string,
	quote: string,
): Cause {
	const hash = value.search(/\s#/);
	const end = trimmedEnd(line.text, 0, line.text.length);
	const last = line.text[end - 1]!;
	const span = line.sourceSpan(head.valueStart, end);
	const continued = /\\\s/.test(value);
	if (last === '"' || last === "'") {
		return {
			explanation: l10n.t`The value begins with ${quote} and ends with ${last}: use the same quote at both ends.`,
			span,
			fixes: [
				{
					title: l10n.t`End the value with ${quote}`,
					edits: [{ span: line.sourceSpan(end - 1, end), newText: quote }],
				},
			],
		};
	}
	return {
		explanation: sentences(
			l10n.t`The closing ${quote} is missing.`,
			continued && l10n.t('A backslash continues a line only when nothing but blanks follows it.'),
		),
		span,
		fixes:
			hash >= 0 || continued
				? []
				: [
						{
							title: l10n.t`Add the closing ${quote}`,
							edits: [{ span: { start: span.end, end: span.end }, newText: quote }],
							preferred: true,
						},
					],
		...(hash >= 0 || continued ? {} : { recovered: buildAssignment(line, head, end, true) }),
	};
}

function threeQuotes(
	{ line }: RejectedLine,
	head: AssignmentHead,
	value: string,
	quote: string,
): Cause {
	const other = quote === '"' ? "'" : '"';
	const inner = value.slice(1, -1);
	const last = line.text.length;
	return {
		explanation: l10n.t`The value holds one more ${quote} than its two ends, which BitBake rejects. There are no escapes: use ${other} around a value that holds ${quote}.`,
		span: line.sourceSpan(head.valueStart, last),
		fixes: inner.includes(other)
			? []
			: [
					{
						title: l10n.t`Put the value in ${other}`,
						edits: [
							{ span: line.sourceSpan(head.valueStart, head.valueStart + 1), newText: other },
							{ span: line.sourceSpan(last - 1, last), newText: other },
						],
					},
				],
		recovered: buildAssignment(line, head, last - 1, true),
	};
}

function textBehind(
	{ line }: RejectedLine,
	head: AssignmentHead,
	value: string,
	quote: string,
): Cause {
	const close = head.valueStart + value.lastIndexOf(quote);
	const rest = line.text
		.slice(close + 1)
		.trim()
		.replace(INVISIBLE, codePoint);
	return {
		explanation: l10n.t`Nothing may stand behind the value's closing quote, and here stands ${rest}.`,
		span: line.sourceSpan(close + 1, line.text.length),
		fixes: [
			{
				title:
					rest.length > 30 ? l10n.t('Remove the text behind the value') : l10n.t`Remove ${rest}`,
				edits: [{ span: { start: line.sourceOffset(close) + 1, end: line.span.end }, newText: '' }],
			},
		],
		...(/^[;,]$/.test(rest) ? { recovered: buildAssignment(line, head, close, true) } : {}),
	};
}

/** Control and format characters, such as a zero-width space from a web page, and blanks of all kinds but the usual. */
const INVISIBLE = /(?! )[\p{C}\p{Z}]/gu;

function codePoint(character: string): string {
	const number = character.codePointAt(0)!.toString(16).toUpperCase();
	return `U+${number.padStart(4, '0')}`;
}

function typographic({ line }: RejectedLine, head: AssignmentHead): Cause {
	const last = trimmedEnd(line.text, 0, line.text.length) - 1;
	const inner = line.text.slice(head.valueStart + 1, last);
	const isClosed = last > head.valueStart && TYPOGRAPHIC.test(line.text[last]!);
	const edits = [head.valueStart, last].map((at) => ({
		span: line.sourceSpan(at, at + 1),
		newText: '"',
	}));
	return {
		explanation: l10n.t('These are a word processor’s quotes; BitBake knows only " and \'.'),
		span: line.sourceSpan(head.valueStart, line.text.length),
		fixes:
			isClosed && !inner.includes('"')
				? [{ title: l10n.t('Replace with plain quotes'), edits, preferred: true }]
				: [],
	};
}

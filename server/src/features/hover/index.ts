import * as l10n from '@vscode/l10n';
import type { OperationKind } from '../../evaluation/operations';
import type { Assignment } from '../../syntax/statement';
import { type Span, touches } from '../../text/span';
import { wordsWithOffsets } from '../../text/whitespace';
import { classFile, fileReferences, mayBeElsewhere } from '../fileReferences';
import { describeMember } from '../mirrors/describe';
import { isMirrorVariable, writtenMembers } from '../mirrors/members';
import { flagsOf } from '../names/flags';
import { nameParts, variableOf } from '../names/parts';
import { assignmentAt, baseName, referenceAt, type View } from '../view';
import { describeAddress } from './address';
import { commentedSample } from './comment';
import { describeFiles } from './files';
import { describeHandler } from './handler';
import { describeOperationOf, describeOperatorOf } from './operator';
import { describeOverride } from './override';
import { describeVariable } from './variable';

export interface HoverText {
	readonly span: Span;
	/** Markdown. */
	readonly markdown: string;
}

/** What there is to say about the place; undefined where nothing is known. */
export function hover(view: View, offset: number): HoverText | undefined {
	const { file } = view;
	const assignment = assignmentAt(file, offset);
	if (assignment && offset <= assignment.operatorSpan.end) return head(view, assignment, offset);
	const reference = referenceAt(file, offset);
	if (reference) {
		return { span: reference.span, markdown: describeVariable(view, reference.name) };
	}
	if (assignment) return value(view, assignment, offset);
	const files = fileReferences(view).find(({ span }) => touches(span, offset));
	if (files) {
		return mayBeElsewhere(view, files)
			? undefined
			: { span: files.span, markdown: describeFiles(files) };
	}
	const sample = commentedSample(file, offset);
	if (!sample) return undefined;
	const about = describeVariable(view, sample.name);
	return { span: sample.span, markdown: `*${l10n.t('This line is commented out.')}*\n\n${about}` };
}

/** Name, flag and operator. */
function head(view: View, assignment: Assignment, offset: number): HoverText | undefined {
	const { nameSpan, operatorSpan, flag } = assignment;
	const { data } = view.build.evaluation;
	const variable = variableOf(assignment, data);
	if (touches(nameSpan, offset)) {
		const part = nameParts(assignment, data).find(({ span }) => touches(span, offset));
		switch (part?.kind) {
			case 'operation':
				return {
					span: part.span,
					markdown: describeOperationOf(view, assignment, part.text as OperationKind),
				};
			case 'override':
				return { span: part.span, markdown: describeOverride(view, variable, part.text) };
			default:
				return { span: part?.span ?? nameSpan, markdown: describeVariable(view, variable) };
		}
	}
	if (offset >= operatorSpan.start) {
		return { span: operatorSpan, markdown: describeOperatorOf(view, assignment) };
	}
	if (flag === undefined) return undefined;
	const span = { start: nameSpan.end + 1, end: nameSpan.end + 1 + flag.length };
	const meaning = flagsOf(data, variable).get(flag);
	return meaning && touches(span, offset)
		? { span, markdown: `${l10n.t`**[${flag}]** — flag of ${variable}`}\n\n${meaning}` }
		: undefined;
}

/** A word of a value whose words mean something. */
function value(view: View, assignment: Assignment, offset: number): HoverText | undefined {
	if (assignment.flag !== undefined) return undefined;
	const variable = baseName(assignment.name);
	if (isMirrorVariable(variable)) return mirror(view, assignment, variable, offset);
	const describe = describerOf(view, variable);
	if (!describe) return undefined;
	for (const { text, offset: at } of wordsWithOffsets(assignment.value)) {
		const span = assignment.spanInValue(at, at + text.length);
		if (!touches(span, offset) || text.includes('${')) continue;
		const markdown = describe(text);
		return markdown === undefined ? undefined : { span, markdown };
	}
	return undefined;
}

function describerOf(
	view: View,
	variable: string,
): ((word: string) => string | undefined) | undefined {
	switch (variable) {
		case 'BB_SIGNATURE_HANDLER':
			return (word) => describeHandler(view, word);
		case 'BB_HASHSERVE':
			return (word) => describeAddress(view, word, 'server');
		case 'BB_HASHSERVE_UPSTREAM':
			return (word) => describeAddress(view, word, 'upstream');
		case 'INHERIT':
		case 'USER_CLASSES':
			return (word) => {
				const named = {
					name: word,
					verb: 'inherit',
					found: classFile(view, word, 'global'),
				} as const;
				return mayBeElsewhere(view, named) ? undefined : describeFiles(named);
			};
		default:
			return undefined;
	}
}

function mirror(
	view: View,
	assignment: Assignment,
	variable: string,
	offset: number,
): HoverText | undefined {
	const members = writtenMembers(assignment, view.build);
	const member = members?.find(({ span }) => touches(span, offset));
	if (!members || !member) return undefined;
	const at = offset - member.span.start;
	return {
		span: member.span,
		markdown: describeMember(variable, members, member, at, view.build.release),
	};
}

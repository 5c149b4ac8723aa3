import type { Assignment } from '../../syntax/statement';
import { type Span, touches } from '../../text/span';
import { PUBLIC_SERVER } from '../../yocto/address';
import { isFrom } from '../../yocto/releases';
import { handlersOf } from '../../yocto/signatureHandlers';
import { findVariable, type KnownVariable, manualLink, VARIABLES } from '../../yocto/variables';
import { assignmentAt, baseName, type View } from '../view';

export interface Suggestion {
	readonly label: string;
	readonly kind: 'variable' | 'value';
	/** One line beside the label. */
	readonly detail: string;
	/** Markdown. */
	readonly documentation?: string;
	/** What the suggestion replaces. */
	readonly span: Span;
	/** A snippet when it holds `$0` or `${1:…}`. */
	readonly insert: string;
	readonly isSnippet?: boolean;
	/** Position in the list. */
	readonly order: number;
	readonly isDeprecated?: boolean;
}

/** Variable names at the start of a line, values between the quotes of the variables that have a closed list. */
export function complete(view: View, offset: number): Suggestion[] {
	const assignment = assignmentAt(view.file, offset);
	if (assignment && touches(assignment.valueSpan, offset)) return values(view, assignment);
	return names(view, offset);
}

function names(view: View, offset: number): Suggestion[] {
	const { text, index } = view.file;
	const start = index.startOf(index.lineAt(offset));
	const typed = text.slice(start, offset);
	const [, before = ''] = /^((?:export\s+)?)[A-Za-z0-9_]*$/.exec(typed) ?? [undefined, undefined];
	if (!/^(?:export\s+)?[A-Za-z0-9_]*$/.test(typed) || isContinued(text, start)) return [];
	const rest = /^[A-Za-z0-9_]*/.exec(text.slice(offset))![0];
	const span = { start: start + before.length, end: offset + rest.length };
	// A whole line is written for a new name; an existing assignment keeps its right side.
	const isNew = /^[ \t]*(\r|\n|$)/.test(text.slice(span.end));
	const { release } = view.build;
	return VARIABLES.filter(({ from }) => from === undefined || isFrom(release, from)).map(
		(variable, order): Suggestion => ({
			label: variable.name,
			kind: 'variable',
			detail: variable.summary,
			documentation: documentation(variable),
			span,
			insert: isNew ? `${variable.name} = "\${1}"$0` : variable.name,
			isSnippet: isNew,
			order,
			isDeprecated: isGone(variable, view),
		}),
	);
}

/** True when the line above ends in a backslash, so that this one belongs to a value. */
function isContinued(text: string, lineStart: number): boolean {
	return /\\[ \t]*(\r\n|\n|\r)$/.test(text.slice(Math.max(0, lineStart - 200), lineStart));
}

function isGone({ until, renamedTo }: KnownVariable, { build }: View): boolean {
	if (until === undefined) return renamedTo !== undefined;
	return build.release.version !== until && isFrom(build.release, until);
}

function documentation(variable: KnownVariable): string {
	const link = manualLink(variable);
	return [
		variable.details,
		`Value: ${variable.form}`,
		`\`\`\`bitbake\n${variable.example}\n\`\`\``,
		link ? `[Manual](${link})` : '',
	]
		.filter((part) => part !== '')
		.join('\n\n');
}

function values(view: View, assignment: Assignment): Suggestion[] {
	const name = baseName(assignment.name);
	const span = assignment.valueSpan;
	const value = (label: string, detail: string, order: number): Suggestion => ({
		label,
		kind: 'value',
		detail,
		span,
		insert: label,
		order,
	});
	switch (name) {
		case 'BB_SIGNATURE_HANDLER': {
			const handlers = handlersOf(view.build.release);
			const own = view.extraHandlers.filter(
				(extra) => !handlers.some((known) => known.name === extra),
			);
			return [
				...handlers.map((handler, order) => value(handler.name, handler.summary, order)),
				...own.map((extra, i) =>
					value(extra, 'Defined by a layer of this build', handlers.length + i),
				),
			];
		}
		case 'BB_HASHSERVE':
			return [
				value('auto', 'BitBake starts a server for this build directory', 0),
				...serverValue(view, value),
			];
		case 'BB_HASHSERVE_UPSTREAM': {
			const isModern = isFrom(view.build.release, '5.0');
			const shared = isModern ? [value(PUBLIC_SERVER, 'The Yocto Project’s public server', 2)] : [];
			return [...serverValue(view, value), ...shared];
		}
		default:
			return (findVariable(name)?.values ?? []).map((choice, order) =>
				value(choice.value, choice.meaning, order),
			);
	}
}

function serverValue(
	view: View,
	value: (label: string, detail: string, order: number) => Suggestion,
): Suggestion[] {
	const address = view.serverAddress;
	return address ? [value(address, 'The hash server that runs on this machine', 1)] : [];
}

import * as l10n from '@vscode/l10n';
import {
	type CodeAction,
	CodeActionKind,
	type CodeActionParams,
	type Command,
} from 'vscode-languageserver/node';
import { fixAll } from '../features/fixAll';
import type { View } from '../features/view';
import type { RuleProblem } from '../rules/rule';
import { COMMANDS } from '../shared/commands';
import type { Fix } from '../text/edit';
import type { Abilities } from './abilities';
import { toDiagnostic, toEdit } from './convert';
import { uriOf } from './uris';

/** What a user names in `editor.codeActionsOnSave`, or all of `source.fixAll`. */
export const FIX_ALL = `${CodeActionKind.SourceFixAll}.hashEquivalence`;

/** The fixes of the findings that the range touches; all that are safe, when the client asks for those. */
export function codeActionsOf(
	view: View,
	problems: readonly RuleProblem[],
	{ range, textDocument: { uri }, context: { only } }: CodeActionParams,
	can: Abilities,
): (CodeAction | Command)[] {
	const asksFor = (kind: string): boolean =>
		only?.some((asked) => asked === '' || kind === asked || kind.startsWith(`${asked}.`)) ?? false;
	const actions: CodeAction[] = [];
	if (only === undefined || asksFor(CodeActionKind.QuickFix)) {
		const { index } = view.file;
		const from = index.offsetAt(range.start);
		const to = index.offsetAt(range.end);
		for (const problem of problems) {
			if (problem.span.start > to || from > problem.span.end) continue;
			for (const fix of problem.fixes ?? []) actions.push(toAction(fix, problem, view, uri, can));
		}
	}
	// An editor applies these without asking, so they are given only to one that names them.
	if (asksFor(FIX_ALL)) actions.push(...fixAllAction(view, problems, uri));
	// Without literals a client takes commands alone.
	return can.actionLiterals ? actions : actions.flatMap(({ command }) => command ?? []);
}

function fixAllAction(view: View, problems: readonly RuleProblem[], uri: string): CodeAction[] {
	const edits = fixAll(problems).map((edit) => toEdit(edit, view.file.index));
	if (edits.length === 0) return [];
	const title = l10n.t('Repair all findings that have one obvious repair');
	return [{ title, kind: FIX_ALL, edit: { changes: { [uri]: edits } } }];
}

function toAction(
	fix: Fix,
	problem: RuleProblem,
	view: View,
	uri: string,
	can: Abilities,
): CodeAction {
	const { index } = view.file;
	const { directory } = view.build;
	return {
		title: fix.title,
		kind: CodeActionKind.QuickFix,
		diagnostics: [toDiagnostic(problem, index, can)],
		...(fix.preferred ? { isPreferred: true } : {}),
		...(fix.edits.length > 0
			? { edit: { changes: { [uri]: fix.edits.map((edit) => toEdit(edit, index)) } } }
			: {}),
		...(fix.command === 'start-and-use-server'
			? {
					command: {
						title: fix.title,
						command: COMMANDS.useServer,
						// The title says that a server is started: nobody need be asked again.
						arguments: [
							directory === '' ? { start: true } : { buildUri: uriOf(directory), start: true },
						],
					},
				}
			: {}),
	};
}

import * as l10n from '@vscode/l10n';
import { flagsOf } from '../names/flags';
import { baseName, type View } from '../view';
import type { Suggestion, TypedLine } from './suggestion';

/** Flags behind `NAME[`. */
export function flags({ build }: View, { start, typed, rest }: TypedLine): Suggestion[] {
	const [, name, begun] = /^(?:export[ \t]+)?([\w\-.${}/~:]+)\[([\w\-.+@/]*)$/.exec(typed) ?? [];
	if (name === undefined || begun === undefined) return [];
	const [more = ''] = /^[\w\-.+@/]*/.exec(rest) ?? [];
	const isNew = rest.slice(more.length).trim() === '';
	const at = start + typed.length;
	return Array.from(
		flagsOf(build.evaluation.data, baseName(name)),
		([flag, meaning], order): Suggestion => ({
			label: flag,
			kind: 'flag',
			detail: meaning || l10n.t('Used in this build’s configuration'),
			span: { start: at - begun.length, end: at + more.length },
			insert: isNew ? `${flag}] = "\${1}"$0` : flag,
			isSnippet: isNew,
			order,
		}),
	);
}

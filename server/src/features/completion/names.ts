import * as l10n from '@vscode/l10n';
import { isFrom } from '../../yocto/releases';
import { type KnownVariable, manualLink, VARIABLES } from '../../yocto/variables';
import type { View } from '../view';
import type { Suggestion, TypedLine } from './suggestion';
import { hasValues } from './values';

/** Variables at the start of a line. */
export function names(view: View, { start, typed, rest }: TypedLine): Suggestion[] {
	const [, before = ''] = /^((?:export[ \t]+)?)[A-Za-z0-9_]*$/.exec(typed) ?? [
		undefined,
		undefined,
	];
	if (!/^(?:export[ \t]+)?[A-Za-z0-9_]*$/.test(typed)) return [];
	const [more = ''] = /^[A-Za-z0-9_]*/.exec(rest) ?? [];
	const span = { start: start + before.length, end: start + typed.length + more.length };
	// A whole line is written for a new name; an existing assignment keeps its right side.
	const isNew = rest.slice(more.length).trim() === '';
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
			goesOn: isNew && hasValues(variable.name),
			order,
			isDeprecated: isGone(variable, view),
		}),
	);
}

function isGone({ until, renamedTo }: KnownVariable, { build }: View): boolean {
	if (until === undefined) return renamedTo !== undefined;
	return build.release.version !== until && isFrom(build.release, until);
}

function documentation(variable: KnownVariable): string {
	const link = manualLink(variable);
	return [
		variable.details,
		l10n.t`Value: ${variable.form}`,
		`\`\`\`bitbake\n${variable.example}\n\`\`\``,
		link ? `[${l10n.t('Manual')}](${link})` : '',
	]
		.filter((part) => part !== '')
		.join('\n\n');
}

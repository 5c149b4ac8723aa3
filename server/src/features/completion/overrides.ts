import * as l10n from '@vscode/l10n';
import { type OperationKind, operationOf, variantsOf } from '../../evaluation/operations';
import { findVariable } from '../../yocto/variables';
import { describeOperation } from '../names/operators';
import { overrideState } from '../names/overrideState';
import type { View } from '../view';
import type { Suggestion, TypedLine } from './suggestion';

const OPERATIONS: readonly OperationKind[] = ['append', 'prepend', 'remove'];

/** What each operation's new line looks like: the blank that BitBake does not add. */
const TEMPLATES: Readonly<Record<OperationKind, string>> = {
	append: 'append = " ${1}"$0',
	prepend: 'prepend = "${1} "$0',
	remove: 'remove = "${1}"$0',
};

/** `append`, `prepend`, `remove` and the build's overrides behind `NAME:`, or `NAME_` in old releases. */
export function overrides(view: View, { start, typed, rest }: TypedLine): Suggestion[] {
	const { data } = view.build.evaluation;
	const { separator } = data.dialect;
	const name = /^(?:export[ \t]+)?([A-Za-z0-9_\-.${}/~:]+)$/.exec(typed)?.[1];
	const cut = name?.lastIndexOf(separator) ?? -1;
	if (!name || cut <= 0) return [];
	const before = name.slice(0, cut);
	const operation = operationOf(before, data.dialect);
	const variable = operation?.base ?? before;
	// In the old style a name goes on behind the separator as well.
	if (separator === '_' && !findVariable(variable) && !data.stored(variable)) return [];

	const [more = ''] = /^[A-Za-z0-9_-]*/.exec(rest) ?? [];
	const at = start + typed.length;
	const span = { start: at - (name.length - cut - 1), end: at + more.length };
	const isNew = rest.slice(more.length).trim() === '';
	const base = separator === ':' ? variable.split(':')[0]! : variable;
	const present = new Set(before.split(separator).slice(1));
	const known = knownOverrides(view).filter((override) => !present.has(override));
	const operations = operation
		? []
		: OPERATIONS.map((kind, order): Suggestion => {
				const { summary, details } = describeOperation(kind, data.dialect);
				return {
					label: kind,
					kind: 'operator',
					detail: summary,
					documentation: details,
					span,
					insert: isNew ? TEMPLATES[kind] : kind,
					isSnippet: isNew,
					order,
				};
			});
	return [
		...operations,
		...known.map((override, i): Suggestion => {
			return {
				label: override,
				kind: 'override',
				detail:
					overrideState(view, base, override) === 'active'
						? l10n.t('Active in this build')
						: l10n.t('Used in this build’s configuration'),
				span,
				insert: override,
				order: 10 + i,
			};
		}),
	];
}

/** The active overrides, strongest first, then those that the configuration has values for. */
function knownOverrides({ build }: View): string[] {
	const { data } = build.evaluation;
	const active = data.overrides().filter((override) => /^[a-z0-9][\w.+-]*$/.test(override));
	const used = new Set<string>();
	for (const name of data.dialect.separator === ':' ? data.names() : []) {
		if (!name.includes(':') || name.includes('$')) continue;
		for (const { override } of variantsOf(name, data.dialect)) {
			if (/^[a-z0-9][\w.+-]*$/.test(override)) used.add(override);
		}
	}
	return [...new Set([...active.toReversed(), ...[...used].sort()])];
}

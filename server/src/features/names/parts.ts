import type { DataStore } from '../../evaluation/dataStore';
import { operationOf, variantsOf } from '../../evaluation/operations';
import type { Assignment } from '../../syntax/statement';
import type { Span } from '../../text/span';

/** A piece of an assignment's name: `A`, `append` and `foo` of `A:append:foo`. */
export interface NamePart {
	readonly kind: 'variable' | 'operation' | 'override';
	readonly text: string;
	readonly span: Span;
}

/**
 * Takes a name apart as BitBake does. In the old style, where `_` separates,
 * nothing but OVERRIDES tells an override from a part of the name, so there
 * only active ones are told. A name in several lines has no parts.
 */
export function nameParts({ name, nameSpan }: Assignment, data: DataStore): NamePart[] {
	if (nameSpan.end - nameSpan.start !== name.length) return [];
	const { dialect } = data;
	const { separator } = dialect;
	const canonical = separator === '_' ? name.replaceAll(':', '_') : name;
	const operation = operationOf(canonical, dialect);
	const target = operation?.base ?? canonical;
	const variants = variantsOf(target, dialect);
	const base =
		(separator === ':'
			? variants.at(-1)
			: variants.findLast(({ override }) => data.isOverrideActive(override))
		)?.of ?? target;

	const parts: NamePart[] = [];
	let at = 0;
	const add = (kind: NamePart['kind'], text: string): void => {
		if (text !== '') {
			const start = nameSpan.start + at;
			parts.push({ kind, text, span: { start, end: start + text.length } });
		}
		at += text.length + separator.length;
	};
	add('variable', base);
	const rest = target.slice(base.length + separator.length);
	// An old name's override may hold the separator itself.
	const overrides = rest === '' ? [] : separator === ':' ? rest.split(separator) : [rest];
	for (const override of overrides) add('override', override);
	if (operation) {
		add('operation', operation.kind);
		for (const override of operation.overrides) add('override', override);
	}
	return parts;
}

/** The variable that an assignment is about, without overrides and operations. */
export function variableOf(statement: Assignment, data: DataStore): string {
	const [first] = nameParts(statement, data);
	return first?.kind === 'variable' ? first.text : statement.name;
}

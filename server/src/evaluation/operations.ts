import type { Dialect } from '../syntax/dialect';

export type OperationKind = 'append' | 'prepend' | 'remove';

/** A variable name taken apart: `A:append:foo` is an operation on `A`. */
export interface OperationName {
	readonly base: string;
	readonly kind: OperationKind;
	readonly overrides: readonly string[];
	/** As the history shows it: `:append:foo`. */
	readonly label: string;
}

const PATTERNS: Record<Dialect['separator'], RegExp> = {
	':': /^(.*?)(:append|:prepend|:remove)(?::([^A-Z]*))?$/s,
	_: /^(.*?)(_append|_prepend|_remove)(?:_([^A-Z]*))?$/s,
};

/** The pattern is quadratic in names that nobody writes. */
const MAX_NAME = 2000;

/** Recognises the append, prepend and remove operations; an upper-case letter behind makes a plain variable. */
export function operationOf(name: string, dialect: Dialect): OperationName | undefined {
	if (!name.includes('end') && !name.includes('remove')) return undefined;
	if (name.length > MAX_NAME) return undefined;
	const match = PATTERNS[dialect.separator].exec(name);
	if (!match) return undefined;
	const [, base = '', keyword = '', overrides] = match;
	return {
		base,
		kind: keyword.slice(1) as OperationKind,
		overrides: overrides ? overrides.split(dialect.separator) : [],
		label: overrides ? `${keyword}${dialect.separator}${overrides}` : keyword,
	};
}

/** True for a name that BitBake from 1.52 on refuses because of its old override style. */
export function isOldStyle(name: string): boolean {
	return (
		!name.startsWith('__anon_') &&
		(name.includes('_append') || name.includes('_prepend') || name.includes('_remove'))
	);
}

/**
 * The shorter names that a name with overrides is a variant of, each with the
 * override that selects it: `A:foo:bar` is `A:foo` for `bar` and `A` for `foo:bar`.
 */
export function variantsOf(name: string, dialect: Dialect): { of: string; override: string }[] {
	const found: { of: string; override: string }[] = [];
	for (
		let at = name.lastIndexOf(dialect.separator);
		at > 0;
		at = name.lastIndexOf(dialect.separator, at - 1)
	) {
		const override = name.slice(at + 1);
		if (!isOverride(override, dialect)) break;
		found.push({ of: name.slice(0, at), override });
	}
	return found;
}

function isOverride(text: string, dialect: Dialect): boolean {
	// Python's str.islower(): some letter is lower case and none is upper case.
	return dialect.overrideStartsLower
		? /^[a-z0-9]/.test(text)
		: text !== text.toUpperCase() && text === text.toLowerCase();
}

import type { Statement } from '../syntax/statement';

/** One thing that was done to a variable, in reading order. */
export interface HistoryEntry {
	/** The name as written: `A`, `A:foo` or `A:append:foo`. */
	readonly written: string;
	readonly flag: string | undefined;
	/** The operator as written, or `:append`, `:prepend:foo`, `:remove`, `export`, `unset`. */
	readonly operator: string;
	/** The value as written, unexpanded. */
	readonly value: string;
	readonly file: string;
	/** BitBake's line, 1-based: the last physical one of the statement. */
	readonly line: number;
	readonly statement: Statement | undefined;
	/** Rises from entry to entry, over all variables. */
	readonly order: number;
	/** False when the statement changed nothing, such as `?=` on a variable that had a value. */
	readonly applied: boolean;
}

/** A recorded `:append`, `:prepend` or `:remove`. */
export interface Operation {
	readonly value: string;
	/** All of them must be active; empty for an unconditional one. */
	readonly overrides: readonly string[];
	readonly entry: HistoryEntry;
	/** See `Variable.isUnknown`. */
	readonly isUnknown: boolean;
}

/** What is stored under one name, before overrides, operations and expansion. */
export interface Variable {
	content: string | undefined;
	/** From `??=`. */
	weak: string | undefined;
	/** The entries that gave `content` and `weak` their present text. */
	contentEntry: HistoryEntry | undefined;
	/** True when `:=` stored Python that could not be evaluated, so that BitBake's text is another. */
	isUnknown?: boolean;
	weakEntry: HistoryEntry | undefined;
	/** Most variables have none of the following; what is absent costs nothing. */
	append?: Operation[];
	prepend?: Operation[];
	remove?: Operation[];
	flags?: Map<string, string>;
	/** From `??=` on a flag. */
	weakFlags?: Map<string, string>;
	/** The flags whose text BitBake has otherwise, as with `isUnknown`. */
	unknownFlags?: Set<string>;
	readonly history: HistoryEntry[];
}

export function newVariable(history: HistoryEntry[] = []): Variable {
	return {
		content: undefined,
		weak: undefined,
		contentEntry: undefined,
		weakEntry: undefined,
		history,
	};
}

/** True when nothing was ever stored, so that the name does not count as existing. */
export function isEmpty(variable: Variable): boolean {
	const { content, weak, append, prepend, remove, flags, weakFlags } = variable;
	return (
		content === undefined &&
		weak === undefined &&
		!append?.length &&
		!prepend?.length &&
		!remove?.length &&
		!flags?.size &&
		!weakFlags?.size
	);
}

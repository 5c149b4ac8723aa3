import type { Span } from '../text/span';

export type Operator = '=' | '?=' | '??=' | ':=' | '+=' | '=+' | '.=' | '=.';

interface StatementBase {
	/** The whole statement in the source. */
	readonly span: Span;
	/** 1-based physical lines; BitBake reports the last one. */
	readonly firstLine: number;
	readonly line: number;
	/**
	 * True when BitBake rejects the line and this is what its writer clearly
	 * meant. Only tolerant evaluation, for an editor, uses such statements.
	 */
	readonly recovered?: boolean;
}

/** `NAME[flag] OP "value"`, optionally exported. */
export interface Assignment extends StatementBase {
	readonly kind: 'assignment';
	readonly exported: boolean;
	/** As written, overrides and operations included: `A:append:foo`. */
	readonly name: string;
	readonly nameSpan: Span;
	readonly flag: string | undefined;
	readonly operator: Operator;
	readonly operatorSpan: Span;
	/** Between the quotes, continuation lines joined. */
	readonly value: string;
	/** Of the text between the quotes. */
	readonly valueSpan: Span;
	readonly quote: '"' | "'";
	/** Span in the source of `value[start, end)`. */
	spanInValue(start: number, end: number): Span;
}

/** `include X`, `require X`, `include_all X`. */
export interface Include extends StatementBase {
	readonly kind: 'include';
	readonly verb: 'include' | 'require' | 'include_all';
	readonly target: string;
	readonly targetSpan: Span;
}

/** `export NAME`. */
export interface Export extends StatementBase {
	readonly kind: 'export';
	readonly name: string;
	readonly nameSpan: Span;
}

/** `unset NAME` or `unset NAME[flag]`. */
export interface Unset extends StatementBase {
	readonly kind: 'unset';
	readonly name: string;
	readonly nameSpan: Span;
	readonly flag: string | undefined;
}

/** `addfragments PREFIX VARIABLE FLAGGED [BUILTIN]`. */
export interface AddFragments extends StatementBase {
	readonly kind: 'addfragments';
	readonly words: readonly string[];
}

/** `inherit X` and `inherit_defer X`, in .inc and .bbclass files. */
export interface Inherit extends StatementBase {
	readonly kind: 'inherit';
	readonly classes: string;
	/** Waits for the end of a recipe, so that a configuration never sees it. */
	readonly isDeferred: boolean;
}

/** A shell or Python function, with braces or with `def`, in .inc and .bbclass files. */
export interface FunctionStatement extends StatementBase {
	readonly kind: 'function';
	/** Undefined for `python () {`, which runs at the end of a recipe. */
	readonly name: string | undefined;
	/** As BitBake stores it as the variable's value: a `def` with its head, the others without. */
	readonly body: string;
	readonly isPython: boolean;
	readonly isFakeroot: boolean;
	/** `def NAME(…):` */
	readonly isDefinition: boolean;
}

/** `addtask X`, `deltask X`, `addhandler X`, `EXPORT_FUNCTIONS X`, in .inc and .bbclass files. */
export interface Registration extends StatementBase {
	readonly kind: 'addtask' | 'deltask' | 'addhandler' | 'exportFunctions';
	/** Unexpanded, separated by white space. */
	readonly names: string;
}

/** Statements that change no variable: addpylib. */
export interface Ignored extends StatementBase {
	readonly kind: 'ignored';
}

export type Statement =
	| Assignment
	| Include
	| Export
	| Unset
	| AddFragments
	| Inherit
	| FunctionStatement
	| Registration
	| Ignored;

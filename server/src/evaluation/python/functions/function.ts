import { isText, iterate, notStatic, type PyValue } from '../values';

/** What Python code in a configuration may ask of the build. */
export interface PythonContext {
	/** `d.getVar(NAME)`; null for a variable without a value. Throws NotStatic when it cannot be known. */
	getVar(name: string, expand: boolean): string | null;
	getVarFlag(name: string, flag: string, expand: boolean): string | null;
	expand(text: string): string;
	/** What os.uname() tells on the building machine; undefined where that is not known. */
	readonly host: { readonly system: string; readonly machine: string } | undefined;
}

/** Arguments of one call. */
export interface Call {
	readonly args: readonly PyValue[];
	readonly keywords: ReadonlyMap<string, PyValue>;
	readonly d: PythonContext;
}

export type PyFunction = (call: Call) => PyValue;

/** The argument at a position or under its name, else the default; without one the call is not understood. */
export function argument(
	{ args, keywords }: Call,
	index: number,
	name: string,
	otherwise?: PyValue,
): PyValue {
	const value = args[index] ?? keywords.get(name);
	if (value !== undefined) return value;
	if (index < args.length) return args[index]!;
	return otherwise === undefined ? notStatic(`the argument ${name}`) : otherwise;
}

export function text(value: PyValue): string {
	return isText(value) ? value : notStatic('something else than text');
}

export function integer(value: PyValue): number {
	return typeof value === 'bigint' || typeof value === 'boolean'
		? Number(value)
		: notStatic('something else than a whole number');
}

/** Words of a text, or the texts of a list: how BitBake's helpers take lists of features. */
export function wordsOf(value: PyValue): string[] {
	return isText(value) ? (value.match(/\S+/g) ?? []) : iterate(value).map(text);
}

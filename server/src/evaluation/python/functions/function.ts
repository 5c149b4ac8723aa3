import { splitWords } from '../../../text/whitespace';
import { iterate } from '../collections';
import { isText, notStatic, type PyValue } from '../values';
import { type Bound, bind, parseSignature } from './signature';

/** What Python code in a configuration may ask of the build. */
export interface PythonContext {
	/** `d.getVar(NAME)`; null for a variable without a value. Throws NotStatic when it cannot be known. */
	getVar(name: string, expand: boolean): string | null;
	getVarFlag(name: string, flag: string, expand: boolean): string | null;
	expand(text: string): string;
	/** What os.uname() tells on the building machine; undefined where that is not known. */
	readonly host: { readonly system: string; readonly machine: string } | undefined;
}

/** One call whose arguments fit the signature of the function. */
export interface Call extends Bound {
	readonly d: PythonContext;
}

export type PyFunction = (
	args: readonly PyValue[],
	keywords: ReadonlyMap<string, PyValue>,
	d: PythonContext,
) => PyValue;

export type PyMethod = (
	self: string,
	args: readonly PyValue[],
	keywords: ReadonlyMap<string, PyValue>,
) => PyValue;

/** A function with its signature, as `parseSignature` reads it; calls that do not fit are not evaluated. */
export function define(signature: string, run: (call: Call) => PyValue): PyFunction {
	const parsed = parseSignature(signature);
	return (args, keywords, d) => run({ ...bind(parsed, args, keywords), d });
}

/** A method of text with its signature. */
export function method(signature: string, run: (self: string, call: Bound) => PyValue): PyMethod {
	const parsed = parseSignature(signature);
	return (self, args, keywords) => run(self, bind(parsed, args, keywords));
}

/** @throws NotStatic for anything but text */
export function text(value: PyValue): string {
	return isText(value) ? value : notStatic('something else than text');
}

/** Text in which lower and upper case are those of ASCII alone. */
export function ascii(value: PyValue): string {
	const found = text(value);
	return /^[\0-\x7f]*$/.test(found) ? found : notStatic('text beyond ASCII');
}

/**
 * A whole number, as which Python takes True and False, too.
 * @throws NotStatic for anything else
 */
export function integer(value: PyValue): number {
	return typeof value === 'bigint' || typeof value === 'boolean'
		? Number(value)
		: notStatic('something else than a whole number');
}

/** Words of a text, or the texts of a list: how BitBake's helpers take lists of features. */
export function wordsOf(value: PyValue): string[] {
	return isText(value) ? splitWords(value) : iterate(value).map(text);
}

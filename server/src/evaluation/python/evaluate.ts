import { strip } from '../../text/whitespace';
import type { Expanded } from '../expansion';
import { withBudget } from './budget';
import { Evaluator } from './evaluator';
import type { PythonContext } from './functions';
import { parseExpression } from './parser';
import type { Expression } from './syntax';
import { str } from './text';
import { NotStatic, notStatic, UnterminatedString } from './values';

/** The part of the data store that Python code reads. */
export interface PythonStore {
	get(name: string): Expanded | undefined;
	raw(name: string): string | undefined;
	flag(name: string, flag: string): string | undefined;
	isFlagUnknown(name: string, flag: string): boolean;
	expand(text: string): Expanded;
	readonly host: PythonContext['host'];
}

/** Parsed expressions; the same snippets return with every evaluation of a configuration. */
const parsed = new Map<string, Expression | NotStatic>();
const MAX_PARSED = 5000;

/** Flags that BitBake sets itself while it parses, often to something else than text. */
const INTERNAL_FLAGS = new Set([
	...['deps', 'export', 'export_func', 'fakeroot', 'filename', 'func', 'handler', 'lineno'],
	...['python', 'task', 'unexport'],
]);

/**
 * The result of an expression as text; `failed` when it reads a variable that
 * cannot be read; `unknown` when BitBake must run to tell; `no Python` when it
 * takes the value for plain text.
 */
export type PythonResult =
	| { readonly kind: 'known'; readonly text: string }
	| { readonly kind: 'failed'; readonly error: string }
	| { readonly kind: 'unknown' }
	| { readonly kind: 'no Python' };

/** Evaluates a Python expression. Never throws, never guesses. */
export function evaluatePython(code: string, store: PythonStore): PythonResult {
	try {
		const text = withBudget(() =>
			str(new Evaluator(contextOf(store)).evaluate(parseCached(strip(code)))),
		);
		return { kind: 'known', text };
	} catch (error) {
		if (error instanceof FailedVariable) return { kind: 'failed', error: error.message };
		return { kind: error instanceof UnterminatedString ? 'no Python' : 'unknown' };
	}
}

/** Thrown where an expression reads a variable that BitBake fails to read. */
class FailedVariable extends Error {}

function parseCached(code: string): Expression {
	let result = parsed.get(code);
	if (!result) {
		try {
			result = parseExpression(code);
		} catch (error) {
			if (!(error instanceof NotStatic)) throw error;
			result = error;
		}
		if (parsed.size >= MAX_PARSED) parsed.clear();
		parsed.set(code, result);
	}
	if (result instanceof NotStatic) throw result;
	return result;
}

function contextOf(store: PythonStore): PythonContext {
	const known = ({ value, isStatic, error }: Expanded): string => {
		if (error !== undefined) throw new FailedVariable(error);
		return isStatic ? value : notStatic('an unknown value');
	};
	return {
		getVar(name, expand) {
			const found = store.get(name);
			if (found) {
				const value = known(found);
				return expand ? value : (store.raw(name) ?? null);
			}
			// BitBake keeps things of its own under such names.
			return name.startsWith('_') || name === 'BB_ORIGENV'
				? notStatic('an internal variable')
				: null;
		},
		getVarFlag(name, flag, expand) {
			if (!/^[a-zA-Z0-9]/.test(flag) || INTERNAL_FLAGS.has(flag))
				return notStatic('an internal flag');
			const raw = store.flag(name, flag);
			if (raw === undefined) return null;
			if (store.isFlagUnknown(name, flag)) return notStatic('an unknown flag');
			return expand ? known(store.expand(raw)) : raw;
		},
		expand: (text) => known(store.expand(text)),
		host: store.host,
	};
}

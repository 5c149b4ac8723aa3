import * as l10n from '@vscode/l10n';
import type { PythonResult } from './python/evaluate';

/** A value as BitBake would hand it out, or as much of it as can be known without running BitBake. */
export interface Expanded {
	readonly value: string;
	/** False when the value holds Python that was left as text because its result cannot be known. */
	readonly isStatic: boolean;
	/** Set when BitBake would raise an error on reading the value; `value` is then the unexpanded text. */
	readonly error?: string;
}

/** Where the expander gets variables and Python results from. */
export interface ExpansionContext {
	/** The expanded value, or undefined for a variable that has none. */
	variable(name: string): Expanded | undefined;
	python(code: string): PythonResult;
	/** `${@…}` may hold balanced braces, and code with unexpanded variables is left alone. */
	readonly bracesInPython: boolean;
}

const REFERENCE = /\$\{([a-zA-Z0-9\-_+./~:]+)\}/g;
const HAS_REFERENCE = /\$\{[a-zA-Z0-9\-_+./~:]+\}/;

/** Longer values are refused: each doubling of a value costs a hostile file one line. */
const MAX_LENGTH = 4 * 1024 * 1024;

/** Rounds of replacing; in practice two or three. */
const MAX_ROUNDS = 100;

/**
 * Replaces `${NAME}` and `${@python}` until nothing changes. `self` is the
 * name being read: a reference to it is an error, as in BitBake.
 */
export function expand(
	text: string,
	self: string | undefined,
	context: ExpansionContext,
): Expanded {
	let value = text;
	let isStatic = true;
	let error: string | undefined;
	for (let round = 0; value.includes('${') && !error; round++) {
		const before = value;
		value = value.replace(REFERENCE, (whole, name: string) => {
			if (error) return whole;
			if (name === self) {
				error = l10n.t`variable ${name} references itself!`;
				return whole;
			}
			const found = context.variable(name);
			if (found && !found.isStatic) isStatic = false;
			error = found?.error;
			return found?.value ?? whole;
		});
		if (value.length > MAX_LENGTH) error = l10n.t('the expanded value is longer than 4 MiB');
		if (error) break;
		const python = replacePython(value, context, isStatic);
		value = python.value;
		isStatic = python.isStatic;
		error = python.error;
		if (value === before) break;
		if (round > MAX_ROUNDS) error = l10n.t('the expansion never comes to an end');
	}
	return error ? { value: text, isStatic: false, error } : { value, isStatic };
}

/**
 * Replaces what is known of the Python in a text. In a text that is not static
 * already, broken Python may be the fault of what was not replaced, so nothing
 * follows from it.
 */
function replacePython(text: string, context: ExpansionContext, isStatic: boolean): Expanded {
	let result = '';
	let done = 0;
	let isKnown = isStatic;
	for (let at = text.indexOf('${@'); at >= 0; at = text.indexOf('${@', at + 1)) {
		const end = endOfPython(text, at + 3, context.bracesInPython);
		// Nothing closes this one, so nothing closes a later one on the line either.
		if (end < 0) {
			at = endOfLine(text, at);
			continue;
		}
		const whole = text.slice(at, end + 1);
		const code = text.slice(at + 3, end);
		let replacement = whole;
		if (!context.bracesInPython || !HAS_REFERENCE.test(code)) {
			const python = context.python(code);
			if (python.kind === 'no Python' && isStatic) return { value: text, isStatic: isKnown };
			if (python.kind === 'failed' && isStatic) {
				return { value: text, isStatic: false, error: python.error };
			}
			if (python.kind === 'known') replacement = python.text;
			else isKnown = false;
		}
		result += text.slice(done, at) + replacement;
		done = end + 1;
		at = end;
	}
	return { value: done === 0 ? text : result + text.slice(done), isStatic: isKnown };
}

/**
 * Offset of the brace that closes `${@`, or -1. With `balanced`, a pair of
 * braces inside is skipped as long as another closing brace follows it.
 */
function endOfPython(text: string, start: number, balanced: boolean): number {
	const limit = endOfLine(text, start);
	let lastGroupEnd = -1;
	for (let at = start; at < limit; at++) {
		const character = text[at];
		if (character === '}' && at > start) return at;
		if (balanced && character === '{') {
			const close = text.indexOf('}', at);
			// Without another brace to close, nothing that follows ends it either.
			if (close < 0 || close >= limit) return lastGroupEnd;
			lastGroupEnd = close;
			at = close;
		}
	}
	return lastGroupEnd;
}

function endOfLine(text: string, from: number): number {
	const newline = text.indexOf('\n', from);
	return newline < 0 ? text.length : newline;
}

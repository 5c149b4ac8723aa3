import { type CodeLine, splitTopLevel } from './statements';

/** What conditions may ask for, where the code runs. */
export interface ConditionContext {
	/** True for the event at hand, such as `ConfigParsed`. */
	isEvent(name: string): boolean;
	/** The value of a variable where it is known: null for none, undefined for not known. */
	variable(name: string): string | null | undefined;
	exists(path: string): boolean;
}

/** Names that stand for one thing all through a function. */
export interface Locals {
	/** The code of those that are assigned once; undefined for others. */
	readonly values: ReadonlyMap<string, string | undefined>;
	/** Copies of the data store, which nobody else sees. */
	readonly copies: ReadonlySet<string>;
}

const ASSIGNED = /^(\w+)\s*=\s*(.+)$/s;

/** The local variables of a function. */
export function localVariables(lines: readonly CodeLine[]): Locals {
	const values = new Map<string, string | undefined>();
	const copies = new Set<string>();
	for (const { text } of lines) {
		const [, name, value = ''] = ASSIGNED.exec(text) ?? [];
		if (name === undefined || value.startsWith('=')) continue;
		if (/\bcreateCopy\(/.test(value)) copies.add(name);
		else copies.delete(name);
		values.set(name, values.has(name) ? undefined : value);
	}
	return { values, copies };
}

/** Of longer ones nothing is known. */
const MAX_CONDITION = 500;

const GET_VAR = /^(?:d|e\.data)\.getVar\(\s*(["'])([^"']+)\1\s*(?:,\s*(?:True|False)\s*)?\)$/;

function variableRead(code: string, context: ConditionContext): string | null | undefined {
	const name = GET_VAR.exec(code.trim())?.[2];
	return name === undefined ? undefined : context.variable(name);
}

/** The value of code that reads a variable, or of a name that stands for such code. */
function valueRead(
	code: string,
	context: ConditionContext,
	locals: Locals,
): string | null | undefined {
	return variableRead(locals.values.get(code) ?? code, context);
}

/** What a condition comes to; undefined when it cannot be known. */
export function truthOf(
	condition: string,
	context: ConditionContext,
	locals: Locals,
): boolean | undefined {
	if (condition.length > MAX_CONDITION) return undefined;
	const text = withoutParentheses(condition.trim());
	const anyOf = splitTopLevel(text, ' or ');
	if (anyOf.length > 1)
		return combine(
			anyOf.map((part) => truthOf(part, context, locals)),
			true,
		);
	const allOf = splitTopLevel(text, ' and ');
	if (allOf.length > 1)
		return combine(
			allOf.map((part) => truthOf(part, context, locals)),
			false,
		);
	if (text.startsWith('not ')) {
		const inner = truthOf(text.slice(4), context, locals);
		return inner === undefined ? undefined : !inner;
	}
	const event =
		/^isinstance\(\s*e\s*,\s*(?:bb\.event\.)?(\w+)\s*\)$/.exec(text) ??
		/^(?:bb\.event\.)?getName\(\s*e\s*\)\s*==\s*["'](\w+)["']$/.exec(text);
	if (event) return context.isEvent(event[1]!);
	const file = /^os\.path\.exists\((.*)\)$/s.exec(text)?.[1]?.trim();
	if (file !== undefined) {
		const path = valueRead(file, context, locals);
		return path === undefined || path === null ? undefined : context.exists(path);
	}
	const value = valueRead(text, context, locals);
	return value === undefined ? undefined : Boolean(value);
}

/** `or` for a decisive true, `and` for a decisive false. */
function combine(parts: readonly (boolean | undefined)[], decisive: boolean): boolean | undefined {
	if (parts.includes(decisive)) return decisive;
	return parts.includes(undefined) ? undefined : !decisive;
}

function withoutParentheses(text: string): string {
	const isWhole =
		text.startsWith('(') && text.endsWith(')') && splitTopLevel(`${text} `, ' ')[0] === text;
	return isWhole ? withoutParentheses(text.slice(1, -1).trim()) : text;
}

import { type CodeLine, codeLines, splitTopLevel } from './statements';

/** What a piece of code may change, as far as reading it tells. */
export interface Writes {
	readonly names: Set<string>;
	/** Beginnings of names. */
	readonly prefixes: Set<string>;
	/** It writes under names that reading it does not tell. */
	isOpen: boolean;
}

/** What is known where the code runs. */
export interface CodeContext {
	/** The body of a function that the code calls, `oe.x.f` included; undefined for all that is not ours. */
	functionBody(name: string): string | undefined;
	/** True for the event at hand, such as `ConfigParsed`. */
	isEvent(name: string): boolean;
	/** The value of a variable where it is known: null for none, undefined for not known. */
	variable(name: string): string | null | undefined;
	exists(path: string): boolean;
}

const WRITE =
	/(\w[\w.]*(?:\[[^\]]*\])?)\.((?:set|append|prepend|del)Var(?:Flag|Flags)?|renameVar)\s*\(/g;
const CALL = /(?<![\w.])((?:oe\.\w+\.)?[A-Za-z_]\w*)\s*\(/g;
const EXECUTED = /\bexec_func\(\s*(["'])(\w+)\1/g;
const GUARD = /^(if|elif|else|while|for|try|except|finally|with|def)\b(.*)$/s;

/** Longer code is no event handler. */
const MAX_CODE = 200_000;

/**
 * The variables that a function may write when it runs on an event. Branches
 * that are known not to be taken do not count; everything else does.
 */
export function writesOf(body: string, context: CodeContext): Writes {
	const writes: Writes = { names: new Set(), prefixes: new Set(), isOpen: false };
	const pending = [body];
	const seen = new Set<string>();
	for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
		if (next.length > MAX_CODE) {
			writes.isOpen = true;
			continue;
		}
		for (const name of writesIn(next, context, writes)) {
			if (seen.has(name)) continue;
			seen.add(name);
			const called = context.functionBody(name);
			if (called !== undefined) pending.push(called);
		}
	}
	return writes;
}

/** A branch that is open: its indentation, whether it runs, and whether one before it surely did. */
interface Branch {
	readonly indent: number;
	readonly isDead: boolean;
	readonly isDecided: boolean;
}

/** Adds what one function writes itself; returns the names of those it calls. */
function writesIn(body: string, context: CodeContext, into: Writes): string[] {
	const called: string[] = [];
	const lines = codeLines(body);
	const locals = localVariables(lines);
	const branches: Branch[] = [];
	for (const line of lines) {
		let before: Branch | undefined;
		while (branches.length > 0 && branches.at(-1)!.indent >= line.indent) before = branches.pop();
		const isInDead = branches.at(-1)?.isDead ?? false;
		const [, keyword, rest = ''] = GUARD.exec(line.text) ?? [];
		let isDead = isInDead;
		if (keyword === 'if' || keyword === 'elif' || keyword === 'else') {
			const isContinued = keyword !== 'if' && before?.indent === line.indent;
			const isDecided = isContinued && before!.isDecided;
			const condition = splitTopLevel(rest, ':')[0] ?? '';
			const known = keyword === 'else' ? true : truthOf(condition, context, locals);
			isDead ||= isDecided || known === false;
			branches.push({
				indent: line.indent,
				isDead,
				isDecided: isDecided || (known === true && !isInDead),
			});
		}
		if (isDead) continue;
		if (line.text.includes('Var')) collectWrites(line.text, body, locals, into);
		for (const match of line.text.matchAll(CALL)) called.push(match[1]!);
		for (const match of line.text.matchAll(EXECUTED)) called.push(match[2]!);
	}
	return called;
}

/** Names that stand for one thing all through a function. */
interface Locals {
	/** The code of those that are assigned once; undefined for others. */
	readonly values: ReadonlyMap<string, string | undefined>;
	/** Copies of the data store, which nobody else sees. */
	readonly copies: ReadonlySet<string>;
}

const ASSIGNED = /^(\w+)\s*=\s*(.+)$/s;

function localVariables(lines: readonly CodeLine[]): Locals {
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

const GET_VAR = /^(?:d|e\.data)\.getVar\(\s*(["'])([^"']+)\1\s*(?:,\s*(?:True|False)\s*)?\)$/;

function variableRead(code: string, context: CodeContext): string | null | undefined {
	const name = GET_VAR.exec(code.trim())?.[2];
	return name === undefined ? undefined : context.variable(name);
}

/** The value of code that reads a variable, or of a name that stands for such code. */
function valueRead(code: string, context: CodeContext, locals: Locals): string | null | undefined {
	return variableRead(locals.values.get(code) ?? code, context);
}

/** What a condition comes to; undefined when it cannot be known. */
function truthOf(condition: string, context: CodeContext, locals: Locals): boolean | undefined {
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

function collectWrites(text: string, body: string, locals: Locals, into: Writes): void {
	for (const match of text.matchAll(WRITE)) {
		if (locals.copies.has(match[1]!)) continue;
		const behind = text.slice(match.index + match[0].length);
		const [first = '', second = ''] = splitTopLevel(behind, ',');
		addName(first, body, into);
		if (match[2] === 'renameVar') addName(second, body, into);
	}
}

const LITERAL = /^[rbu]?(["'])([^"'\\]*)\1\s*([)+%]|$)/;

/** Adds the variable that an argument names: a literal, or what begins with one. */
function addName(argument: string, body: string, into: Writes): void {
	const text = argument.trim();
	const [, , literal, operator] = LITERAL.exec(text) ?? [];
	if (literal !== undefined && literal !== '') {
		const fixed = operator === '%' ? (literal.split('%')[0] ?? '') : literal;
		if (operator === '+' || fixed !== literal) {
			if (fixed !== '') into.prefixes.add(fixed);
			else into.isOpen = true;
		} else {
			into.names.add(literal);
		}
		return;
	}
	// A name made up in the function begins with one of the beginnings that the function mentions.
	const local = /^\w+/.exec(text)?.[0] ?? '';
	const isParameter = new RegExp(`^def\\s+\\w+\\([^)]*\\b${local}\\b`).test(body);
	const beginnings = body.match(/(?<=["'])[A-Z][A-Z0-9_]*_(?=["'])/g) ?? [];
	if (isParameter || beginnings.length === 0) into.isOpen = true;
	for (const beginning of beginnings) into.prefixes.add(beginning);
}

import { type ConditionContext, type Locals, localVariables, truthOf } from './conditions';
import { type CodeLine, codeLines, splitTopLevel } from './statements';

/** What a piece of code may change, as far as reading it tells. */
export interface Writes {
	readonly names: Set<string>;
	/** Beginnings of names. */
	readonly prefixes: Set<string>;
	/** It sets variables under names that reading it does not tell. */
	isOpen: boolean;
}

/** What is known where the code runs. */
export interface CodeContext extends ConditionContext {
	/** The body of a function that the code calls, `oe.x.f` included; undefined for all that is not ours. */
	functionBody(name: string): string | undefined;
}

/** A function that runs, with the texts it is called with; undefined for other arguments. */
interface Running {
	readonly body: string;
	readonly args: readonly (string | undefined)[];
}

/** Longer code is no event handler. */
const MAX_CODE = 30_000;

/** No argument that names a variable is longer. */
const MAX_ARGUMENTS = 500;

/**
 * The variables that a function may write when it runs. Branches that are known
 * not to be taken do not count; everything else does.
 */
export function writesOf(body: string, context: CodeContext): Writes {
	const writes: Writes = { names: new Set(), prefixes: new Set(), isOpen: false };
	// What the code itself has written is not known any more.
	const variable = (name: string): string | null | undefined =>
		writes.names.has(name) ? undefined : context.variable(name);
	const pending: Running[] = [{ body, args: [] }];
	const seen = new Set<string>();
	for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
		if (next.body.length > MAX_CODE) {
			writes.isOpen = true;
			continue;
		}
		for (const { name, args } of writesIn(next, { ...context, variable }, writes)) {
			const key = JSON.stringify([name, args]);
			if (seen.has(key)) continue;
			seen.add(key);
			const called = context.functionBody(name);
			if (called !== undefined) pending.push({ body: called, args });
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

const GUARD = /^(if|elif|else)\b(.*)$/s;

/** Adds what one function writes itself; returns the calls it makes. */
function writesIn(running: Running, context: ConditionContext, into: Writes): Call[] {
	const calls: Call[] = [];
	const lines = codeLines(running.body);
	const locals = localVariables(lines);
	const names = new Names(running, lines);
	const branches: Branch[] = [];
	for (const [index, { indent, text }] of lines.entries()) {
		let before: Branch | undefined;
		while (branches.length > 0 && branches.at(-1)!.indent >= indent) before = branches.pop();
		const isInDead = branches.at(-1)?.isDead ?? false;
		const [, keyword, rest = ''] = GUARD.exec(text) ?? [];
		let isDead = isInDead;
		if (keyword !== undefined) {
			const isContinued = keyword !== 'if' && before?.indent === indent;
			const isDecided = isContinued && before!.isDecided;
			const condition = splitTopLevel(rest, ':')[0] ?? '';
			const known = keyword === 'else' ? true : truthOf(condition, context, locals);
			isDead ||= isDecided || known === false;
			const isTaken = known === true && !isInDead;
			branches.push({ indent, isDead, isDecided: isDecided || isTaken });
		}
		if (isDead) continue;
		if (text.includes('Var')) collectWrites(lines, index, locals, names, into);
		if (!DEFINITION.test(text)) calls.push(...callsIn(text));
	}
	return calls;
}

/** A call by name, with the arguments that are plain texts. */
interface Call {
	readonly name: string;
	readonly args: readonly (string | undefined)[];
}

const CALL = /(?<![\w.])((?:oe\.\w+\.)?[A-Za-z_]\w*)\s*\(/g;
const EXECUTED = /\bexec_func\(\s*(["'])(\w+)\1/g;
const TEXT = /^\s*(["'])([^"'\\]*)\1\s*(?:\)|$)/;

function callsIn(line: string): Call[] {
	const calls: Call[] = [];
	for (const match of line.matchAll(CALL)) {
		const args = argumentsFrom(line, match.index + match[0].length);
		calls.push({ name: match[1]!, args: args.map((text) => TEXT.exec(text)?.[2]) });
	}
	for (const match of line.matchAll(EXECUTED)) calls.push({ name: match[2]!, args: [] });
	return calls;
}

/** What stands between the commas behind an opening parenthesis; the last one takes in all that follows. */
function argumentsFrom(line: string, start: number): string[] {
	return splitTopLevel(line.slice(start, start + MAX_ARGUMENTS), ',');
}

const WRITE =
	/(?<![\w.])(\w[\w.]*(?:\[[^\]]*\])?)\.((?:set|append|prepend|del)Var(?:Flags?)?|renameVar)\s*\(/g;

function collectWrites(
	lines: readonly CodeLine[],
	at: number,
	locals: Locals,
	names: Names,
	into: Writes,
): void {
	const line = lines[at]!.text;
	for (const { 0: whole, 1: receiver = '', 2: method = '', index } of line.matchAll(WRITE)) {
		if (locals.copies.has(receiver)) continue;
		const [first = '', second = ''] = argumentsFrom(line, index + whole.length);
		for (const argument of method === 'renameVar' ? [first, second] : [first]) {
			// A flag under an unknown name leaves all values alone.
			const isClosed = names.add(argument.trim(), at, into);
			if (!isClosed && !method.includes('Flag')) into.isOpen = true;
		}
	}
}

const LITERAL = /^[rbu]?(["'])([^"'\\]*)\1\s*([)+%]|$)/;
const DEFINITION = /^def\s+(\w+)\s*\(([^)]*)\)/;

/** A function inside of the code, or the code itself where it is one. */
interface Scope {
	/** Lines of its body, by index. */
	readonly start: number;
	readonly end: number;
	/** What each parameter may stand for: texts, and undefined for anything else. */
	readonly parameters: ReadonlyMap<string, readonly (string | undefined)[]>;
}

function scopesIn({ body, args }: Running, lines: readonly CodeLine[]): Scope[] {
	const scopes: Scope[] = [];
	let inside: Map<string, Call[]> | undefined;
	for (const [index, { text, indent }] of lines.entries()) {
		const [, name, list = ''] = DEFINITION.exec(text) ?? [];
		if (name === undefined) continue;
		inside ??= callsByName(lines);
		// The function itself runs as it was called, one inside of it as it calls that.
		const isItself = index === 0 && body.startsWith('def');
		const calls = isItself ? [{ name, args }] : (inside.get(name) ?? []);
		const parameters = list.split(',').map((parameter, position) => {
			const given = calls.map((call) => call.args[position]);
			return [parameter.split('=')[0]!.trim(), given] as const;
		});
		const behind = lines.findIndex((line, at) => at > index && line.indent <= indent);
		const end = behind < 0 ? lines.length : behind;
		scopes.push({ start: index + 1, end, parameters: new Map(parameters) });
	}
	return scopes;
}

/** Finds out which variables arguments may name. */
class Names {
	private readonly scopes: readonly Scope[];
	/** What looks like the beginning of a variable's name in the code. */
	private readonly beginnings: readonly string[];

	constructor(running: Running, lines: readonly CodeLine[]) {
		this.beginnings = running.body.match(/(?<=["'])[A-Z][A-Z0-9_]*_(?=["'])/g) ?? [];
		this.scopes = scopesIn(running, lines);
	}

	/** Adds the variables that an argument on a line names; false when it may be any. */
	add(argument: string, line: number, into: Writes): boolean {
		const [, , literal, operator] = LITERAL.exec(argument) ?? [];
		if (literal !== undefined) {
			const fixed = operator === '%' ? (literal.split('%')[0] ?? '') : literal;
			if (operator === ')' || operator === '' || (operator === '%' && fixed === literal)) {
				into.names.add(literal);
				return true;
			}
			if (fixed !== '') into.prefixes.add(fixed);
			return fixed !== '';
		}
		const local = /^\w+/.exec(argument)?.[0] ?? '';
		const given = this.scopes
			.findLast(
				({ start, end, parameters }) => start <= line && line < end && parameters.has(local),
			)
			?.parameters.get(local);
		if (given) {
			for (const text of given) if (text !== undefined) into.names.add(text);
			return given.length > 0 && !given.includes(undefined);
		}
		// A name made up in the function begins with one of the beginnings that the function mentions.
		for (const beginning of this.beginnings) into.prefixes.add(beginning);
		return this.beginnings.length > 0;
	}
}

function callsByName(lines: readonly CodeLine[]): Map<string, Call[]> {
	const found = new Map<string, Call[]>();
	for (const { text } of lines) {
		if (DEFINITION.test(text)) continue;
		for (const call of callsIn(text)) {
			const others = found.get(call.name);
			if (others) others.push(call);
			else found.set(call.name, [call]);
		}
	}
	return found;
}

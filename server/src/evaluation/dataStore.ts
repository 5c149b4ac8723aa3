import type { Dialect } from '../syntax/dialect';
import { splitKeepingSpace, splitWords } from '../text/whitespace';
import { type Expanded, type ExpansionContext, expand } from './expansion';
import { operationOf, variantsOf } from './operations';
import { chooseVariant } from './overrides';
import { evaluatePython } from './python/evaluate';
import { type HistoryEntry, isEmpty, newVariable, type Operation, type Variable } from './variable';

/** A value before expansion, with the words that its chosen variant wants removed. */
interface Unexpanded {
	readonly value: string | undefined;
	readonly removes: readonly string[];
	/** True when a part of it is not what BitBake has. */
	readonly isUnknown: boolean;
}

/** Facts of the building machine that configurations ask for. */
export interface HostFacts {
	/** `Linux`. */
	readonly system: string;
	/** `x86_64`, `aarch64`, ... */
	readonly machine: string;
}

const NONE: readonly Operation[] = [];

/** BitBake gives up after this many rounds too. */
const MAX_OVERRIDE_ROUNDS = 5;

/** About what Python's recursion limit allows BitBake. */
const MAX_DEPTH = 200;

/**
 * BitBake's variables: what was stored under each name, and how it is read.
 * Names are stored as written; under BitBake 1.46 to 1.50 `:` becomes `_`.
 */
export class DataStore {
	readonly dialect: Dialect;
	/** Undefined where the building machine is not known; what depends on it is then not static. */
	readonly host: HostFacts | undefined;
	private readonly variables = new Map<string, Variable>();
	/** Of a variable, the override that selects each variant, by the variant's name. Some have a thousand. */
	private readonly variants = new Map<string, Map<string, string>>();
	private readonly cache = new Map<string, Expanded | undefined>();
	private activeOverrides: readonly string[] | undefined;
	private isOverridesUnstable = false;
	private reading = new Set<string>();
	private readonly context: ExpansionContext;

	constructor(dialect: Dialect, host?: HostFacts) {
		this.dialect = dialect;
		this.host = host;
		this.context = {
			variable: (name) => this.get(name),
			python: (code) => evaluatePython(code, this),
			bracesInPython: dialect.bracesInPython,
		};
	}

	/**
	 * Stores a value under a name as an assignment with `=` does, operations
	 * included. `isUnknown` when the text is not what BitBake would store.
	 */
	set(name: string, value: string, entry: HistoryEntry, isUnknown = false): void {
		this.changed();
		const operation = operationOf(this.canonical(name), this.dialect);
		if (operation) {
			const variable = this.at(operation.base);
			const done = { ...entry, operator: operation.label };
			const operations = variable[operation.kind] ?? [];
			variable[operation.kind] = operations;
			operations.push({ value, overrides: operation.overrides, entry: done, isUnknown });
			variable.history.push(done);
			this.registerVariants(operation.base);
			return;
		}
		const variable = this.at(name);
		variable.content = value;
		variable.contentEntry = entry;
		variable.isUnknown = isUnknown;
		variable.history.push(entry);
		this.registerVariants(name);
	}

	/** Stores a weak default, as `??=` does. Operations do not count: `A:append ??=` is a plain name. */
	setWeak(name: string, value: string, entry: HistoryEntry): void {
		this.changed();
		const variable = this.at(name);
		variable.weak = value;
		variable.weakEntry = entry;
		variable.history.push(entry);
		this.registerVariants(name);
	}

	/** Sets a variable the way BitBake's own code does: operations and active variants are gone afterwards. */
	replace(name: string, value: string, entry?: HistoryEntry): void {
		const active = new Set(this.overrides());
		for (const [variant, override] of [...(this.variants.get(this.canonical(name)) ?? [])]) {
			if (override.split(this.dialect.separator).every((part) => active.has(part))) {
				this.unset(variant);
			}
		}
		this.changed();
		const variable = this.at(name);
		delete variable.append;
		delete variable.prepend;
		delete variable.remove;
		variable.content = value;
		if (entry) {
			variable.contentEntry = entry;
			variable.history.push(entry);
		}
	}

	/** Sets or clears a variable that BitBake itself keeps, such as FILE, with no trace in the history unless given. */
	setInternal(name: string, value: string | undefined, entry?: HistoryEntry): void {
		this.changed();
		const variable = this.at(name);
		variable.content = value;
		variable.contentEntry = entry;
		if (entry) variable.history.push(entry);
	}

	/** Sets a flag without a trace in the history. */
	setInternalFlag(name: string, flag: string, value: string): void {
		this.changed();
		const variable = this.at(name);
		variable.flags ??= new Map();
		variable.flags.set(flag, value);
	}

	setFlag(name: string, flag: string, value: string, entry: HistoryEntry, weak = false): void {
		this.changed();
		const variable = this.at(name);
		const kind = weak ? 'weakFlags' : 'flags';
		const flags = variable[kind] ?? new Map<string, string>();
		variable[kind] = flags;
		flags.set(flag, value);
		variable.history.push(entry);
	}

	unset(name: string, entry?: HistoryEntry): void {
		this.changed();
		const canonical = this.canonical(name);
		const history = this.variables.get(canonical)?.history ?? [];
		const fresh = newVariable();
		fresh.history.push(...history, ...(entry ? [entry] : []));
		this.variables.set(canonical, fresh);
		this.variants.delete(canonical);
		for (const { of } of variantsOf(canonical, this.dialect))
			this.variants.get(of)?.delete(canonical);
	}

	unsetFlag(name: string, flag: string, entry?: HistoryEntry): void {
		this.changed();
		const variable = this.variables.get(this.canonical(name));
		variable?.flags?.delete(flag);
		variable?.weakFlags?.delete(flag);
		if (entry) variable?.history.push(entry);
	}

	/** Adds to the history alone: for a statement that changed nothing. */
	note(name: string, entry: HistoryEntry): void {
		this.at(name).history.push(entry);
	}

	/** The text stored under exactly this name, without weak defaults, overrides and operations. */
	own(name: string): string | undefined {
		return this.variables.get(this.canonical(name))?.content;
	}

	/** True when the text of `own` is not what BitBake has; see `Variable.isUnknown`. */
	isOwnUnknown(name: string): boolean {
		return this.variables.get(this.canonical(name))?.isUnknown === true;
	}

	/** A flag's text, unexpanded. */
	flag(name: string, flag: string, weak = true): string | undefined {
		const variable = this.variables.get(this.canonical(name));
		return variable?.flags?.get(flag) ?? (weak ? variable?.weakFlags?.get(flag) : undefined);
	}

	flags(name: string): ReadonlyMap<string, string> {
		const variable = this.variables.get(this.canonical(name));
		return new Map([...(variable?.weakFlags ?? []), ...(variable?.flags ?? [])]);
	}

	/** The value as BitBake's `getVar(NAME)` gives it, or undefined for none. */
	get(name: string): Expanded | undefined {
		const key = this.canonical(name);
		if (this.cache.has(key)) return this.cache.get(key);
		if (this.reading.has(key) || this.reading.size >= MAX_DEPTH) {
			const error = this.reading.has(key)
				? `variable ${name} references itself through ${[...this.reading].join(', ')}`
				: 'variables refer to each other too deeply';
			return { value: this.own(name) ?? '', isStatic: false, error };
		}
		this.reading.add(key);
		try {
			const result = this.read(key);
			this.cache.set(key, result);
			return result;
		} finally {
			this.reading.delete(key);
		}
	}

	/** The value as BitBake's `getVar(NAME, expand=False)` gives it. */
	raw(name: string): string | undefined {
		return this.unexpanded(this.canonical(name)).value;
	}

	/** Expands a text that belongs to no variable, or to the one named. */
	expand(text: string, self?: string): Expanded {
		return expand(text, self, this.context);
	}

	/** Names that have a value, a flag or a recorded operation. */
	names(): string[] {
		return [...this.variables].flatMap(([name, variable]) => (isEmpty(variable) ? [] : [name]));
	}

	/** Everything done to the variable under exactly this name, in reading order. */
	history(name: string): readonly HistoryEntry[] {
		return this.variables.get(this.canonical(name))?.history ?? [];
	}

	/** What is stored under exactly this name. */
	stored(name: string): Readonly<Variable> | undefined {
		return this.variables.get(this.canonical(name));
	}

	/** The variant that is read instead of the variable, such as `A:foo`, or undefined. */
	activeVariant(name: string): string | undefined {
		const variants = this.variants.get(this.canonical(name));
		if (!variants || variants.size === 0) return undefined;
		return chooseVariant(variants, this.overrides(), this.dialect.separator);
	}

	/** The entry that gave the variable its effective value; with appends only, the last of them. */
	origin(name: string): HistoryEntry | undefined {
		const variant = this.activeVariant(name);
		if (variant) {
			const found = this.origin(variant);
			if (found) return found;
		}
		const variable = this.variables.get(this.canonical(name));
		if (!variable) return undefined;
		if (variable.content !== undefined) return variable.contentEntry;
		if (variable.weak !== undefined) return variable.weakEntry;
		return [...(variable.append ?? []), ...(variable.prepend ?? [])]
			.filter((operation) => this.applies(operation))
			.at(-1)?.entry;
	}

	/** OVERRIDES, expanded until it stops changing, split at its colons. */
	overrides(): readonly string[] {
		if (this.activeOverrides) return this.activeOverrides;
		this.isOverridesUnstable = false;
		// Reading OVERRIDES starts afresh, whatever variable asked for it.
		const reading = this.reading;
		this.reading = new Set();
		let current: readonly string[] = [];
		for (let round = 0; ; round++) {
			// Readers that come back here while OVERRIDES is being read see what is known so far.
			this.activeOverrides = current;
			this.cache.clear();
			const next = (this.get('OVERRIDES')?.value ?? '').split(':');
			if (round > 0 && sameItems(next, current)) break;
			current = next;
			if (round > MAX_OVERRIDE_ROUNDS) {
				this.isOverridesUnstable = true;
				break;
			}
		}
		this.reading = reading;
		this.cache.clear();
		this.activeOverrides = current;
		return current;
	}

	/** True when OVERRIDES depends on itself and never settles, which is fatal in BitBake. */
	private get overridesNeverSettle(): boolean {
		this.overrides();
		return this.isOverridesUnstable;
	}

	private read(key: string): Expanded | undefined {
		const { value, removes, isUnknown } = this.unexpanded(key);
		if (value === undefined) return undefined;
		let expanded = this.expand(value, key);
		if (isUnknown) expanded = { ...expanded, isStatic: false };
		if (key === 'OVERRIDES' && this.overridesNeverSettle) {
			const error = 'OVERRIDES depends on itself and never settles';
			return { value, isStatic: false, error };
		}
		if (expanded.error || removes.length === 0 || expanded.value === '') return expanded;
		const unwanted = new Set<string>();
		let { isStatic } = expanded;
		for (const text of removes) {
			const words = this.expand(text);
			if (words.error !== undefined) return { ...words, value };
			isStatic &&= words.isStatic;
			for (const word of splitWords(words.value)) unwanted.add(word);
		}
		const kept = splitKeepingSpace(expanded.value).filter((part) => !unwanted.has(part));
		return { value: kept.join(''), isStatic };
	}

	private unexpanded(key: string): Unexpanded {
		const variable = this.variables.get(key);
		let value: string | undefined;
		let isUnknown = false;
		const removes: string[] = [];
		const variant = this.activeVariant(key);
		if (variant && variant !== key) {
			const chosen = this.unexpanded(variant);
			value = chosen.value;
			isUnknown = chosen.isUnknown;
			removes.push(...chosen.removes);
		}
		if (!variable) return { value, removes, isUnknown };
		if (value === undefined) {
			value = variable.content ?? variable.weak;
			isUnknown = variable.isUnknown === true;
		}
		if (this.dialect.appendMakesEmpty && (variable.append ?? variable.prepend)) {
			value ??= '';
		}
		for (const operation of variable.append ?? NONE) {
			if (!this.applies(operation)) continue;
			value = (value ?? '') + operation.value;
			isUnknown ||= operation.isUnknown;
		}
		for (const operation of variable.prepend ?? NONE) {
			if (!this.applies(operation)) continue;
			value = operation.value + (value ?? '');
			isUnknown ||= operation.isUnknown;
		}
		for (const operation of variable.remove ?? NONE) {
			if (!this.applies(operation)) continue;
			removes.push(operation.value);
			isUnknown ||= operation.isUnknown;
		}
		return { value, removes, isUnknown };
	}

	private applies(operation: Operation): boolean {
		if (operation.overrides.length === 0) return true;
		const active = this.overrides();
		return operation.overrides.every((override) => active.includes(override));
	}

	private at(name: string): Variable {
		const key = this.canonical(name);
		let variable = this.variables.get(key);
		if (!variable) {
			variable = newVariable();
			this.variables.set(key, variable);
		}
		return variable;
	}

	private canonical(name: string): string {
		return this.dialect.separator === '_' && name.includes(':') ? name.replaceAll(':', '_') : name;
	}

	private registerVariants(name: string): void {
		const key = this.canonical(name);
		for (const { of, override } of variantsOf(key, this.dialect)) {
			let known = this.variants.get(of);
			if (!known) {
				known = new Map();
				this.variants.set(of, known);
			}
			known.set(key, override);
		}
	}

	private changed(): void {
		if (this.cache.size > 0) this.cache.clear();
		this.activeOverrides = undefined;
	}
}

function sameItems(a: readonly string[], b: readonly string[]): boolean {
	return a.length === b.length && a.every((item, i) => item === b[i]);
}

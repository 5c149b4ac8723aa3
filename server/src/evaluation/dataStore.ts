import * as l10n from '@vscode/l10n';
import type { Dialect } from '../syntax/dialect';
import { splitKeepingSpace, splitWords } from '../text/whitespace';
import { type Expanded, type ExpansionContext, expand } from './expansion';
import { chooseVariant, type Overrides, overridesOf } from './overrides';
import { evaluatePython } from './python/evaluate';
import { StoredVariables } from './storedVariables';
import type { HistoryEntry, Operation, Variable } from './variable';

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

/** BitBake gives up when OVERRIDES has changed this often, too. */
const MAX_OVERRIDE_CHANGES = 5;

/** About what Python's recursion limit allows BitBake. */
const MAX_DEPTH = 200;

/** BitBake's variables and how they are read: overrides, operations, expansion. */
export class DataStore extends StoredVariables {
	/** Undefined where the building machine is not known; what depends on it is then not static. */
	readonly host: HostFacts | undefined;
	private readonly cache = new Map<string, Expanded | undefined>();
	private activeOverrides: Overrides | undefined;
	private unsettled: readonly string[] = [];
	/** False when OVERRIDES holds Python that cannot be evaluated: then any override may be active. */
	private areOverridesKnown = true;
	/** How often a reading was given up because of its depth. */
	private givenUp = 0;
	private isUncertain = false;
	/** Names that code may have changed, which only BitBake can run. */
	private readonly doubtful = new Set<string>();
	private readonly doubtfulPrefixes: string[] = [];
	private reading = new Set<string>();
	private readonly context: ExpansionContext;

	constructor(dialect: Dialect, host?: HostFacts) {
		super(dialect);
		this.host = host;
		this.context = {
			variable: (name) => this.get(name),
			python: (code) => evaluatePython(code, this),
			bracesInPython: dialect.bracesInPython,
		};
	}

	/** Sets a variable the way BitBake's own code does: operations and active variants are gone afterwards. */
	replace(name: string, value: string, entry?: HistoryEntry): void {
		const { known } = this.active();
		for (const [variant, override] of [...(this.variants.get(this.canonical(name)) ?? [])]) {
			if (override.split(this.dialect.separator).every((part) => known.has(part))) {
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

	/** The value as BitBake's `getVar(NAME)` gives it, or undefined for none. */
	get(name: string): Expanded | undefined {
		const key = this.canonical(name);
		if (this.cache.has(key)) return this.cache.get(key);
		if (this.reading.has(key) || this.reading.size >= MAX_DEPTH) {
			this.givenUp++;
			const error = this.reading.has(key)
				? l10n.t`variable ${name} references itself through ${[...this.reading].join(', ')}`
				: l10n.t('variables refer to each other too deeply');
			return { value: this.own(name) ?? '', isStatic: false, error };
		}
		this.reading.add(key);
		try {
			const givenUp = this.givenUp;
			const found = this.read(key);
			const result = found && this.isUncertain ? { ...found, isStatic: false } : found;
			// What failed for its place in a chain may well be read by itself.
			if (this.givenUp === givenUp) this.cache.set(key, result);
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

	/** The variant that is read instead of the variable, such as `A:foo`, or undefined. */
	activeVariant(name: string): string | undefined {
		const variants = this.variants.get(this.canonical(name));
		if (!variants || variants.size === 0) return undefined;
		return chooseVariant(variants, this.active(), this.dialect.separator);
	}

	/** True when all overrides of a variant are active, whether or not it is the one that is read. */
	isVariantActive(name: string, variant: string): boolean {
		const override = this.variants.get(this.canonical(name))?.get(this.canonical(variant));
		const parts = override?.split(this.dialect.separator);
		return parts?.every((part) => this.isOverrideActive(part)) ?? false;
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
		return this.active().inOrder;
	}

	/** True for a word of OVERRIDES. */
	isOverrideActive(override: string): boolean {
		return this.active().known.has(override);
	}

	private active(): Overrides {
		if (this.activeOverrides) return this.activeOverrides;
		this.unsettled = [];
		this.areOverridesKnown = true;
		let areKnown = true;
		// Reading OVERRIDES starts afresh, whatever variable asked for it.
		const reading = this.reading;
		this.reading = new Set();
		let current = overridesOf([]);
		for (let round = 0; ; round++) {
			// Readers that come back here while OVERRIDES is being read see what is known so far.
			this.activeOverrides = current;
			this.cache.clear();
			const found = this.get('OVERRIDES');
			areKnown = found?.isStatic ?? true;
			const next = (found?.value ?? '').split(':');
			const before = current.inOrder;
			if (round > 0 && sameItems(next, before)) break;
			current = overridesOf(next);
			if (round === MAX_OVERRIDE_CHANGES) {
				// What follows from Python that is not known is not known to be so.
				if (areKnown) this.unsettled = differing(before, next);
				break;
			}
		}
		this.reading = reading;
		this.cache.clear();
		this.activeOverrides = current;
		this.areOverridesKnown = areKnown;
		return current;
	}

	/**
	 * The overrides that come and go for ever because OVERRIDES depends on itself,
	 * which stops BitBake; none where OVERRIDES settles.
	 */
	unsettledOverrides(): readonly string[] {
		this.overrides();
		return this.unsettled;
	}

	/** From now on nothing is sure: a file that cannot be named statically may have changed any variable. */
	markUncertain(): void {
		this.changed();
		this.isUncertain = true;
	}

	/** From now on nothing is sure of these: Python that only BitBake can run may have changed them. */
	doubt(names: Iterable<string>, prefixes: Iterable<string> = []): void {
		this.changed();
		for (const name of names) this.doubtful.add(this.canonical(name));
		this.doubtfulPrefixes.push(...prefixes);
	}

	private isDoubtful(key: string): boolean {
		if (this.doubtful.has(key)) return true;
		return this.doubtfulPrefixes.some((prefix) => key.startsWith(prefix));
	}

	/** True when the variable's value depends on overrides, and those cannot be known. */
	private dependsOnUnknown(key: string, variable: Readonly<Variable> | undefined): boolean {
		const isConditional =
			this.hasVariants(key) ||
			operationsOf(variable).some((list) => list.some(({ overrides }) => overrides.length > 0));
		if (!isConditional) return false;
		this.overrides();
		return !this.areOverridesKnown;
	}

	/**
	 * True when OVERRIDES depends on itself and never settles, and BitBake asks
	 * for it to read this variable: for its variants, and for any operation.
	 */
	private failsForOverrides(key: string): boolean {
		if (!this.hasVariants(key) && operationsOf(this.variables.get(key)).length === 0) return false;
		return this.unsettledOverrides().length > 0;
	}

	private hasVariants(key: string): boolean {
		return (this.variants.get(key)?.size ?? 0) > 0;
	}

	private read(key: string): Expanded | undefined {
		const { value, removes, isUnknown } = this.unexpanded(key);
		if (this.failsForOverrides(key)) {
			const error = l10n.t('OVERRIDES depends on itself and never settles');
			return { value: value ?? '', isStatic: false, error };
		}
		if (value === undefined) {
			return isUnknown || this.isDoubtful(key) ? { value: '', isStatic: false } : undefined;
		}
		let expanded = this.expand(value, key);
		if (isUnknown || this.isDoubtful(key)) expanded = { ...expanded, isStatic: false };
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
		let isUnknown = this.dependsOnUnknown(key, variable);
		const removes: string[] = [];
		const variant = this.activeVariant(key);
		if (variant && variant !== key) {
			const chosen = this.unexpanded(variant);
			value = chosen.value;
			isUnknown ||= chosen.isUnknown;
			removes.push(...chosen.removes);
		}
		if (!variable) return { value, removes, isUnknown };
		if (value === undefined) {
			value = variable.content ?? variable.weak;
			isUnknown ||= variable.isUnknown === true;
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

	/** True when a recorded operation takes part in the value now. */
	applies(operation: Operation): boolean {
		if (operation.overrides.length === 0) return true;
		return operation.overrides.every((override) => this.isOverrideActive(override));
	}

	protected override changed(): void {
		if (this.cache.size > 0) this.cache.clear();
		this.activeOverrides = undefined;
	}
}

function operationsOf(variable: Readonly<Variable> | undefined): (readonly Operation[])[] {
	if (!variable) return [];
	const { append, prepend, remove } = variable;
	return [append, prepend, remove].filter((list) => list !== undefined);
}

/** What is in one list alone; the lists themselves where they differ in order only. */
function differing(a: readonly string[], b: readonly string[]): readonly string[] {
	const found = [
		...a.filter((item) => !b.includes(item)),
		...b.filter((item) => !a.includes(item)),
	];
	return found.length > 0 ? found : b;
}

function sameItems(a: readonly string[], b: readonly string[]): boolean {
	return a.length === b.length && a.every((item, i) => item === b[i]);
}

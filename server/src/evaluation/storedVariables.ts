import type { Dialect } from '../syntax/dialect';
import { operationOf, variantsOf } from './operations';
import { type HistoryEntry, isEmpty, newVariable, type Variable } from './variable';

/**
 * What was stored under each name, by assignments and by BitBake itself.
 * Names are stored as written; under BitBake 1.46 to 1.50 `:` becomes `_`.
 */
export abstract class StoredVariables {
	readonly dialect: Dialect;
	protected readonly variables = new Map<string, Variable>();
	/** Of a variable, the override that selects each variant, by the variant's name. Some have a thousand. */
	protected readonly variants = new Map<string, Map<string, string>>();

	constructor(dialect: Dialect) {
		this.dialect = dialect;
	}

	private entries = 0;

	/** For the next entry of any variable's history; see `HistoryEntry.order`. */
	nextOrder(): number {
		return ++this.entries;
	}

	/** Called before anything changes: whatever was read may be another afterwards. */
	protected abstract changed(): void;

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
		variable.unknownFlags?.delete(flag);
	}

	/** Stores a flag. `isUnknown` as for `set`. */
	setFlag(name: string, flag: string, value: string, entry: HistoryEntry, isUnknown = false): void {
		this.setInternalFlag(name, flag, value);
		const variable = this.at(name);
		if (isUnknown) {
			variable.unknownFlags ??= new Set();
			variable.unknownFlags.add(flag);
		}
		variable.history.push(entry);
	}

	/** Stores a weak default of a flag, as `??=` does where the dialect has these. */
	setWeakFlag(name: string, flag: string, value: string, entry: HistoryEntry): void {
		this.changed();
		const variable = this.at(name);
		variable.weakFlags ??= new Map();
		variable.weakFlags.set(flag, value);
		variable.history.push(entry);
	}

	unset(name: string, entry?: HistoryEntry): void {
		this.changed();
		const canonical = this.canonical(name);
		const fresh = newVariable(this.variables.get(canonical)?.history);
		if (entry) fresh.history.push(entry);
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
		variable?.unknownFlags?.delete(flag);
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

	/** True when the text of `flag` is not what BitBake has; see `Variable.isUnknown`. */
	isFlagUnknown(name: string, flag: string): boolean {
		return this.variables.get(this.canonical(name))?.unknownFlags?.has(flag) === true;
	}

	flags(name: string): ReadonlyMap<string, string> {
		const variable = this.variables.get(this.canonical(name));
		return new Map([...(variable?.weakFlags ?? []), ...(variable?.flags ?? [])]);
	}

	/** Names that have a value, a flag or a recorded operation. */
	names(): string[] {
		return [...this.variables].flatMap(([name, variable]) => (isEmpty(variable) ? [] : [name]));
	}

	/** Everything done to the variable under exactly this name, in reading order. */
	history(name: string): readonly HistoryEntry[] {
		return this.variables.get(this.canonical(name))?.history ?? [];
	}

	/** Names of the variants that overrides may select in place of the variable, such as `A:foo`. */
	variantsOf(name: string): string[] {
		return [...(this.variants.get(this.canonical(name))?.keys() ?? [])];
	}

	/** What is stored under exactly this name. */
	stored(name: string): Readonly<Variable> | undefined {
		return this.variables.get(this.canonical(name));
	}

	protected at(name: string): Variable {
		const key = this.canonical(name);
		let variable = this.variables.get(key);
		if (!variable) {
			variable = newVariable();
			this.variables.set(key, variable);
		}
		return variable;
	}

	protected canonical(name: string): string {
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
}

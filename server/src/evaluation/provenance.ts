import type { DataStore } from './dataStore';
import type { HistoryEntry, Operation } from './variable';

/** What became of one thing that was done to a variable. */
export type Fate =
	/** Gives the value, or the text that others add to. */
	| 'wins'
	/** Adds to the value, or takes words out of it. */
	| 'contributes'
	/** A later assignment, or `unset`, put something else in its place. */
	| 'overwritten'
	/** A default where there is a value. */
	| 'not needed'
	/** A value with an override is read in its place. */
	| 'overridden'
	/** Its override is not active. */
	| 'inactive'
	/** Sets a flag or exports the variable, which leaves the value alone. */
	| 'flag'
	/** Took away what was there. */
	| 'unset';

/** One thing that was done to a variable, and what became of it. */
export interface Step {
	readonly entry: HistoryEntry;
	readonly fate: Fate;
	/** What defeated it, if one entry did. */
	readonly by: HistoryEntry | undefined;
}

/** Longer chains of overrides do not exist. */
const MAX_DEPTH = 20;

/**
 * All that was done to a variable and to its variants with overrides, in
 * reading order, each with what became of it. Values that BitBake set itself
 * and those from the environment leave no entry.
 */
export function provenance(data: DataStore, name: string): readonly Step[] {
	return stepsOf(data, name, 0).sort((a, b) => a.entry.order - b.entry.order);
}

function stepsOf(data: DataStore, name: string, depth: number): Step[] {
	if (depth > MAX_DEPTH) return [];
	const history = data.history(name);
	const active = data.activeVariant(name);
	const steps = new Steps();
	replayFlags(history, steps);
	const { parts, weak } = replayValue(history, steps);

	if (active !== undefined) {
		const winner = data.origin(active);
		for (const entry of weak ? [weak, ...parts] : parts) steps.put(entry, 'overridden', winner);
	} else {
		const hasValue = data.own(name) !== undefined;
		if (weak) steps.put(weak, hasValue ? 'not needed' : 'wins', hasValue ? parts[0] : undefined);
		for (const [index, entry] of parts.entries()) {
			steps.put(entry, index === 0 ? 'wins' : 'contributes');
		}
	}
	for (const operation of operationsOf(data, name)) {
		if (!data.applies(operation)) steps.put(operation.entry, 'inactive');
	}
	const variants = data
		.variantsOf(name)
		.flatMap((variant) => stepsOfVariant(data, name, variant, active, depth));
	for (const { entry, fate, by } of variants) steps.put(entry, fate, by);
	return steps.all();
}

/** The steps of a variant, as the variable that it is a variant of sees them. */
function stepsOfVariant(
	data: DataStore,
	name: string,
	variant: string,
	active: string | undefined,
	depth: number,
): Step[] {
	const steps = stepsOf(data, variant, depth + 1);
	if (variant === active) return steps;
	const isOutranked = active !== undefined && data.isVariantActive(name, variant);
	const by = isOutranked ? data.origin(active) : undefined;
	return steps.map((step) => {
		const isSettled = ['flag', 'overwritten', 'unset'].includes(step.fate);
		return isSettled ? step : { ...step, fate: isOutranked ? 'overridden' : 'inactive', by };
	});
}

function operationsOf(data: DataStore, name: string): Operation[] {
	const { append = [], prepend = [], remove = [] } = data.stored(name) ?? {};
	return [...append, ...prepend, ...remove];
}

/** The latest word on each entry. */
class Steps {
	private readonly byEntry = new Map<HistoryEntry, Step>();

	put(entry: HistoryEntry, fate: Fate, by?: HistoryEntry): void {
		this.byEntry.set(entry, { entry, fate, by });
	}

	/** Whatever contributed so far is gone. */
	overwriteOperations(by: HistoryEntry): void {
		for (const { entry, fate } of this.all()) {
			if (fate === 'contributes') this.put(entry, 'overwritten', by);
		}
	}

	all(): Step[] {
		return [...this.byEntry.values()];
	}
}

function replayFlags(history: readonly HistoryEntry[], steps: Steps): void {
	const latest = new Map<string, HistoryEntry>();
	for (const entry of history) {
		const { flag, operator, applied } = entry;
		if (flag === undefined) continue;
		const before = latest.get(flag);
		if (!applied) {
			steps.put(entry, 'not needed', before);
			continue;
		}
		if (before && ['=', ':=', 'unset'].includes(operator)) steps.put(before, 'overwritten', entry);
		steps.put(entry, operator === 'unset' ? 'unset' : 'flag');
		latest.set(flag, entry);
	}
}

/** What the text of a variable is made of when all has been read. */
interface Replayed {
	/** The assignments that are in it, the first of them setting it. */
	readonly parts: readonly HistoryEntry[];
	readonly weak: HistoryEntry | undefined;
}

/** Settles what does not depend on overrides; the operations count as contributing. */
function replayValue(history: readonly HistoryEntry[], steps: Steps): Replayed {
	let parts: HistoryEntry[] = [];
	let weak: HistoryEntry | undefined;
	const overwrite = (by: HistoryEntry): void => {
		for (const part of parts) steps.put(part, 'overwritten', by);
		parts = [];
	};
	for (const entry of history) {
		if (entry.flag !== undefined) continue;
		switch (entry.operator) {
			case '=':
			case ':=':
			case 'function':
			case 'EXPORT_FUNCTIONS':
				overwrite(entry);
				parts = [entry];
				break;
			case '?=':
				if (entry.applied) parts = [entry];
				else steps.put(entry, 'not needed', parts[0]);
				break;
			case '??=':
				if (weak) steps.put(weak, 'overwritten', entry);
				weak = entry;
				break;
			case '+=':
			case '=+':
			case '.=':
			case '=.':
				parts.push(entry);
				break;
			case 'export':
				steps.put(entry, 'flag');
				break;
			case 'unset':
				overwrite(entry);
				if (weak) steps.put(weak, 'overwritten', entry);
				weak = undefined;
				steps.overwriteOperations(entry);
				steps.put(entry, 'unset');
				break;
			default:
				// `:append` and its like.
				steps.put(entry, 'contributes');
		}
	}
	return { parts, weak };
}

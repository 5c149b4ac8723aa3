import type { DataStore } from '../evaluation/dataStore';
import type { Statement } from '../syntax/statement';
import type { HistoryEntry } from './rule';

/** Why an assignment to a plain variable counts for nothing. */
export interface Defeat {
	readonly reason: 'set-before' | 'later-weak' | 'weak-beaten' | 'set-later' | 'override';
	/** The assignment that counts instead. */
	readonly winner: HistoryEntry;
	/** With `=` in place of its operator it would count. */
	readonly canWin: boolean;
}

/** What defeats more than one assignment. */
interface Winners {
	/** The value with an override that is read in place of the variable; null when it cannot be told. */
	readonly variant: HistoryEntry | null | undefined;
	/** What gives the value, as far as defaults do not. */
	readonly value: HistoryEntry | undefined;
	/** The last assignment that leaves nothing of what was there before. */
	readonly replacing: HistoryEntry | undefined;
	readonly lastWeak: HistoryEntry | undefined;
}

const ADDITIVE = ['+=', '=+', '.=', '=.'];

/**
 * What defeats each assignment to exactly this name; those are left out that take part in the
 * final value, or may do so. In one go: a generated file may assign to a name thousands of times.
 */
export function findDefeats(data: DataStore, name: string): ReadonlyMap<Statement, Defeat> {
	const defeats = new Map<Statement, Defeat>();
	const history = data
		.history(name)
		.filter((entry) => entry.flag === undefined && entry.statement?.kind !== 'export');
	if (history.some((entry) => entry.operator === 'unset')) return defeats;
	const entries = history.filter(
		({ statement, operator }) =>
			statement?.kind === 'assignment' && statement.operator === operator,
	);
	const variant = data.activeVariant(name);
	const winners: Winners = {
		variant: variant === undefined ? undefined : (data.origin(variant) ?? null),
		value: entries.reduce(deciding, undefined),
		replacing: entries.findLast((entry) => replaces(entry, name)),
		lastWeak: entries.findLast((entry) => entry.operator === '??='),
	};
	let before: HistoryEntry | undefined;
	const seen = new Set<Statement | undefined>();
	for (const entry of entries) {
		const { statement } = entry;
		const defeat = statement && defeatOf(entry, before, winners);
		if (defeat) defeats.set(statement, defeat);
		// A file that is read twice has its assignments twice.
		if (statement && seen.has(statement)) defeats.delete(statement);
		seen.add(statement);
		before = deciding(before, entry);
	}
	return defeats;
}

function defeatOf(
	entry: HistoryEntry,
	before: HistoryEntry | undefined,
	{ variant, value, replacing, lastWeak }: Winners,
): Defeat | undefined {
	const { operator, applied, order } = entry;
	const isLater = (other: HistoryEntry | undefined): other is HistoryEntry =>
		other !== undefined && other.order > order;
	if (ADDITIVE.includes(operator)) return undefined;
	if (variant !== undefined) {
		return variant ? { reason: 'override', winner: variant, canWin: false } : undefined;
	}
	const canWin = !isLater(replacing);
	if (operator === '??=') {
		if (value) return { reason: 'weak-beaten', winner: value, canWin };
		return isLater(lastWeak) ? { reason: 'later-weak', winner: lastWeak, canWin } : undefined;
	}
	if (operator === '?=' && !applied) {
		return before && { reason: 'set-before', winner: before, canWin };
	}
	return isLater(replacing) ? { reason: 'set-later', winner: replacing, canWin: false } : undefined;
}

/** What gives the value once the entry has been read: the last that sets it, or what first adds to nothing. */
function deciding(before: HistoryEntry | undefined, entry: HistoryEntry): HistoryEntry | undefined {
	if (!entry.applied || entry.operator === '??=') return before;
	return before === undefined || !ADDITIVE.includes(entry.operator) ? entry : before;
}

/** True when nothing of the former value is left. */
function replaces({ operator, value, applied }: HistoryEntry, name: string): boolean {
	if (!applied) return false;
	return operator === '=' || (operator === ':=' && !value.includes(name));
}

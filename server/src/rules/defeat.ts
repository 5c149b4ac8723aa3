import type { DataStore } from '../evaluation/dataStore';
import type { Assignment } from '../syntax/statement';
import type { HistoryEntry } from './rule';

/** Why an assignment to a plain variable counts for nothing. */
export interface Defeat {
	readonly reason: 'set-before' | 'later-weak' | 'weak-beaten' | 'set-later' | 'override';
	/** The assignment that counts instead. */
	readonly winner: HistoryEntry;
	/** With `=` in place of its operator it would count. */
	readonly canWin: boolean;
}

const ADDITIVE = ['+=', '=+', '.=', '=.'];

/** What defeats an assignment; undefined when it takes part in the final value, or when that is not sure. */
export function findDefeat(data: DataStore, statement: Assignment): Defeat | undefined {
	const { name, operator } = statement;
	const entries = data
		.history(name)
		.filter((entry) => entry.flag === undefined && entry.statement?.kind !== 'export');
	if (entries.some((entry) => entry.operator === 'unset')) return undefined;
	const assignments = entries.filter(
		(entry) =>
			entry.statement?.kind === 'assignment' && entry.statement.operator === entry.operator,
	);
	const own = assignments.filter((entry) => entry.statement === statement);
	// A file that is read twice has its assignments twice.
	if (own.length !== 1 || ADDITIVE.includes(operator)) return undefined;
	const at = assignments.indexOf(own[0]!);
	const before = assignments.slice(0, at);
	const after = assignments.slice(at + 1);

	const variant = data.activeVariant(name);
	if (variant) {
		const winner = data.origin(variant);
		return winner && { reason: 'override', winner, canWin: false };
	}
	const replacing = after.filter((entry) => replaces(entry, name)).at(-1);
	const canWin = replacing === undefined;
	if (operator === '??=') {
		const values = assignments.filter((entry) => entry.applied && entry.operator !== '??=');
		const value = values.filter(({ operator }) => !ADDITIVE.includes(operator)).at(-1) ?? values[0];
		if (value) return { reason: 'weak-beaten', winner: value, canWin };
		const weak = after.findLast((entry) => entry.operator === '??=');
		return weak && { reason: 'later-weak', winner: weak, canWin };
	}
	if (operator === '?=' && !own[0]!.applied) {
		const values = before.filter((entry) => entry.applied && entry.operator !== '??=');
		const winner =
			values.filter(({ operator }) => !ADDITIVE.includes(operator)).at(-1) ?? values[0];
		return winner && { reason: 'set-before', winner, canWin };
	}
	return replacing && { reason: 'set-later', winner: replacing, canWin: false };
}

/** True when nothing of the former value is left. */
function replaces({ operator, value, applied }: HistoryEntry, name: string): boolean {
	if (!applied) return false;
	return operator === '=' || (operator === ':=' && !value.includes(name));
}

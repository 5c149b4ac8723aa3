import type { Assignment } from '../syntax/statement';
import type { DataStore } from './dataStore';
import type { HistoryEntry } from './variable';

/**
 * Carries out one assignment. Returns the message of the error when a value
 * that BitBake expands at once, with `:=` or for OVERRIDES, cannot be expanded:
 * that stops BitBake.
 */
export function applyAssignment(
	data: DataStore,
	statement: Assignment,
	file: string,
): string | undefined {
	const { name, flag, operator, value } = statement;
	const entry: HistoryEntry = {
		written: name,
		flag,
		operator,
		value,
		file,
		line: statement.line,
		statement,
		order: data.nextOrder(),
		applied: true,
	};
	if (statement.exported) data.setFlag(name, 'export', '1', { ...entry, operator: 'export' });

	const own = (): string | undefined =>
		flag === undefined ? data.own(name) : data.flag(name, flag, false);
	let stored: string | undefined;
	const store = (text: string, isUnknown = false): void => {
		stored = text;
		if (flag === undefined) data.set(name, text, entry, isUnknown);
		else data.setFlag(name, flag, text, entry, isUnknown);
	};
	const isOwnUnknown = (): boolean =>
		flag === undefined ? data.isOwnUnknown(name) : data.isFlagUnknown(name, flag);
	const isOverrides = flag === undefined && /^OVERRIDES($|[:_](append|prepend|remove))/.test(name);

	switch (operator) {
		case '=':
			store(value);
			break;
		case '?=':
			if (own() === undefined) store(value);
			else data.note(name, { ...entry, applied: false });
			break;
		case '??=':
			if (flag === undefined) data.setWeak(name, value, entry);
			else if (data.dialect.weakFlags) data.setWeakFlag(name, flag, value, entry);
			else store(value);
			break;
		case ':=': {
			const expanded = data.expand(value);
			if (expanded.error) return expanded.error;
			store(expanded.value, !expanded.isStatic);
			break;
		}
		case '+=':
			store(`${own() ?? ''} ${value}`, isOwnUnknown());
			break;
		case '=+':
			store(`${value} ${own() ?? ''}`, isOwnUnknown());
			break;
		case '.=':
			store(`${own() ?? ''}${value}`, isOwnUnknown());
			break;
		case '=.':
			store(`${value}${own() ?? ''}`, isOwnUnknown());
			break;
	}
	return isOverrides && stored !== undefined ? data.expand(stored, name).error : undefined;
}

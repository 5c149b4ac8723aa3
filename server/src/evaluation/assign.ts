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
		applied: true,
	};
	if (statement.exported) data.setFlag(name, 'export', '1', { ...entry, operator: 'export' });

	const own = (): string | undefined =>
		flag === undefined ? data.own(name) : data.flag(name, flag, false);
	const store = (text: string): void => {
		if (flag === undefined) data.set(name, text, entry);
		else data.setFlag(name, flag, text, entry);
	};
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
			else data.setFlag(name, flag, value, entry, data.dialect.weakFlags);
			break;
		case ':=': {
			const expanded = data.expand(value);
			if (expanded.error) return expanded.error;
			store(expanded.value);
			break;
		}
		case '+=':
			store(`${own() ?? ''} ${value}`);
			break;
		case '=+':
			store(`${value} ${own() ?? ''}`);
			break;
		case '.=':
			store(`${own() ?? ''}${value}`);
			break;
		case '=.':
			store(`${value}${own() ?? ''}`);
			break;
	}
	return isOverrides ? data.expand(value, 'OVERRIDES').error : undefined;
}

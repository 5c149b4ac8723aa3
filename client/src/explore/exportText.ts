import type { ClassSummary } from '../../../server/src/shared/explore';
import type { Opened } from './state';

/** Rows by the names of their columns, all with the same. Names are the database's, in every language. */
export type Table = readonly Readonly<Record<string, Cell>>[];

type Cell = string | number | boolean | null;

export type Format = 'json' | 'csv' | 'markdown';

export function classesTable(classes: readonly ClassSummary[]): Table {
	return classes.map(({ method, unihash, PN, PV, task, taskhashes }) => ({
		PN,
		PV,
		task,
		method,
		unihash,
		taskhashes: taskhashes.number,
		taskhashesIsExact: taskhashes.isExact,
	}));
}

export function classTable({ summary: { method, unihash }, rows }: Opened): Table {
	return rows.map(({ taskhash, outhash, created, owner, PN, PV, PR, task }) => ({
		method,
		unihash,
		taskhash,
		outhash,
		created,
		owner,
		PN,
		PV,
		PR,
		task,
	}));
}

/** The table as a text, with an end to its last line. */
export function formatted(table: Table, format: Format): string {
	switch (format) {
		case 'json':
			return `${JSON.stringify(table, null, 2)}\n`;
		case 'csv':
			return linesOf(table, (cells) => cells.map(csvCell).join(','));
		case 'markdown': {
			const row = (cells: readonly string[]) => `| ${cells.map(markdownCell).join(' | ')} |`;
			const [heading = '', ...rows] = linesOf(table, row).split('\n');
			const rule = `|${' --- |'.repeat(columnsOf(table).length)}`;
			return [heading, rule, ...rows].join('\n');
		}
	}
}

function linesOf(table: Table, lineOf: (cells: readonly string[]) => string): string {
	const columns = columnsOf(table);
	const rows = table.map((row) => columns.map((name) => String(row[name] ?? '')));
	return [columns, ...rows].map((cells) => `${lineOf(cells)}\n`).join('');
}

function columnsOf([first]: Table): string[] {
	return Object.keys(first ?? {});
}

/** As RFC 4180 has it. A text that a spreadsheet would calculate is kept a text: a server may be anybody's. */
function csvCell(text: string): string {
	const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
	return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

function markdownCell(text: string): string {
	return text.replace(/[\\|`*_<>[\]]/g, '\\$&').replace(/\s+/g, ' ');
}

import { tableText } from './output';
import { readArguments, type Subcommand } from './subcommand';

/** Prints how many rows each table has. */
export const getDbUsage: Subcommand = {
	name: 'get-db-usage',
	args: '',
	summary: 'print how many rows each table has',
	prepare: (argv) => {
		readArguments(argv, [], {});
		return async (server, io) => {
			const usage = (await server.ask('get-db-usage', {}))?.usage;
			const tables = Object.entries((usage ?? {}) as Record<string, { rows?: unknown }>).sort(
				([a], [b]) => (a < b ? -1 : 1),
			);
			const rows = tables.map(([name, { rows }]) => [name, String(rows)] as const);
			const total = tables.reduce((sum, [, table]) => sum + Number(table.rows ?? 0), 0);
			io.stdout(`${tableText(['Table name', 'Rows'], rows)}\nTotal rows: ${total}\n`);
			return 0;
		};
	},
};

import { readArguments, type Subcommand } from './subcommand';

/** Prints what `-w` may name. */
export const getDbQueryColumns: Subcommand = {
	name: 'get-db-query-columns',
	args: '',
	summary: 'print the columns that -w may name',
	prepare: (argv) => {
		readArguments(argv, [], {});
		return async (server, io) => {
			const columns = (await server.ask('get-db-query-columns', {}))?.columns;
			const names = (Array.isArray(columns) ? columns : []).map(String).sort();
			io.stdout(names.map((name) => `${name}\n`).join(''));
			return 0;
		};
	},
};

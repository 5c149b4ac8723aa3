import { jsonText } from './output';
import { readArguments, type Subcommand } from './subcommand';

/** Prints the row of a taskhash; nothing when there is none. */
export const get: Subcommand = {
	name: 'get',
	args: 'METHOD TASKHASH',
	summary: 'print the unihash and the report of a taskhash',
	prepare: (argv) => {
		const [method, taskhash] = readArguments(argv, ['METHOD', 'TASKHASH'], {}).positionals;
		return async (server, io) => {
			const row = await server.ask('get', { method, taskhash, all: true });
			if (row !== null) io.stdout(jsonText(row));
			return 0;
		};
	},
};

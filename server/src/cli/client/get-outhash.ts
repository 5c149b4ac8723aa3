import { jsonText } from './output';
import { readArguments, type Subcommand } from './subcommand';

/** Prints the oldest row of an output hash; nothing when there is none. */
export const getOuthash: Subcommand = {
	name: 'get-outhash',
	args: 'METHOD OUTHASH TASKHASH',
	summary: 'print the report of an output hash',
	prepare: (argv) => {
		const names = ['METHOD', 'OUTHASH', 'TASKHASH'];
		const [method, outhash, taskhash] = readArguments(argv, names, {}).positionals;
		return async (server, io) => {
			const asked = { method, outhash, taskhash, with_unihash: true };
			const row = await server.ask('get-outhash', asked);
			if (row !== null) io.stdout(jsonText(row));
			return 0;
		};
	},
};

import { jsonText } from './output';
import { type Run, readArguments, type Subcommand } from './subcommand';

const run =
	(command: 'get-stats' | 'reset-stats'): Run =>
	async (server, io) => {
		io.stdout(jsonText(await server.ask(command, null)));
		return 0;
	};

/** Prints how many requests took how long. */
export const stats: Subcommand = {
	name: 'stats',
	args: '[--reset]',
	summary: 'print figures of the server; --reset starts them anew',
	prepare: (argv) => {
		const { values } = readArguments(argv, [], { reset: { type: 'boolean' } });
		return run(values.reset ? 'reset-stats' : 'get-stats');
	},
};

/** The same as `stats --reset`. */
export const resetStats: Subcommand = {
	name: 'reset-stats',
	args: '',
	summary: 'print figures of the server and start them anew',
	prepare: (argv) => {
		readArguments(argv, [], {});
		return run('reset-stats');
	},
};

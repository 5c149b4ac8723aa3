import { numberOf } from './server';
import { readArguments, type Subcommand } from './subcommand';

/** Prints what a sweep would keep and delete. */
export const gcStatus: Subcommand = {
	name: 'gc-status',
	args: '',
	summary: 'print what a sweep would keep and delete',
	prepare: (argv) => {
		readArguments(argv, [], {});
		return async (server, io) => {
			const status = await server.ask('gc-status', {});
			io.stdout(
				status?.mark
					? `Current Mark: ${status.mark}\nTotal hashes to keep: ${numberOf(status, 'keep')}\nTotal hashes to remove: ${numberOf(status, 'remove')}\n`
					: 'No Garbage collection in progress\n',
			);
			return 0;
		};
	},
};

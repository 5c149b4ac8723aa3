import { numberOf } from './server';
import { readArguments, type Subcommand, takeConditions } from './subcommand';

/** Deletes what matches all conditions. */
export const remove: Subcommand = {
	name: 'remove',
	args: '-w KEY VALUE...',
	summary: 'delete rows in which column KEY is VALUE',
	prepare: (argv) => {
		const { where, rest } = takeConditions(argv);
		readArguments(rest, [], {});
		return async (server, io) => {
			if (Object.keys(where).length === 0) {
				io.stdout('No query specified\n');
				return 0;
			}
			const answer = await server.ask('remove', { where });
			io.stdout(`Removed ${numberOf(answer, 'count')} row(s)\n`);
			return 0;
		};
	},
};

import { numberOf } from './server';
import { readArguments, type Subcommand, wholeNumber } from './subcommand';

/** Deletes output hashes that no unihash belongs to. */
export const cleanUnused: Subcommand = {
	name: 'clean-unused',
	args: 'SECONDS',
	summary: 'delete unused output hashes older than that',
	prepare: (argv) => {
		const [age = ''] = readArguments(argv, ['SECONDS'], {}).positionals;
		const max_age_seconds = wholeNumber('SECONDS', age, 0);
		return async (server, io) => {
			const answer = await server.ask('clean-unused', { max_age_seconds });
			io.stdout(`Removed ${numberOf(answer, 'count')} rows\n`);
			return 0;
		};
	},
};

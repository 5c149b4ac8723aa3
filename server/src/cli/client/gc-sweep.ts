import { numberOf } from './server';
import { readArguments, type Subcommand } from './subcommand';

/** Deletes what is not marked. */
export const gcSweep: Subcommand = {
	name: 'gc-sweep',
	args: 'MARK',
	summary: 'delete the unihashes that are not marked',
	prepare: (argv) => {
		const [mark] = readArguments(argv, ['MARK'], {}).positionals;
		return async (server, io) => {
			const answer = await server.ask('gc-sweep', { mark });
			io.stdout(`Removed ${numberOf(answer, 'count')} rows\n`);
			return 0;
		};
	},
};

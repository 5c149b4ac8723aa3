import { numberOf } from './server';
import { readArguments, type Subcommand, takeConditions } from './subcommand';

/** Marks unihashes to be kept. */
export const gcMark: Subcommand = {
	name: 'gc-mark',
	args: 'MARK -w KEY VALUE...',
	summary: 'mark unihashes in which column KEY is VALUE, to be kept',
	prepare: (argv) => {
		const { where, rest } = takeConditions(argv);
		const [mark] = readArguments(rest, ['MARK'], {}).positionals;
		return async (server, io) => {
			const answer = await server.ask('gc-mark', { mark, where });
			io.stdout(`New hashes marked: ${numberOf(answer, 'count')}\n`);
			return 0;
		};
	},
};

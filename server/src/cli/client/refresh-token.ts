import { userText } from './output';
import { readArguments, type Subcommand } from './subcommand';

/** Prints a new token; the old one is worth nothing any more. */
export const refreshToken: Subcommand = {
	name: 'refresh-token',
	args: '[-u USERNAME]',
	summary: 'print a new token for oneself or another user',
	prepare: (argv) => {
		const { values } = readArguments(argv, [], { username: { type: 'string', short: 'u' } });
		return async (server, io) => {
			io.stdout(userText(await server.ask('refresh-token', { ...values })));
			return 0;
		};
	},
};

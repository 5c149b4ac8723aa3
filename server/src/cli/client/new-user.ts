import { UsageError } from '../io';
import { userText } from './output';
import { readArguments, type Subcommand } from './subcommand';

/** Makes a user and prints its token, which nobody can print again. */
export const newUser: Subcommand = {
	name: 'new-user',
	args: '-u USERNAME [PERM...]',
	summary: 'make a user and print its token',
	prepare: (argv) => {
		const { values, positionals: permissions } = readArguments(argv, ['PERM...'], {
			username: { type: 'string', short: 'u' },
		});
		const { username } = values;
		if (username === undefined) throw new UsageError('-u USERNAME is missing');
		return async (server, io) => {
			io.stdout(userText(await server.ask('new-user', { username, permissions })));
			return 0;
		};
	},
};

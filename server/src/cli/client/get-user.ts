import { userText } from './output';
import { readArguments, type Subcommand } from './subcommand';

/** Prints a user and its permissions. */
export const getUser: Subcommand = {
	name: 'get-user',
	args: '[-u USERNAME]',
	summary: 'print oneself or another user',
	prepare: (argv) => {
		const { values } = readArguments(argv, [], { username: { type: 'string', short: 'u' } });
		return async (server, io) => {
			const user = await server.ask('get-user', { ...values });
			if (user === null) {
				io.stderr(`there is no user ${values.username}\n`);
				return 1;
			}
			io.stdout(userText(user));
			return 0;
		};
	},
};

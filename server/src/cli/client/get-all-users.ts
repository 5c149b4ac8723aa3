import { tableText } from './output';
import { readArguments, type Subcommand } from './subcommand';

/** Prints a table of all users. */
export const getAllUsers: Subcommand = {
	name: 'get-all-users',
	args: '',
	summary: 'list the users and their permissions',
	prepare: (argv) => {
		readArguments(argv, [], {});
		return async (server, io) => {
			const users = (await server.ask('get-all-users', {}))?.users;
			const rows = (Array.isArray(users) ? users : []).map(
				({ username, permissions }) => [String(username), [permissions].flat().join(' ')] as const,
			);
			io.stdout(tableText(['Username', 'Permissions'], rows));
			return 0;
		};
	},
};

import { UsageError } from '../io';
import { userText } from './output';
import { readArguments, type Subcommand } from './subcommand';

/** Deletes a user. */
export const deleteUser: Subcommand = {
	name: 'delete-user',
	args: '-u USERNAME',
	summary: 'delete a user',
	prepare: (argv) => {
		const { values } = readArguments(argv, [], { username: { type: 'string', short: 'u' } });
		const { username } = values;
		if (username === undefined) throw new UsageError('-u USERNAME is missing');
		return async (server, io) => {
			io.stdout(userText(await server.ask('delete-user', { username })));
			return 0;
		};
	},
};

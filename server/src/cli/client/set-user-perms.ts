import { UsageError } from '../io';
import { userText } from './output';
import { readArguments, type Subcommand } from './subcommand';

/** Replaces the permissions of a user. */
export const setUserPerms: Subcommand = {
	name: 'set-user-perms',
	args: '-u USERNAME [PERM...]',
	summary: 'replace the permissions of a user',
	prepare: (argv) => {
		const { values, positionals: permissions } = readArguments(argv, ['PERM...'], {
			username: { type: 'string', short: 'u' },
		});
		const { username } = values;
		if (username === undefined) throw new UsageError('-u USERNAME is missing');
		return async (server, io) => {
			io.stdout(userText(await server.ask('set-user-perms', { username, permissions })));
			return 0;
		};
	},
};

import { objectArgument } from './arguments';
import type { MessageCommand } from './command';
import { noSuchUser, ownUsername } from './users';

/** `{username?}` → `{username, token}`: a new token; the old one is worth nothing any more. From BitBake 2.8. */
export const refreshToken: MessageCommand = {
	name: 'refresh-token',
	kind: 'message',
	permissions: ['@user-admin'],
	selfService: true,
	writes: true,
	run: async (context, argument) => {
		const fields = objectArgument('refresh-token', argument);
		const username = ownUsername(context, 'refresh-token', fields);
		const { token, stored } = await context.accounts.issue();
		if (!(await context.store.users.setToken(username, stored))) throw noSuchUser(username);
		return { username, token };
	},
};

import { objectArgument } from './arguments';
import type { MessageCommand } from './command';
import { noSuchUser, ownUsername } from './users';

/** `{username}` → `{username}`. From BitBake 2.8. */
export const deleteUser: MessageCommand = {
	name: 'delete-user',
	kind: 'message',
	permissions: ['@user-admin'],
	selfService: true,
	writes: true,
	run: async (context, argument) => {
		const fields = objectArgument('delete-user', argument);
		const username = ownUsername(context, 'delete-user', fields);
		if (!(await context.store.users.remove(username))) throw noSuchUser(username);
		return { username };
	},
};

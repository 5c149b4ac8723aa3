import { parsePermissions } from '../auth';
import { objectArgument, textField } from './arguments';
import type { MessageCommand } from './command';
import { noSuchUser, userAnswer } from './users';

/** `{username, permissions}` → the same as stored. Clients that are logged in keep what they had. From BitBake 2.8. */
export const setUserPerms: MessageCommand = {
	name: 'set-user-perms',
	kind: 'message',
	permissions: ['@user-admin'],
	writes: true,
	run: async ({ store }, argument) => {
		const fields = objectArgument('set-user-perms', argument);
		const username = textField('set-user-perms', fields, 'username');
		const permissions = parsePermissions(fields.permissions);
		if (!(await store.users.setPermissions(username, permissions))) throw noSuchUser(username);
		return userAnswer(username, permissions);
	},
};

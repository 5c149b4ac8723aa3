import { parsePermissions } from '../auth';
import { CommandError } from '../errors';
import { objectArgument, textField } from './arguments';
import type { MessageCommand } from './command';
import { userAnswer } from './users';

/** `{username, permissions}` → `{username, permissions, token}`: the token is told this once. From BitBake 2.8. */
export const newUser: MessageCommand = {
	name: 'new-user',
	kind: 'message',
	permissions: ['@user-admin'],
	writes: true,
	run: async ({ accounts, store }, argument) => {
		const fields = objectArgument('new-user', argument);
		const username = textField('new-user', fields, 'username');
		if (username === '') throw new CommandError('new-user: "username" must not be empty');
		const permissions = parsePermissions(fields.permissions);
		const { token, stored } = await accounts.issue();
		if (!(await store.users.add({ username, token: stored, permissions }))) {
			throw new CommandError(`Cannot create new user '${username}': there is one of that name`);
		}
		return { ...userAnswer(username, permissions), token };
	},
};

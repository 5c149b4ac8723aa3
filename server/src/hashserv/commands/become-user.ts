import { knownPermissions } from '../auth';
import { objectArgument, textField } from './arguments';
import type { MessageCommand } from './command';
import { noSuchUser, userAnswer } from './users';

/** `{username}` → `{username, permissions}`: from here on the client acts as that user. From BitBake 2.8. */
export const becomeUser: MessageCommand = {
	name: 'become-user',
	kind: 'message',
	permissions: ['@user-admin'],
	writes: false,
	run: async (context, argument) => {
		const username = textField('become-user', objectArgument('become-user', argument), 'username');
		const row = await context.store.users.find(username);
		if (row === null) throw noSuchUser(username);
		context.become({ username, permissions: knownPermissions(row.permissions) });
		return userAnswer(username, row.permissions);
	},
};

import { objectArgument } from './arguments';
import { andThen, type MessageCommand } from './command';
import { ownUsername, userAnswer } from './users';

/** `{username?}` → `{username, permissions}`, or `null` when there is no such user. From BitBake 2.8. */
export const getUser: MessageCommand = {
	name: 'get-user',
	kind: 'message',
	permissions: ['@user-admin'],
	selfService: true,
	writes: false,
	run: (context, argument) => {
		const username = ownUsername(context, 'get-user', objectArgument('get-user', argument));
		return andThen(context.store.users.find(username), (row) =>
			row === null ? null : userAnswer(row.username, row.permissions),
		);
	},
};

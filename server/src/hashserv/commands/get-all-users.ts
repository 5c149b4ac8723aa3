import { andThen, type MessageCommand } from './command';
import { userAnswer } from './users';

/** → `{"users": [{username, permissions}]}`. From BitBake 2.8. */
export const getAllUsers: MessageCommand = {
	name: 'get-all-users',
	kind: 'message',
	permissions: ['@user-admin'],
	writes: false,
	run: ({ store }) =>
		andThen(store.users.all(), (rows) => ({
			users: rows.map(({ username, permissions }) => userAnswer(username, permissions)),
		})),
};

import { listPermissions } from '../auth';
import { objectArgument, textField } from './arguments';
import type { MessageCommand } from './command';

/** `{username, token}` → `{result: true, username, permissions}`; a failure is answered after a second. From BitBake 2.8. */
export const auth: MessageCommand = {
	name: 'auth',
	kind: 'message',
	permissions: [],
	writes: false,
	run: async (context, argument) => {
		const fields = objectArgument('auth', argument);
		const username = textField('auth', fields, 'username');
		const token = textField('auth', fields, 'token');
		const user = await context.accounts.login(username, token);
		context.become(user);
		return { result: true, username, permissions: listPermissions(user.permissions) };
	},
};

/** What the commands about accounts share. */
import { knownPermissions, listPermissions, type Permission } from '../auth';
import { CommandError } from '../errors';
import { type Fields, objectArgument, textField } from './arguments';
import type { CommandContext } from './command';

/** An account as answers show it. */
export interface UserAnswer {
	readonly username: string;
	readonly permissions: readonly Permission[];
}

export function userAnswer(username: string, permissions: readonly string[]): UserAnswer {
	return { username, permissions: listPermissions(knownPermissions(permissions)) };
}

/** The `username` of a request; where it is absent, the client's own. */
export function ownUsername(context: CommandContext, command: string, fields: Fields): string {
	const absent = !Object.hasOwn(fields, 'username');
	return absent && context.user !== null
		? context.user.username
		: textField(command, fields, 'username');
}

/** True when a request is about the account of the client itself. */
export function isOwnAccount(context: CommandContext, command: string, argument: unknown): boolean {
	if (context.user === null) return false;
	const fields = objectArgument(command, argument);
	return ownUsername(context, command, fields) === context.user.username;
}

/** The refusal of a request about an account that is not there. */
export function noSuchUser(username: string): CommandError {
	return new CommandError(`No user named '${username}' exists`);
}

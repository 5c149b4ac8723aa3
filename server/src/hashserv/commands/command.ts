import type { Accounts } from '../accounts';
import type { Permission, User } from '../auth';
import type { Stats } from '../stats';
import type { Awaitable, Store } from '../store/store';
import type { LookUps } from '../upstream/look-ups';
import type { LineAnswerer } from '../wire/answerer';

/** What a command may use: the server's, as one client sees it. */
export interface CommandContext {
	readonly store: Store;
	readonly stats: Stats;
	readonly accounts: Accounts;
	/** Asked for what the store does not know; null when there is none. */
	readonly upstream: LookUps | null;
	/** Whom the client has logged in as; null for an anonymous one. */
	readonly user: User | null;
	/** False on a read-only server and for clients without `@report`: reports are answered, not stored. */
	readonly mayReport: boolean;
	/** True to take unihashes that are not 64 hexadecimal digits. */
	readonly anyUnihash: boolean;
	/** From now on the client acts as this user. */
	become(user: User): void;
}

interface CommandBase {
	/** The key of the request. */
	readonly name: string;
	/** All of them are needed. */
	readonly permissions: readonly Permission[];
	/** A read-only server does not know it. */
	readonly writes: boolean;
}

/** One message, one answer. */
export interface MessageCommand extends CommandBase {
	readonly kind: 'message';
	/** May start while answers to earlier requests of the same command are outstanding. */
	readonly overlaps?: true;
	/** Users may do it to their own account without the permissions: `username` is absent or their own. */
	readonly selfService?: true;
	/** @throws CommandError when the argument is not what the command needs, or to refuse */
	run(context: CommandContext, argument: unknown): Awaitable<unknown>;
}

/** Puts the connection into stream mode: each line is answered by one line. */
export interface StreamCommand extends CommandBase {
	readonly kind: 'stream';
	open(context: CommandContext): StreamHandler;
}

export interface StreamHandler {
	readonly line: LineHandler;
	/** Answers what it can without strings; the rest goes through `line`. */
	readonly bytes?: LineAnswerer | undefined;
}

/**
 * Answers one line of stream mode.
 * @throws WireError for a line that is malformed
 */
export type LineHandler = (line: string) => Awaitable<string>;

export type Command = MessageCommand | StreamCommand;

/** Calls `next` with a value now, or later when it is a promise: no promise is made for a value. */
export function andThen<T, R>(value: Awaitable<T>, next: (value: T) => R): Awaitable<R> {
	return value instanceof Promise ? value.then(next) : next(value);
}

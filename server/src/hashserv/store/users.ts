import type { Awaitable } from './store';

/** A row of the users table. */
export interface UserRow {
	readonly username: string;
	/** As `ALGORITHM:SALT:HEX`; never the token itself. */
	readonly token: string;
	readonly permissions: readonly string[];
}

/** The accounts of a server. Writing methods resolve when their transaction is committed. */
export interface UserStore {
	find(username: string): Awaitable<UserRow | null>;
	/** Every account, by name. */
	all(): Awaitable<readonly UserRow[]>;
	/** False when the name is taken. */
	add(user: UserRow): Awaitable<boolean>;
	/** Adds an account, or replaces its token and permissions. */
	put(user: UserRow): Awaitable<void>;
	/** False when there is no such account. */
	setToken(username: string, token: string): Awaitable<boolean>;
	/** False when there is no such account. */
	setPermissions(username: string, permissions: readonly string[]): Awaitable<boolean>;
	/** False when there is no such account. */
	remove(username: string): Awaitable<boolean>;
}

import { CommandError, PermissionError } from './errors';

/** What may be granted, by the names of the protocol. `@all` is everything, also what may come later. */
export type Permission = '@read' | '@report' | '@db-admin' | '@user-admin' | '@all';

export type Permissions = ReadonlySet<Permission>;

/** Somebody who has logged in. */
export interface User {
	readonly username: string;
	readonly permissions: Permissions;
}

const ALL: readonly Permission[] = ['@all', '@db-admin', '@read', '@report', '@user-admin'];

/** The permissions that anonymous clients can be given; the reference's default gives all three. */
const FOR_ANYBODY: readonly Permission[] = ['@read', '@report', '@db-admin'];

/** What clients may do that have not said who they are, where only this machine can connect. */
export const ANONYMOUS_HERE: Permissions = new Set(FOR_ANYBODY);

/** The same where other machines can connect: a stranger must not decide what a build takes for equal. */
export const ANONYMOUS_ANYWHERE: Permissions = new Set<Permission>(['@read']);

/**
 * Reads the permissions for anonymous clients: names separated by commas or blanks.
 * @throws CommandError for a name that is unknown or that strangers must not have
 */
export function parseAnonymousPermissions(text: string): Permissions {
	const permissions = new Set<Permission>();
	for (const name of text.split(/[\s,]+/).filter((part) => part !== '' && part !== '@none')) {
		const permission = FOR_ANYBODY.find((candidate) => candidate === name);
		if (permission === undefined) {
			throw new CommandError(
				`anonymous clients cannot have the permission ${name}; choose of @none, @read, @report and @db-admin`,
			);
		}
		permissions.add(permission);
	}
	return permissions;
}

/**
 * The permissions of a request, sorted and each once; `@none` gives nothing.
 * @throws CommandError for anything but a list of known names
 */
export function parsePermissions(value: unknown): Permission[] {
	if (!Array.isArray(value)) throw new CommandError('"permissions" must be a list of names');
	const names = value.filter((name) => name !== '@none');
	const unknown = names.filter((name) => !isPermission(name)).map(String);
	if (unknown.length > 0) {
		throw new CommandError(`Unknown permissions ${unknown.sort().join(', ')}`);
	}
	return ALL.filter((permission) => names.includes(permission));
}

/** Of names that a database holds, those that are permissions. */
export function knownPermissions(names: readonly string[]): Permissions {
	return new Set(names.filter(isPermission));
}

/** For an answer: sorted, with `@all` spelled out. */
export function listPermissions(permissions: Permissions): Permission[] {
	return permissions.has('@all') ? [...ALL] : ALL.filter((name) => permissions.has(name));
}

/** What a client may do: what anybody may, and what its user may. */
export function mayDo(
	anonymous: Permissions,
	user: User | null,
	needed: readonly Permission[],
): boolean {
	if (user?.permissions.has('@all')) return true;
	return needed.every((name) => anonymous.has(name) || user?.permissions.has(name) === true);
}

/** @throws PermissionError when the client may not do what is needed */
export function requirePermissions(
	anonymous: Permissions,
	user: User | null,
	needed: readonly Permission[],
): void {
	if (mayDo(anonymous, user, needed)) return;
	const who = user === null ? 'Anonymous user' : user.username;
	throw new PermissionError(`${who} is not allowed to do this: it needs ${needed.join(' and ')}`);
}

/** In words, for people who start a server. */
export function describePermissions(permissions: Permissions): string {
	const names = listPermissions(permissions);
	return names.length === 0 ? 'nothing (@none)' : names.join(' ');
}

function isPermission(name: unknown): name is Permission {
	return ALL.some((permission) => permission === name);
}

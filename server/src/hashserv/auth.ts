import { CommandError } from './errors';

/** Permissions by the names of the protocol; `@none` gives nothing and `@all` everything. */
export type Permission = '@read' | '@report' | '@db-admin' | '@user-admin';

export type Permissions = ReadonlySet<Permission>;

/** What clients may do that have not said who they are; the reference's default. */
export const DEFAULT_ANONYMOUS: Permissions = new Set<Permission>([
	'@read',
	'@report',
	'@db-admin',
]);

/**
 * Reads the permissions for anonymous clients: names separated by commas or blanks.
 * @throws CommandError for a name that is unknown or that strangers must not have
 */
export function parseAnonymousPermissions(text: string): Permissions {
	const permissions = new Set<Permission>();
	for (const name of text.split(/[\s,]+/).filter((part) => part !== '' && part !== '@none')) {
		if (name !== '@read' && name !== '@report' && name !== '@db-admin') {
			throw new CommandError(
				`anonymous clients cannot have the permission ${name}; choose of @none, @read, @report and @db-admin`,
			);
		}
		permissions.add(name);
	}
	return permissions;
}

/** @throws CommandError when one of the needed permissions is missing */
export function requirePermissions(held: Permissions, needed: readonly Permission[]): void {
	for (const permission of needed) {
		if (!held.has(permission)) {
			throw new CommandError(`Anonymous user is not allowed to do this: ${permission} is missing`);
		}
	}
}

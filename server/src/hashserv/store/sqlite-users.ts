import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { UserRow, UserStore } from './users';

/** How the store reads and writes: errors explained, writes in a transaction. */
export interface UserTableAccess {
	readonly reader: DatabaseSync;
	readonly writer: DatabaseSync;
	read<T>(lookUp: () => T): T;
	write<T>(change: () => T): Promise<T>;
}

/** The users table, with permissions separated by blanks as the reference keeps them. */
export function sqliteUsers({ reader, writer, read, write }: UserTableAccess): UserStore {
	const find = reader.prepare(`${SELECT} WHERE username = ?`);
	const all = reader.prepare(`${SELECT} ORDER BY username`);
	const insert = writer.prepare(
		'INSERT OR IGNORE INTO users (username, token, permissions) VALUES (?, ?, ?)',
	);
	const put = writer.prepare(
		`INSERT INTO users (username, token, permissions) VALUES (?, ?, ?)
		ON CONFLICT (username) DO UPDATE SET token = excluded.token, permissions = excluded.permissions`,
	);
	const setToken = writer.prepare('UPDATE users SET token = ? WHERE username = ?');
	const setPermissions = writer.prepare('UPDATE users SET permissions = ? WHERE username = ?');
	const remove = writer.prepare('DELETE FROM users WHERE username = ?');
	return {
		find: (username) =>
			read(() => {
				const row = find.get(username);
				return row === undefined ? null : userRow(row);
			}),
		all: () => read(() => all.all().map(userRow)),
		add: ({ username, token, permissions }) =>
			write(() => insert.run(username, token, permissions.join(' ')).changes === 1),
		put: ({ username, token, permissions }) =>
			write(() => {
				put.run(username, token, permissions.join(' '));
			}),
		setToken: (username, token) => write(() => setToken.run(token, username).changes === 1),
		setPermissions: (username, permissions) =>
			write(() => setPermissions.run(permissions.join(' '), username).changes === 1),
		remove: (username) => write(() => remove.run(username).changes === 1),
	};
}

const SELECT = 'SELECT username, token, permissions FROM users';

function userRow(row: Record<string, SQLOutputValue>): UserRow {
	return {
		username: String(row.username),
		token: String(row.token),
		permissions: String(row.permissions)
			.split(/\s+/)
			.filter((name) => name !== ''),
	};
}

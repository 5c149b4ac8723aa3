/** The protocol's contents page: one line per command. */
import { auth } from './auth';
import { backfillWait } from './backfill-wait';
import { becomeUser } from './become-user';
import { cleanUnused } from './clean-unused';
import type { Command } from './command';
import { deleteUser } from './delete-user';
import { existsStream } from './exists-stream';
import { gcMark } from './gc-mark';
import { gcMarkStream } from './gc-mark-stream';
import { gcStatus } from './gc-status';
import { gcSweep } from './gc-sweep';
import { get } from './get';
import { getAllUsers } from './get-all-users';
import { getDbQueryColumns } from './get-db-query-columns';
import { getDbUsage } from './get-db-usage';
import { getOuthash } from './get-outhash';
import { getStats } from './get-stats';
import { getStream } from './get-stream';
import { getUser } from './get-user';
import { newUser } from './new-user';
import { ping } from './ping';
import { refreshToken } from './refresh-token';
import { remove } from './remove';
import { report } from './report';
import { reportEquiv } from './report-equiv';
import { resetStats } from './reset-stats';
import { setUserPerms } from './set-user-perms';

/** A message is answered by the first command here that is one of its keys: the reference's order. */
export const COMMANDS: readonly Command[] = [
	ping,
	get,
	getOuthash,
	getStream,
	existsStream,
	getStats,
	getDbUsage,
	getDbQueryColumns,
	report,
	auth,
	getUser,
	getAllUsers,
	becomeUser,
	reportEquiv,
	resetStats,
	backfillWait,
	remove,
	gcMark,
	gcMarkStream,
	gcSweep,
	gcStatus,
	cleanUnused,
	refreshToken,
	setUserPerms,
	newUser,
	deleteUser,
];

export interface Call {
	readonly command: Command;
	readonly argument: unknown;
}

/** The commands that a server offers, to find the one of a message. */
export class CommandTable {
	readonly #commands: readonly Command[];
	readonly #byName: ReadonlyMap<string, Command>;

	constructor(readOnly: boolean) {
		this.#commands = readOnly ? COMMANDS.filter((command) => !command.writes) : COMMANDS;
		this.#byName = new Map(this.#commands.map((command) => [command.name, command]));
	}

	/** The command of a message and its argument, or null when the message names none. */
	find(message: unknown): Call | null {
		if (typeof message !== 'object' || message === null || Array.isArray(message)) return null;
		const fields = message as Record<string, unknown>;
		const names = Object.keys(fields);
		const command =
			names.length === 1
				? this.#byName.get(names[0] ?? '')
				: this.#commands.find(({ name }) => Object.hasOwn(fields, name));
		return command === undefined ? null : { command, argument: fields[command.name] };
	}
}

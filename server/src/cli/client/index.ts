/** The subcommands of `hashequiv client`, in the order of their usage text. */
import { cleanUnused } from './clean-unused';
import { deleteUser } from './delete-user';
import { gcMark } from './gc-mark';
import { gcMarkStream } from './gc-mark-stream';
import { gcStatus } from './gc-status';
import { gcSweep } from './gc-sweep';
import { get } from './get';
import { getAllUsers } from './get-all-users';
import { getDbQueryColumns } from './get-db-query-columns';
import { getDbUsage } from './get-db-usage';
import { getOuthash } from './get-outhash';
import { getUser } from './get-user';
import { newUser } from './new-user';
import { ping } from './ping';
import { refreshToken } from './refresh-token';
import { remove } from './remove';
import { setUserPerms } from './set-user-perms';
import { resetStats, stats } from './stats';
import { stress } from './stress';
import type { Subcommand } from './subcommand';
import { unihashExists } from './unihash-exists';

export const SUBCOMMANDS: readonly Subcommand[] = [
	get,
	getOuthash,
	unihashExists,
	stats,
	resetStats,
	stress,
	ping,
	remove,
	cleanUnused,
	gcStatus,
	gcMark,
	gcMarkStream,
	gcSweep,
	getDbUsage,
	getDbQueryColumns,
	refreshToken,
	setUserPerms,
	getUser,
	getAllUsers,
	newUser,
	deleteUser,
];

import type { Accounts } from './accounts';
import type { Permissions } from './auth';
import type { CommandTable } from './commands/index';
import type { Seldom } from './seldom';
import type { Stats } from './stats';
import type { Store } from './store/store';
import type { Turns } from './turns';
import type { Upstream } from './upstream/upstream';
import type { WireLimits } from './wire/limits';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';
export type Log = (level: LogLevel, message: string) => void;

/** What the sessions of one server share. */
export interface Service {
	readonly store: Store;
	readonly stats: Stats;
	readonly accounts: Accounts;
	readonly upstream: Upstream | null;
	readonly commands: CommandTable;
	readonly readOnly: boolean;
	readonly anyUnihash: boolean;
	/** Permissions of clients that have not said who they are. */
	readonly anonymous: Permissions;
	readonly limits: WireLimits;
	/** Milliseconds a client may take for its handshake. */
	readonly handshakeTimeout: number;
	/** Where clients wait that have sent more than can be answered at once. */
	readonly turns: Turns;
	/** Which of the database's problems are to be logged. */
	readonly problems: Seldom<string>;
	readonly log: Log;
}

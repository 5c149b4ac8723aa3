/** `hashequiv serve`: the hash equivalence server on the command line, with the flags of `bitbake-hashserv`. */
import { parseArgs } from 'node:util';
import { type Permissions, parseAnonymousPermissions } from '../hashserv/auth';
import { AddressError, CommandError, messageOf, StoreError } from '../hashserv/errors';
import { type HashServer, type HashServerOptions, startHashServer } from '../hashserv/server';
import type { Log, LogLevel } from '../hashserv/service';
import { openSqliteStore } from '../hashserv/store/sqlite';
import { parseAddress } from '../hashserv/transport/address';
import { type Io, UsageError } from './io';

const HELP = `Usage: hashequiv serve [options]

Runs a hash equivalence server for BitBake. Prints one line when it is ready:
  hash equivalence server listening on ADDRESS
ADDRESS is what BB_HASHSERVE is set to. SIGTERM and SIGINT stop it.

Options, with the environment variables they default to:
  -b, --bind ADDRESS    where to listen: HOST:PORT, [IPV6]:PORT, :PORT for every
                        interface, or unix://PATH; port 0 picks a free one
                        (HASHSERVER_BIND, else unix://./hashserve.sock)
  -d, --database FILE   SQLite file, shared with bitbake-hashserv
                        (HASHSERVER_DB, else ./hashserv.db)
  -l, --log LEVEL       ERROR, WARNING, INFO or DEBUG (HASHSERVER_LOG_LEVEL, else WARNING)
  -r, --read-only       answer, but store nothing (HASHSERVER_READ_ONLY=1)
      --anon-perms PERM[,PERM]
                        what clients may do that do not log in: @none, @read, @report, @db-admin
                        (HASHSERVER_ANON_PERMS, else @read,@report,@db-admin; where other
                        machines can connect, @read alone)
      --admin-user NAME, --admin-password PASSWORD
                        an account with every permission, made or updated at the start
                        (HASHSERVER_ADMIN_USER, HASHSERVER_ADMIN_PASSWORD)
      --any-unihash     take unihashes that are not 64 hexadecimal digits,
                        for installations with older hashes
  -h, --help            show this

Not supported yet, and refused: --upstream, --db-username, --db-password, --reuseport.
`;

/** Flags of the reference whose feature does not exist here, and the variables that set them. */
const UNSUPPORTED = {
	upstream: 'HASHSERVER_UPSTREAM',
	'db-username': 'HASHSERVER_DB_USERNAME',
	'db-password': 'HASHSERVER_DB_PASSWORD',
	reuseport: null,
} as const;

const OPTIONS = {
	bind: { type: 'string', short: 'b' },
	database: { type: 'string', short: 'd' },
	log: { type: 'string', short: 'l' },
	upstream: { type: 'string', short: 'u' },
	'read-only': { type: 'boolean', short: 'r' },
	'db-username': { type: 'string' },
	'db-password': { type: 'string' },
	'anon-perms': { type: 'string' },
	'admin-user': { type: 'string' },
	'admin-password': { type: 'string' },
	reuseport: { type: 'boolean' },
	'any-unihash': { type: 'boolean' },
	help: { type: 'boolean', short: 'h' },
} as const;

/** Python's names of the levels, which the reference takes. */
const LEVELS: ReadonlyMap<string, readonly LogLevel[]> = new Map([
	['CRITICAL', []],
	['FATAL', []],
	['ERROR', ['error']],
	['WARN', ['error', 'warn']],
	['WARNING', ['error', 'warn']],
	['INFO', ['error', 'warn', 'info']],
	['DEBUG', ['error', 'warn', 'info', 'debug']],
]);

interface Plan {
	readonly address: string;
	readonly database: string;
	readonly log: Log;
	readonly readOnly: boolean;
	readonly anyUnihash: boolean;
	/** Without it the address decides. */
	readonly anonymous?: Permissions;
	readonly admin?: Admin;
}

type Admin = NonNullable<HashServerOptions['admin']>;

/**
 * Serves until SIGTERM or SIGINT.
 * @returns the exit code: 0 after a clean stop, 1 when the server cannot run, 2 for a mistake on the command line
 */
export async function serve(argv: readonly string[], io: Omit<Io, 'cwd'>): Promise<number> {
	let plan: Plan | null;
	try {
		plan = readPlan(argv, io);
	} catch (error) {
		io.stderr(`hashequiv serve: ${messageOf(error)}\nTry: hashequiv serve --help\n`);
		return 2;
	}
	if (plan === null) {
		io.stdout(HELP);
		return 0;
	}
	const stop = stopSignal();
	try {
		const { database, ...options } = plan;
		const server = await startHashServer({ ...options, store: openSqliteStore(database) });
		io.stdout(`hash equivalence server listening on ${server.address}\n`);
		await stop.received;
		await close(server, plan.log);
		return 0;
	} catch (error) {
		io.stderr(`hashequiv serve: ${explain(error, plan.address)}\n`);
		return 1;
	} finally {
		stop.dispose();
	}
}

/** Null when only help is wanted. */
function readPlan(argv: readonly string[], io: Omit<Io, 'cwd'>): Plan | null {
	const { env } = io;
	const { values } = parseArgs({ args: [...argv], options: OPTIONS, strict: true });
	if (values.help) return null;
	for (const [flag, variable] of Object.entries(UNSUPPORTED)) {
		if (values[flag as keyof typeof UNSUPPORTED] !== undefined) {
			throw new UsageError(`--${flag} is not supported yet`);
		}
		if (variable !== null && env[variable]) {
			throw new UsageError(`${variable} is set, but --${flag} is not supported yet`);
		}
	}
	const address = values.bind ?? env.HASHSERVER_BIND ?? 'unix://./hashserve.sock';
	if (parseAddress(address).kind === 'websocket') {
		throw new UsageError(`--bind ${address}: WebSocket addresses are not supported yet`);
	}
	const database = values.database ?? env.HASHSERVER_DB ?? './hashserv.db';
	if (database.includes('://')) {
		throw new UsageError(`--database ${database}: only SQLite files are supported yet`);
	}
	const level = values.log ?? env.HASHSERVER_LOG_LEVEL ?? 'WARNING';
	const levels = LEVELS.get(level.toUpperCase());
	if (levels === undefined) {
		throw new UsageError(`--log ${level}: choose ERROR, WARNING, INFO or DEBUG`);
	}
	return {
		address,
		database,
		log: (kind, message) => {
			if (levels.includes(kind)) io.stderr(`${kind.toUpperCase()}: ${message}\n`);
		},
		readOnly: values['read-only'] ?? env.HASHSERVER_READ_ONLY === '1',
		anyUnihash: values['any-unihash'] ?? false,
		...anonymousOf(values['anon-perms'] ?? env.HASHSERVER_ANON_PERMS),
		...adminOf(
			values['admin-user'] ?? env.HASHSERVER_ADMIN_USER,
			values['admin-password'] ?? env.HASHSERVER_ADMIN_PASSWORD,
		),
	};
}

function anonymousOf(text: string | undefined): { anonymous?: Permissions } {
	return text === undefined ? {} : { anonymous: parseAnonymousPermissions(text) };
}

function adminOf(username = '', password = ''): { admin?: Admin } {
	if (username === '' && password === '') return {};
	if (username === '') throw new UsageError('--admin-password needs --admin-user');
	if (password === '') throw new UsageError('--admin-user needs --admin-password');
	return { admin: { username, password } };
}

async function close(server: HashServer, log: Log): Promise<void> {
	log('info', 'stopping');
	await server.close();
}

/** Resolves on the first SIGTERM or SIGINT; a second one kills, as without us. */
function stopSignal(): { readonly received: Promise<void>; dispose(): void } {
	let receive: () => void = () => {};
	const received = new Promise<void>((resolve) => {
		receive = resolve;
	});
	function dispose(): void {
		process.off('SIGTERM', listener).off('SIGINT', listener);
	}
	function listener(): void {
		dispose();
		receive();
	}
	process.on('SIGTERM', listener).on('SIGINT', listener);
	return { received, dispose };
}

/** Errors that were foreseen say everything themselves; the system's get the address. */
function explain(error: unknown, address: string): string {
	const foreseen = [StoreError, AddressError, CommandError].some((kind) => error instanceof kind);
	return foreseen ? messageOf(error) : `cannot serve on ${address}: ${messageOf(error)}`;
}

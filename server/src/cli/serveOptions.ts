/** The flags of `hashequiv serve` and the variables they default to. */
import { type Permissions, parseAnonymousPermissions } from '../hashserv/auth';
import type { HashServerOptions, UpstreamConfig } from '../hashserv/server';
import type { Log, LogLevel } from '../hashserv/service';
import { type Address, parseAddress } from '../hashserv/transport/address';
import type { TlsSource } from '../hashserv/transport/connection';
import { type Io, UsageError } from './io';
import { loginFor, readNetrc } from './netrc';
import { parseOptions } from './options';
import { tlsFiles } from './tlsFiles';

/** What --help prints. */
export const HELP = `Usage: hashequiv serve [options]

Runs a hash equivalence server for BitBake. Prints one line when it is ready:
  hash equivalence server listening on ADDRESS
ADDRESS is what BB_HASHSERVE is set to. SIGTERM and SIGINT stop it.

Options, with the environment variables they default to:
  -b, --bind ADDRESS    where to listen: HOST:PORT, [IPV6]:PORT, :PORT for every
                        interface, unix://PATH, ws:// or wss://HOST:PORT; port 0
                        picks a free one
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
  -u, --upstream ADDRESS
                        a server to ask for what this one does not know: HOST:PORT,
                        unix://PATH, ws:// or wss://HOST[:PORT][/PATH] (HASHSERVER_UPSTREAM)
      --upstream-user NAME, --upstream-password TOKEN
                        whom to log in there as (HASHSERVER_UPSTREAM_USER,
                        HASHSERVER_UPSTREAM_PASSWORD, else .netrc by address or host)
      --upstream-timeout SECONDS
                        silence after which its answers count as misses (2)
      --tls-cert FILE, --tls-key FILE
                        certificate chain and key as PEM: the port then takes https and
                        wss, and no longer http and ws; wss://HOST:PORT takes nothing else
                        (HASHSERVER_TLS_CERT, HASHSERVER_TLS_KEY)
      --max-clients N   close further connections as they come (10000)
      --reuseport       let several servers share a TCP port, where the system can
      --any-unihash     take unihashes that are not 64 hexadecimal digits,
                        for installations with older hashes
      --status-file FILE
                        keep a JSON file with process, address, database and figures
                        there while the server runs
  -h, --help            show this

A TCP port serves BitBake's protocol, WebSocket, HTTP /v1/equivalent for BitBake
1.42 and GET /healthz.

Not supported yet, and refused: --db-username, --db-password.
`;

/** Flags of the reference whose feature does not exist here, and the variables that set them. */
const UNSUPPORTED = {
	'db-username': 'HASHSERVER_DB_USERNAME',
	'db-password': 'HASHSERVER_DB_PASSWORD',
} as const;

const OPTIONS = {
	bind: { type: 'string', short: 'b' },
	database: { type: 'string', short: 'd' },
	log: { type: 'string', short: 'l' },
	upstream: { type: 'string', short: 'u' },
	'upstream-user': { type: 'string' },
	'upstream-password': { type: 'string' },
	'upstream-timeout': { type: 'string' },
	'read-only': { type: 'boolean', short: 'r' },
	'db-username': { type: 'string' },
	'db-password': { type: 'string' },
	'anon-perms': { type: 'string' },
	'admin-user': { type: 'string' },
	'admin-password': { type: 'string' },
	'tls-cert': { type: 'string' },
	'tls-key': { type: 'string' },
	'max-clients': { type: 'string' },
	reuseport: { type: 'boolean' },
	'any-unihash': { type: 'boolean' },
	'status-file': { type: 'string' },
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

/** What `serve` was asked to do. */
export interface Plan {
	readonly address: string;
	readonly database: string;
	readonly log: Log;
	readonly readOnly: boolean;
	readonly anyUnihash: boolean;
	/** Without it the address decides. */
	readonly anonymous?: Permissions;
	readonly admin?: Admin;
	readonly tls?: TlsSource;
	readonly upstream?: UpstreamConfig;
	readonly maxClients?: number;
	readonly reusePort: boolean;
	readonly statusFile?: string;
}

type Admin = NonNullable<HashServerOptions['admin']>;

/**
 * Reads flags and variables; null when only help is wanted.
 * @throws UsageError, or what the address and permissions throw, naming the mistake
 */
export function readPlan(argv: readonly string[], io: Omit<Io, 'cwd'>): Plan | null {
	const { env } = io;
	const { values } = parseOptions({ args: [...argv], options: OPTIONS, strict: true });
	if (values.help) return null;
	for (const [flag, variable] of Object.entries(UNSUPPORTED)) {
		if (values[flag as keyof typeof UNSUPPORTED] !== undefined) {
			throw new UsageError(`--${flag} is not supported yet`);
		}
		if (env[variable]) {
			throw new UsageError(`${variable} is set, but --${flag} is not supported yet`);
		}
	}
	const address = values.bind ?? env.HASHSERVER_BIND ?? 'unix://./hashserve.sock';
	const bound = parseAddress(address);
	const database = values.database ?? env.HASHSERVER_DB ?? './hashserv.db';
	if (database.includes('://')) {
		throw new UsageError(`--database ${database}: only SQLite files are supported yet`);
	}
	const level = values.log ?? env.HASHSERVER_LOG_LEVEL ?? 'WARNING';
	const levels = LEVELS.get(level.toUpperCase());
	if (levels === undefined) {
		throw new UsageError(`--log ${level}: choose ERROR, WARNING, INFO or DEBUG`);
	}
	const readOnly = values['read-only'] ?? env.HASHSERVER_READ_ONLY === '1';
	const upstream = upstreamOf(values, io);
	if (readOnly && upstream.upstream !== undefined) {
		throw new UsageError('--read-only and --upstream do not go together');
	}
	return {
		address,
		database,
		...upstream,
		log: (kind, message) => {
			if (levels.includes(kind)) io.stderr(`${kind.toUpperCase()}: ${message}\n`);
		},
		readOnly,
		anyUnihash: values['any-unihash'] ?? false,
		reusePort: values.reuseport ?? false,
		...(values['status-file'] === undefined ? {} : { statusFile: values['status-file'] }),
		...tlsOf(
			bound,
			values['tls-cert'] ?? env.HASHSERVER_TLS_CERT,
			values['tls-key'] ?? env.HASHSERVER_TLS_KEY,
		),
		...maxClientsOf(values['max-clients']),
		...anonymousOf(values['anon-perms'] ?? env.HASHSERVER_ANON_PERMS),
		...adminOf(
			values['admin-user'] ?? env.HASHSERVER_ADMIN_USER,
			values['admin-password'] ?? env.HASHSERVER_ADMIN_PASSWORD,
		),
	};
}

function upstreamOf(
	values: Readonly<Partial<Record<keyof typeof OPTIONS, string | boolean>>>,
	{ env, stderr }: Omit<Io, 'cwd'>,
): { upstream?: UpstreamConfig } {
	const text = (flag: keyof typeof OPTIONS, variable: string): string =>
		String(values[flag] ?? env[variable] ?? '');
	const address = text('upstream', 'HASHSERVER_UPSTREAM');
	const username = text('upstream-user', 'HASHSERVER_UPSTREAM_USER');
	const token = text('upstream-password', 'HASHSERVER_UPSTREAM_PASSWORD');
	const timeout = Number(values['upstream-timeout'] ?? 2) * 1000;
	if (address === '') {
		if (username === '' && token === '') return {};
		throw new UsageError('--upstream-user and --upstream-password need --upstream');
	}
	parseAddress(address);
	if (!(timeout > 0)) {
		throw new UsageError('--upstream-timeout: a number of seconds above 0 is needed');
	}
	if ((username === '') !== (token === '')) {
		throw new UsageError('--upstream-user and --upstream-password need each other');
	}
	const warn = (message: string): void => stderr(`WARN: ${message}\n`);
	const credentials =
		username === ''
			? loginFor(readNetrc(env, warn), address, 'without default')
			: { username, token };
	return { upstream: { address, timeout, ...(credentials === null ? {} : { credentials }) } };
}

function tlsOf(address: Address, cert = '', key = ''): { tls?: TlsSource } {
	if (cert === '' && key === '') {
		if (address.kind === 'websocket' && address.secure) {
			throw new UsageError('a wss:// address needs --tls-cert and --tls-key');
		}
		return {};
	}
	if (address.kind === 'unix') throw new UsageError('TLS needs a TCP port, not a Unix socket');
	if (cert === '') throw new UsageError('--tls-key needs --tls-cert');
	if (key === '') throw new UsageError('--tls-cert needs --tls-key');
	return { tls: tlsFiles(cert, key) };
}

function maxClientsOf(text: string | undefined): { maxClients?: number } {
	if (text === undefined) return {};
	const maxClients = Number(text);
	if (!Number.isInteger(maxClients) || maxClients < 1) {
		throw new UsageError(`--max-clients ${text}: a whole number above 0 is needed`);
	}
	return { maxClients };
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

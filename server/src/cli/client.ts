/** `hashequiv client`: asks a hash equivalence server, as `bitbake-hashclient` does. One file per subcommand in `client/`. */
import { createInterface } from 'node:readline';
import type { ParseArgsOptionsConfig } from 'node:util';
import { connectionAdvice } from '../hashserv/connection-advice';
import { AddressError, CommandError, ConnectionLostError, messageOf } from '../hashserv/errors';
import type { Login } from '../hashserv/login';
import { parseAddress } from '../hashserv/transport/address';
import { SUBCOMMANDS } from './client/index';
import { connectServer, type Identity, type Server } from './client/server';
import type { ClientIo, Run } from './client/subcommand';
import { type Command, type Io, UsageError } from './io';
import { loginFor, readNetrc } from './netrc';
import { parseOptions } from './options';
import { suggestion } from './suggestion';

const DEFAULT_ADDRESS = 'unix://./hashserve.sock';

export const USAGE = `usage: hashequiv client [OPTION]... COMMAND [ARGUMENT]...

Asks a hash equivalence server, ours or BitBake's.

      --address ADDRESS   HOST:PORT, unix://PATH, ws:// or wss://HOST[:PORT][/PATH]
                          (HASHSERVER_ADDRESS, else ${DEFAULT_ADDRESS})
  -l, --login USERNAME    whom to log in as (HASHSERVER_USER)
  -p, --password TOKEN    with which token (HASHSERVER_PASSWORD)
  -b, --become USERNAME   act as that user, where that is allowed
  -n, --no-netrc          do not look for name and token in .netrc, where the
                          machine is the whole ADDRESS or its host
      --log LEVEL         taken for the reference's sake

${SUBCOMMANDS.map(({ name, args, summary }) => `  ${`${name} ${args}`.trimEnd()}\n      ${summary}`).join('\n')}

Exit code: 0 done, 1 the server refused or could not be reached, 2 wrong usage.
`;

const OPTIONS = {
	address: { type: 'string' },
	log: { type: 'string' },
	login: { type: 'string', short: 'l' },
	password: { type: 'string', short: 'p' },
	become: { type: 'string', short: 'b' },
	'no-netrc': { type: 'boolean', short: 'n', default: false },
} as const satisfies ParseArgsOptionsConfig;

/** Runs one subcommand. */
export const client: Command = (argv, io) => runClient(argv, { ...io, lines: standardInput() });

/** The same with lines from elsewhere. */
export async function runClient(argv: readonly string[], io: ClientIo): Promise<number> {
	const { options, name, rest } = split(argv);
	const { values } = parseOptions({ args: options, options: OPTIONS, strict: true });
	const run = prepare(name, rest);
	const address = values.address ?? io.env.HASHSERVER_ADDRESS ?? DEFAULT_ADDRESS;
	try {
		parseAddress(address);
	} catch (error) {
		if (error instanceof AddressError) throw new UsageError(error.message);
		throw error;
	}
	const login = loginOf(values, address, io);
	return perform(run, address, { login, become: values.become ?? null }, io);
}

async function perform(
	run: Run,
	address: string,
	identity: Identity,
	io: ClientIo,
): Promise<number> {
	let server: Server | null = null;
	try {
		server = await connectServer(address, identity);
		return await run(server, io);
	} catch (error) {
		if (error instanceof CommandError) io.stderr(`ERROR: ${error.message}\n`);
		else io.stderr(`hashequiv client: ${explain(error, address)}\n`);
		return 1;
	} finally {
		server?.close();
	}
}

function explain(error: unknown, address: string): string {
	const message = messageOf(error);
	const named = message.startsWith(address) ? message : `${address}: ${message}`;
	return named + adviceOn(error);
}

/** What to do then. */
function adviceOn(error: unknown): string {
	if (error instanceof ConnectionLostError) {
		return '. It does not know the command, as one that is read-only or old, or could not carry it out: its log says why';
	}
	const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
	const code = first instanceof Error && 'code' in first ? String(first.code) : '';
	return ['ECONNREFUSED', 'ENOENT', 'ENOTFOUND'].includes(code)
		? '. No server runs there: start it, or name another with --address'
		: connectionAdvice(first);
}

/** Opened when the first line is asked for, so that nothing else waits for standard input. */
async function* standardInput(): AsyncGenerator<string> {
	yield* createInterface({ input: process.stdin });
}

function prepare(name: string | undefined, rest: readonly string[]): Run {
	if (name === undefined) throw new UsageError('a command is missing');
	const subcommand = SUBCOMMANDS.find((each) => each.name === name);
	if (subcommand === undefined) {
		const known = SUBCOMMANDS.map((each) => each.name);
		throw new UsageError(`there is no client command "${name}"${suggestion(name, known)}`);
	}
	return subcommand.prepare(rest);
}

/** Options of our own stand before the subcommand, as with the reference: some subcommands have the same letters. */
function split(argv: readonly string[]): {
	options: string[];
	name: string | undefined;
	rest: string[];
} {
	let index = 0;
	while (index < argv.length && argv[index]?.startsWith('-')) {
		index += takesValue(argv[index] ?? '') ? 2 : 1;
	}
	return {
		options: argv.slice(0, index),
		name: argv[index],
		rest: argv.slice(index + 1),
	};
}

function takesValue(word: string): boolean {
	return Object.entries(OPTIONS).some(
		([name, option]) =>
			option.type === 'string' &&
			(word === `--${name}` || ('short' in option && word === `-${option.short}`)),
	);
}

function loginOf(
	values: { login?: string; password?: string; 'no-netrc': boolean },
	address: string,
	{ env, stderr }: Io,
): Login | null {
	const username = values.login ?? env.HASHSERVER_USER;
	if (username !== undefined && username !== '') {
		return { username, token: values.password ?? env.HASHSERVER_PASSWORD ?? '' };
	}
	if (values['no-netrc']) return null;
	const netrc = readNetrc(env, (message) => stderr(`WARN: ${message}\n`));
	return loginFor(netrc, address, 'with default');
}

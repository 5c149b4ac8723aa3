/** `hashequiv share`: makes this machine the other side of a shared cache. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { AddressError, CommandError, messageOf, StoreError } from '../hashserv/errors';
import { buildCache } from '../share/buildCache';
import { parentProcess } from '../share/parentProcess';
import { type Listen, parseListen } from '../share/ports';
import { type Share, type ShareOptions, startShare } from '../share/share';
import type { SharingInfo } from '../shared/sharing';
import { type Command, type Io, UsageError } from './io';
import { parseOptions } from './options';
import { stopSignal } from './stopSignal';
import { buildDirectoryOption, evaluateBuildDirectory, releaseOption } from './target';

const FILES_PORT = 8687;
const HASHSERV_PORT = 8686;

export const USAGE = `usage: hashequiv share [--build-dir DIR] [OPTION]...

Shares a build's cache with other builds, for reading only, until Ctrl+C or
SIGTERM: SSTATE_DIR and DL_DIR over HTTP, its hash equivalences through a hash
server. Prints what is served and the lines that clients put in their
conf/local.conf or conf/site.conf.

  --build-dir DIR             the build whose cache is shared (the current folder)
  --bind HOST[:PORT]          where to serve files (127.0.0.1, which only this
                              machine can reach; ${FILES_PORT} or the next free port).
                              0.0.0.0 is every interface
  --hashserv-bind HOST[:PORT] where to serve equivalences (the host of --bind;
                              ${HASHSERV_PORT} or the next free port)
  --name HOST                 how clients reach this machine, when not by the
                              address in --bind
  --sstate-dir DIR            instead of the build's SSTATE_DIR
  --dl-dir DIR                instead of the build's DL_DIR
  --database FILE             instead of the hash server database of the build
  --no-sstate, --no-downloads, --no-hashserv
                              leave a part out
  --list                      answer folders with a list of what is in them
  --save FILE                 write the lines for clients to a file, too
  --release NAME              of the build and its clients, when it cannot be told

Nobody needs a password to read what is shared: serve it where you trust
everybody who can connect.

Exit code: 0 stopped, 1 cannot share, 2 wrong usage.
`;

const OPTIONS = {
	'build-dir': { type: 'string' },
	bind: { type: 'string', default: '127.0.0.1' },
	'hashserv-bind': { type: 'string' },
	name: { type: 'string' },
	'sstate-dir': { type: 'string' },
	'dl-dir': { type: 'string' },
	database: { type: 'string' },
	'no-sstate': { type: 'boolean', default: false },
	'no-downloads': { type: 'boolean', default: false },
	'no-hashserv': { type: 'boolean', default: false },
	list: { type: 'boolean', default: false },
	save: { type: 'string' },
	release: { type: 'string' },
} as const;

export const share: Command = async (argv, io) => {
	const { values } = parseOptions({ args: [...argv], options: OPTIONS });
	const options = shareOptions(values, io);
	const { save } = values;
	const parent = parentProcess();
	const stop = stopSignal();
	let running: Share | undefined;
	try {
		running = await startShare(options);
		const { info } = running;
		if (save !== undefined) saveBlock(resolve(io.cwd, save), info.block);
		io.stdout(describe(info, options));
		parent?.tell(running);
		await Promise.race([stop.received, ...(parent === undefined ? [] : [parent.gone])]);
		return 0;
	} catch (error) {
		io.stderr(`hashequiv share: ${explain(error)}\n`);
		return 1;
	} finally {
		stop.dispose();
		await running?.close();
		parent?.leave();
	}
};

type Values = ReturnType<typeof parseOptions<{ options: typeof OPTIONS }>>['values'];

function shareOptions(values: Values, io: Io): ShareOptions {
	const buildDirectory = buildDirectoryOption(values['build-dir'], io);
	const build = evaluateBuildDirectory(buildDirectory, releaseOption(values.release), io);
	const cache = buildCache(build);
	const path = (name: 'sstate-dir' | 'dl-dir' | 'database'): string | undefined =>
		values[name] === undefined ? undefined : resolve(io.cwd, values[name]);
	const folder = (
		option: 'sstate-dir' | 'dl-dir',
		variable: string,
		known: string | undefined,
	): string => {
		const chosen = path(option) ?? known;
		if (chosen !== undefined) return chosen;
		throw new UsageError(
			`${variable} of the build cannot be told: name it with --${option}, or leave it out`,
		);
	};
	const folders = {
		...(values['no-sstate'] ? {} : { sstate: folder('sstate-dir', 'SSTATE_DIR', cache.sstateDir) }),
		...(values['no-downloads'] ? {} : { downloads: folder('dl-dir', 'DL_DIR', cache.dlDir) }),
	};
	if (Object.keys(folders).length === 0 && values['no-hashserv']) {
		throw new UsageError('nothing is left to share');
	}
	const files = listenOption('--bind', values.bind, FILES_PORT);
	const database = path('database');
	return {
		buildDirectory,
		cache,
		folders,
		files,
		hashServer: values['no-hashserv']
			? null
			: {
					...listenOption('--hashserv-bind', values['hashserv-bind'] ?? files.host, HASHSERV_PORT),
					...(database === undefined ? {} : { database }),
				},
		...(values.name === undefined ? {} : { publicHost: values.name }),
		list: values.list,
		log: (level, message) => io.stderr(`${level.toUpperCase()}: ${message}\n`),
	};
}

function listenOption(option: string, text: string, port: number): Listen {
	const listen = parseListen(text, port);
	if (listen !== undefined) return listen;
	throw new UsageError(
		`${option} ${text}: expected HOST or HOST:PORT, such as 192.168.1.5:${port}`,
	);
}

function describe(info: SharingInfo, { folders }: ShareOptions): string {
	const rows = [
		[info.sstate, folders.sstate],
		[info.downloads, folders.downloads],
		[info.hashServer, 'hash equivalences'],
	].filter(([address]) => address !== undefined);
	const width = Math.max(...rows.map(([address]) => address?.length ?? 0));
	const missing = Object.values(folders).filter((folder) => !existsSync(folder));
	const notes = [
		...info.notes,
		...missing.map((folder) => `${folder} does not exist yet: it is served once a build makes it.`),
		info.isLocal
			? 'Only this machine can connect. --bind with an address of this machine, or 0.0.0.0 for all of them, opens the cache to others.'
			: 'Whoever can connect may read all of this without a password. Nobody may change anything.',
	];
	return [
		'Sharing, read-only:',
		...rows.map(([address = '', what]) => `  ${address.padEnd(width)}  ${what}`),
		...notes,
		'',
		'For conf/local.conf or conf/site.conf of each client:',
		'',
		info.block,
	].join('\n');
}

/** @throws UsageError for a file that holds something else */
function saveBlock(path: string, block: string): void {
	const firstWords = block.slice(0, block.indexOf(' of '));
	if (existsSync(path) && !readFileSync(path, 'utf8').startsWith(firstWords)) {
		throw new UsageError(`--save ${path}: this file holds something else and is left as it is`);
	}
	writeFileSync(path, block);
}

/** Errors that were foreseen say everything themselves. */
function explain(error: unknown): string {
	if (error instanceof UsageError) return error.message;
	const foreseen = [StoreError, AddressError, CommandError].some((kind) => error instanceof kind);
	const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
	const advice = isTaken ? '. Choose another port, or none to take the next free one' : '';
	return `${foreseen ? '' : 'cannot share: '}${messageOf(error)}${advice}`;
}

/**
 * The language server: over IPC when the extension starts it, over standard
 * input and output with `--stdio` for other editors. Puts the two halves
 * together, the configuration language and the hash server.
 */
import './shared/localise';
import { homedir, hostname } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { createConnection, LSPErrorCodes, ProposedFeatures } from 'vscode-languageserver/node';
import { readNetrc } from './cli/netrc';
import { findCache } from './connect/probe/findCache';
import { doctorIn } from './doctor/process';
import { createExplorer } from './hashserv/explore/explorer';
import { createDatabaseReader } from './hashserv/explore/reader';
import { createRemotes } from './hashserv/explore/remotes';
import { createHashServerHost } from './hashserv/host';
import type { Login } from './hashserv/login';
import { createSampler } from './hashserv/metrics/sampler';
import { reach } from './hashserv/reach';
import { startLanguageServer } from './lsp/server';
import { createShareHost } from './share/host';

// Half again of what lives may be garbage before it is collected, instead of several times as much.
setFlagsFromString('--heap-growing-percent=50');

/**
 * Where programs keep state between runs, the same for every editor of this
 * user. A home folder may be several machines', and process numbers are one's.
 */
function stateFolder(): string {
	const base = process.env.XDG_STATE_HOME || join(homedir(), '.local/state');
	return join(base, 'yocto-hash-equivalence/servers', hostname());
}

/**
 * The login that BitBake would find for the whole address of a hash server, or
 * for the host of a mirror. Read anew each time: it may just have been added.
 */
function loginFor(machine: string): Login | null {
	const { HOME } = process.env;
	return readNetrc(HOME === undefined ? {} : { HOME }, () => {}).get(machine) ?? null;
}

const connection = createConnection(ProposedFeatures.all, {
	connectionStrategy: {
		// Where edits come faster than answers, only the last of them is worth an evaluation.
		cancelUndispatched: () => ({
			jsonrpc: '2.0',
			id: null,
			error: { code: LSPErrorCodes.RequestCancelled, message: 'The request was cancelled.' },
		}),
	},
});

const reader = createDatabaseReader(join(__dirname, 'database-reader.js'));
const remotes = createRemotes();
const hashServer = createHashServerHost({
	workerPath: join(__dirname, 'hashserv-worker.js'),
	detached: { cliPath: join(__dirname, 'hashequiv.js'), folder: stateFolder() },
	log: (level, message) => connection.console[level](message),
	beforeStop: reader.close,
});

startLanguageServer(connection, {
	hashServer,
	sampler: createSampler({ host: hashServer, reader, remotes }),
	doctor: doctorIn(join(__dirname, 'hashequiv.js')),
	explorer: createExplorer({ state: () => hashServer.state, reader, remotes }),
	reach,
	findCache: (text, options) => findCache(text, { ...options, loginFor }),
	sharing: createShareHost({
		cliPath: join(__dirname, 'hashequiv.js'),
		log: (level, message) => connection.console[level](message),
	}),
});

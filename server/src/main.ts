/**
 * The language server: over IPC when the extension starts it, over standard
 * input and output with `--stdio` for other editors. With cli.ts the only file
 * that knows both halves, the configuration language and the hash server.
 */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { createHashServerHost } from './hashserv/host';
import { startLanguageServer } from './lsp/server';

/** Where programs keep state between runs, the same for every editor of this user. */
function stateFolder(): string {
	const base = process.env.XDG_STATE_HOME || join(homedir(), '.local/state');
	return join(base, 'yocto-hash-equivalence/servers');
}

const connection = createConnection(ProposedFeatures.all);

const hashServer = createHashServerHost({
	workerPath: join(__dirname, 'hashserv-worker.js'),
	detached: { cliPath: join(__dirname, 'hashequiv.js'), folder: stateFolder() },
	log: (level, message) => connection.console[level](message),
});

startLanguageServer(connection, hashServer);

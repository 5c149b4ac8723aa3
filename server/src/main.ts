/**
 * The language server: over IPC when the extension starts it, over standard
 * input and output with `--stdio` for other editors. With cli.ts the only file
 * that knows both halves, the configuration language and the hash server.
 */
import { join } from 'node:path';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { createHashServerHost } from './hashserv/host';
import { startLanguageServer } from './lsp/server';

const connection = createConnection(ProposedFeatures.all);

const hashServer = createHashServerHost({
	workerPath: join(__dirname, 'hashserv-worker.js'),
	log: (level, message) => connection.console[level](message),
});

startLanguageServer(connection, hashServer);

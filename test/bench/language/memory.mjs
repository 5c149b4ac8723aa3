import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';

const rpc = createRequire(import.meta.url)('vscode-languageserver/node');

/** Megabytes of resident memory of the language server, started with the extension's arguments and environment, after a hundred keystrokes in a build's local.conf. */
export async function memoryOf(script, build, { execArgv, env }) {
	const server = spawn(process.execPath, [...execArgv, script, '--stdio'], {
		env: { ...process.env, ...env },
		stdio: ['pipe', 'pipe', 'inherit'],
	});
	const connection = rpc.createMessageConnection(
		new rpc.StreamMessageReader(server.stdout),
		new rpc.StreamMessageWriter(server.stdin),
	);
	const file = path.join(build, 'conf/local.conf');
	const uri = pathToFileURL(file).href;
	const text = readFileSync(file, 'utf8');
	let published = () => {};
	connection.onNotification('textDocument/publishDiagnostics', (params) => {
		if (params.uri === uri) published(params.version);
	});
	const versionPublished = (version) =>
		new Promise((resolve) => {
			published = (seen) => {
				if (seen === version) resolve();
			};
		});
	connection.listen();
	await connection.sendRequest('initialize', {
		processId: process.pid,
		rootUri: pathToFileURL(build).href,
		capabilities: {},
	});
	await connection.sendNotification('initialized', {});
	const opened = versionPublished(1);
	await connection.sendNotification('textDocument/didOpen', {
		textDocument: { uri, languageId: 'properties', version: 1, text },
	});
	await opened;
	for (let version = 2; version <= 100; version++) {
		const seen = versionPublished(version);
		await connection.sendNotification('textDocument/didChange', {
			textDocument: { uri, version },
			contentChanges: [{ text: `${text}X = "${version}"\n` }],
		});
		await seen;
	}
	const status = readFileSync(`/proc/${server.pid}/status`, 'utf8');
	await connection.sendRequest('shutdown');
	await connection.sendNotification('exit');
	connection.dispose();
	return Number(/VmRSS:\s+(\d+)/.exec(status)[1]) / 1024;
}

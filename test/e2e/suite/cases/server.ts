/** The embedded hash server, from commands to the wire. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { type Case, until } from '../../support/cases';
import { answersPing, connectHashClient, hashOf } from '../../support/hashClient';
import { buildFolder, localConf, positionOf } from '../window';

const METHOD = 'oe.sstatesig.OEOuthashBasic';

export const serverCases: readonly Case<undefined>[] = [
	{
		name: 'the server starts by command, answers BitBake, and puts its database into SSTATE_DIR',
		async run() {
			const document = await localConf('SSTATE_DIR = "${TOPDIR}/shared"\n');
			await document.save();
			await vscode.commands.executeCommand('hashEquivalence.startServer');
			await until('an answer', () => answersPing(address()));
			const client = await connectHashClient(address());
			const report = {
				method: METHOD,
				taskhash: hashOf(1),
				outhash: hashOf(2),
				unihash: hashOf(1),
			};
			assert.deepEqual(await client.request({ report }), {
				taskhash: hashOf(1),
				method: METHOD,
				unihash: hashOf(1),
			});
			client.close();
			assert.ok(existsSync(path.join(buildFolder(), 'shared/hashserv.db')));
		},
	},
	{
		name: 'a code lens above BB_HASHSERVE offers what fits the running server',
		async run() {
			const document = await localConf('SSTATE_DIR = "${TOPDIR}/shared"\nBB_HASHSERVE = "auto"\n');
			await until('the lens', async () => {
				const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
					'vscode.executeCodeLensProvider',
					document.uri,
					10,
				);
				return lenses.some(
					({ range, command }) =>
						range.start.line === positionOf(document, 'BB_HASHSERVE').line &&
						command?.command === 'hashEquivalence.useServer',
				);
			});
		},
	},
	{
		name: 'the server stops by command and can start again',
		async run() {
			await vscode.commands.executeCommand('hashEquivalence.stopServer');
			assert.equal(await answersPing(address()), false);
			await vscode.commands.executeCommand('hashEquivalence.startServer');
			const client = await connectHashClient(address());
			const get = { method: METHOD, taskhash: hashOf(1) };
			assert.deepEqual(await client.request({ get }), { ...get, unihash: hashOf(1) });
			client.close();
			await vscode.commands.executeCommand('hashEquivalence.stopServer');
			assert.equal(await answersPing(address()), false);
		},
	},
];

function address(): string {
	return vscode.workspace.getConfiguration('hashEquivalence').get('server.address', '');
}

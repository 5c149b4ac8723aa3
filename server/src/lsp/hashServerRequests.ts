import type { Connection } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { useServerEdits } from '../features/useServer';
import { ruleContext } from '../rules/run';
import { COMMANDS } from '../shared/commands';
import type { StartServerParams, UseServerParams, UseServerResult } from '../shared/messages';
import type { InitializationOptions, Settings } from '../shared/settings';
import type { ServerState } from '../shared/state';
import type { Builds } from './builds';
import { toEdit } from './convert';
import { addressOf, databasePath, type HashServer, type StartOptions } from './hashServer';
import * as requests from './requests';
import { pathOf, uriOf } from './uris';

interface Parts {
	readonly connection: Connection;
	readonly hashServer: HashServer;
	readonly builds: Builds;
	openByPath(path: string): TextDocument | undefined;
	settings(): Settings;
	options(): InitializationOptions;
}

/** Answers what the client asks of the hash equivalence server. */
export class HashServerRequests {
	private readonly parts: Parts;

	constructor(parts: Parts) {
		this.parts = parts;
	}

	listen(): void {
		const { connection, hashServer } = this.parts;
		connection.onRequest(requests.startServer, (params) => this.start(params));
		connection.onRequest(requests.stopServer, () => hashServer.stop());
		connection.onRequest(requests.restartServer, (params) => this.restart(params));
		connection.onRequest(requests.useServer, (params) => this.useServer(params));
		connection.onExecuteCommand(({ command, arguments: [argument] = [] }) =>
			this.execute(command, (argument ?? {}) as StartServerParams),
		);
	}

	start(params: StartServerParams): Promise<ServerState> {
		return this.run(params, (chosen) => this.parts.hashServer.start(chosen));
	}

	private restart(params: StartServerParams): Promise<ServerState> {
		return this.run(params, (chosen) => this.parts.hashServer.restart(chosen));
	}

	private async run(
		{ address, buildUri }: StartServerParams,
		action: (chosen: StartOptions) => Promise<ServerState>,
	): Promise<ServerState> {
		const { builds } = this.parts;
		const settings = this.parts.settings();
		const { upstream, anonymousPermissions } = settings.server;
		const options = this.parts.options();
		if (options.trusted === false) {
			return failed(
				'The hash server does not start in a workspace that is not trusted. Trust the workspace first.',
			);
		}
		// The build whose SSTATE_DIR decides where the database is.
		const directory = buildUri === undefined ? builds.directories[0] : pathOf(buildUri);
		const build =
			directory === undefined
				? undefined
				: (builds.get(directory) ?? builds.evaluate(directory)).build;
		const database = databasePath(settings, build, options.storagePath);
		return database === undefined
			? failed(
					'There is no folder for the database: neither the shared state, nor the build directory, nor the storage of the extension can be written to. Name a file in the setting hashEquivalence.server.database.',
				)
			: action({
					address: address ?? settings.server.address,
					database,
					...(upstream === '' ? {} : { upstream }),
					...(anonymousPermissions === '' ? {} : { anonymousPermissions }),
				});
	}

	private useServer({ buildUri }: UseServerParams): UseServerResult {
		const { builds, hashServer, openByPath } = this.parts;
		const directory = pathOf(buildUri);
		const { build, extraHandlers } = builds.evaluate(directory);
		const path = `${directory}/conf/local.conf`;
		const uri = openByPath(path)?.uri ?? uriOf(path);
		const nothing = (alreadyDone: string): UseServerResult => ({ uri, edits: [], alreadyDone });
		const file = build.evaluation.files.get(path);
		if (!file) return nothing(`There is no conf/local.conf in ${directory} to write to.`);
		const address = addressOf(hashServer.state);
		if (address === undefined) {
			return nothing('No hash server is running, so there is no address to write.');
		}
		const context = ruleContext(build, { files: [path], extraHandlers });
		const edits = useServerEdits(context, file, address).map((edit) => toEdit(edit, file.index));
		return edits.length > 0
			? { uri, edits }
			: nothing(`${builds.labelOf(directory)} uses the server at ${address} already.`);
	}

	/** The commands of editors that do not have them themselves. */
	private async execute(command: string, params: StartServerParams): Promise<unknown> {
		const { builds, connection, hashServer } = this.parts;
		if (command === COMMANDS.start) return this.start(params);
		if (command === COMMANDS.restart) return this.restart(params);
		if (command === COMMANDS.stop) return hashServer.stop();
		if (command !== COMMANDS.useServer) return undefined;
		await this.start(params);
		const buildUri = params.buildUri ?? builds.directories.map(uriOf)[0];
		if (buildUri === undefined) return undefined;
		const { uri, edits } = this.useServer({ buildUri });
		return connection.workspace.applyEdit({ changes: { [uri]: [...edits] } });
	}
}

function failed(message: string): ServerState {
	return { kind: 'failed', message };
}

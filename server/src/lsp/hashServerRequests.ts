import * as l10n from '@vscode/l10n';
import { type Connection, MessageType, ShowMessageNotification } from 'vscode-languageserver/node';
import { useServerEdits } from '../features/useServer';
import { ruleContext } from '../rules/run';
import { COMMANDS } from '../shared/commands';
import {
	RESTART_SERVER,
	START_SERVER,
	STOP_SERVER,
	type StartServerParams,
	USE_SERVER,
	type UseServerParams,
	type UseServerResult,
} from '../shared/messages';
import type { InitializationOptions } from '../shared/settings';
import { addressOf, type ServerState } from '../shared/state';
import { sentences } from '../text/sentences';
import { toEdit } from './convert';
import { databasePath, type HashServer, type StartOptions } from './hashServer';
import { onRequest, signalOf } from './requests';
import { pathOf, uriOf } from './uris';
import type { Workspace } from './workspace';

interface Parts {
	readonly connection: Connection;
	readonly hashServer: HashServer;
	readonly workspace: Workspace;
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
		onRequest(connection, START_SERVER, (params, signal) => this.start(params, signal));
		onRequest(connection, STOP_SERVER, () => hashServer.stop());
		onRequest(connection, RESTART_SERVER, (params, signal) => this.restart(params, signal));
		onRequest(connection, USE_SERVER, (params) => this.useServer(params));
		connection.onExecuteCommand(({ command, arguments: [argument] = [] }, token) =>
			this.execute(command, readParams(argument), signalOf(token)),
		);
	}

	start(params: StartServerParams, signal?: AbortSignal): Promise<ServerState> {
		return this.run(params, (chosen) => this.parts.hashServer.start(chosen, signal));
	}

	private restart(params: StartServerParams, signal?: AbortSignal): Promise<ServerState> {
		return this.run(params, (chosen) => this.parts.hashServer.restart(chosen, signal));
	}

	private async run(
		{ address, buildUri }: StartServerParams,
		action: (chosen: StartOptions) => Promise<ServerState>,
	): Promise<ServerState> {
		const { builds, settings } = this.parts.workspace;
		const { upstream, anonymousPermissions, lifetime } = settings.server;
		const options = this.parts.options();
		if (options.trusted === false) {
			return failed(
				l10n.t(
					'The hash server does not start in a workspace that is not trusted. Trust the workspace first.',
				),
			);
		}
		// The build whose SSTATE_DIR decides where the database is.
		const directory = buildUri === undefined ? builds.directories[0] : pathOf(buildUri);
		const build =
			directory === undefined || !builds.isBuild(directory)
				? undefined
				: (builds.get(directory) ?? builds.evaluate(directory)).build;
		const database = databasePath(settings, build, options.storagePath);
		return database === undefined
			? failed(
					l10n.t(
						'There is no folder for the database: neither the shared state, nor the build directory, nor the storage of the extension can be written to. Name a file in the setting hashEquivalence.server.database.',
					),
				)
			: action({
					address: address ?? settings.server.address,
					database,
					detached: lifetime === 'detached',
					...(upstream === '' ? {} : { upstream }),
					...(anonymousPermissions === '' ? {} : { anonymousPermissions }),
				});
	}

	private useServer({ buildUri }: UseServerParams): UseServerResult {
		const { hashServer, workspace } = this.parts;
		const { builds } = workspace;
		const directory = pathOf(buildUri);
		const path = `${directory}/conf/local.conf`;
		const uri = workspace.openByPath(path)?.uri ?? uriOf(path);
		const nothing = (alreadyDone: string): UseServerResult => ({ uri, edits: [], alreadyDone });
		if (!builds.isBuild(directory)) return nothing(l10n.t`${directory} is no build directory.`);
		const { build } = builds.evaluate(directory);
		const file = build.evaluation.files.get(path);
		if (!file) return nothing(l10n.t`There is no conf/local.conf in ${directory} to write to.`);
		const address = addressOf(hashServer.state);
		if (address === undefined) {
			return nothing(l10n.t('No hash server is running, so there is no address to write.'));
		}
		const context = ruleContext(build, { files: [path] });
		const chosen = useServerEdits(context, file, address);
		if (chosen === undefined) {
			const { line, file: path = directory } = build.evaluation.data.origin('BB_HASHSERVE') ?? {};
			const place = line === undefined ? path : `${path}:${line}`;
			return nothing(
				l10n.t`A line in local.conf would not win: an override, an append or a later file sets BB_HASHSERVE. Change it there: ${place}.`,
			);
		}
		const edits = chosen.map((edit) => toEdit(edit, file.index));
		return edits.length > 0
			? { uri, edits }
			: nothing(l10n.t`${builds.labelOf(directory)} uses the server at ${address} already.`);
	}

	/** The commands of editors that do not have them themselves. What comes of them is said in a message. */
	private async execute(
		command: string,
		params: StartServerParams,
		signal: AbortSignal,
	): Promise<unknown> {
		const { hashServer } = this.parts;
		if (command === COMMANDS.stop) return hashServer.stop();
		const actions: Readonly<Record<string, () => Promise<ServerState>>> = {
			[COMMANDS.start]: () => this.start(params, signal),
			[COMMANDS.restart]: () => this.restart(params, signal),
			[COMMANDS.useServer]: () => this.start(params, signal),
		};
		const state = await actions[command]?.();
		if (state?.kind === 'failed') this.say(MessageType.Error, state.message);
		else if (command === COMMANDS.useServer && state?.kind !== 'stopped') {
			await this.writeAddress(params);
		}
		return state;
	}

	/** Has the client write the server's address into a build's local.conf. */
	private async writeAddress(params: StartServerParams): Promise<void> {
		const { connection, hashServer, workspace } = this.parts;
		const uris = workspace.builds.directories.map(uriOf);
		const buildUri = params.buildUri ?? (uris.length === 1 ? uris[0] : undefined);
		if (buildUri === undefined) {
			this.say(
				MessageType.Warning,
				uris.length === 0
					? l10n.t(
							'No build directory with a conf/local.conf was found. If it is elsewhere, name it in the setting hashEquivalence.buildDirectories.',
						)
					: l10n.t(
							'There are several build directories. Use the server from the conf/local.conf of one of them.',
						),
			);
			return;
		}
		const { uri, edits, alreadyDone } = this.useServer({ buildUri });
		if (alreadyDone !== undefined) {
			this.say(MessageType.Info, alreadyDone);
			return;
		}
		const byHand = l10n.t`Write BB_HASHSERVE = "${addressOf(hashServer.state) ?? ''}" in ${pathOf(uri)} yourself.`;
		if (!workspace.can.applyEdits) {
			this.say(
				MessageType.Warning,
				sentences(l10n.t('This editor takes no edits from a language server.'), byHand),
			);
			return;
		}
		const result = await connection.workspace.applyEdit({ changes: { [uri]: [...edits] } });
		if (result.applied) return;
		const what = result.failureReason
			? l10n.t`The edit was not applied (${result.failureReason}).`
			: l10n.t('The edit was not applied.');
		this.say(MessageType.Error, sentences(what, byHand));
	}

	private say(type: MessageType, message: string): void {
		const { connection } = this.parts;
		void connection.sendNotification(ShowMessageNotification.type, { type, message });
	}
}

/** The arguments of a command, which another editor may leave out. */
function readParams(argument: unknown): StartServerParams {
	const { address, buildUri } = Object(argument) as Readonly<Record<string, unknown>>;
	return {
		...(typeof address === 'string' ? { address } : {}),
		...(typeof buildUri === 'string' ? { buildUri } : {}),
	};
}

function failed(message: string): ServerState {
	return { kind: 'failed', message };
}

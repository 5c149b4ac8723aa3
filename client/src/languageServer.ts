import { randomUUID } from 'node:crypto';
import type { CancellationToken, Disposable, ExtensionContext, LogOutputChannel } from 'vscode';
import { l10n } from 'vscode';
import {
	ErrorCodes,
	type LanguageClient,
	type RequestType,
	ResponseError,
	State,
} from 'vscode-languageclient/node';
import type { FindCacheProgress, FoundCache } from '../../server/src/shared/connect';
import type { DoctorProgress, DoctorResult } from '../../server/src/shared/doctor';
import type { StartServerParams, UseServerResult } from '../../server/src/shared/messages';
import type { ServerState } from '../../server/src/shared/state';
import { createLanguageClient, sendSettings } from './languageClient';
import { reportFailedStart, reportLostServer } from './languageServerMessages';
import {
	doctorProgress,
	findCache,
	findCacheProgress,
	focusChanged,
	refresh,
	restartServer,
	runDoctor,
	startServer,
	statusChanged,
	stopServer,
	useServer,
} from './requests';
import type { Phase, StatusStore } from './status/statusStore';

/** The language server as the rest of the extension sees it: its life, and what it can be asked. */
export interface LanguageServer extends Disposable {
	/** Starts the language server, or starts it afresh with today's settings and trust. Never rejects. */
	restart(): Promise<void>;
	/** Stops it for good; settles when its process has gone. */
	stop(): Promise<void>;
	settingsChanged(): Promise<void>;
	/** Tells whether somebody works in this window. */
	tellFocus(focused: boolean): void;
	/** Has everything looked at again, and puts what comes of it into the store. */
	refresh(): Promise<void>;
	startHashServer(params: StartServerParams): Promise<ServerState>;
	stopHashServer(): Promise<ServerState>;
	restartHashServer(params: StartServerParams): Promise<ServerState>;
	useHashServer(buildUri: string): Promise<UseServerResult>;
	/** Examines a build; rejects when it is cancelled. */
	runDoctor(
		buildUri: string,
		token: CancellationToken,
		onProgress: (progress: DoctorProgress) => void,
	): Promise<DoctorResult>;
	/** Asks a host what a build could use of it; rejects when it is cancelled. */
	findCache(
		text: string,
		token: CancellationToken,
		onProgress: (progress: FindCacheProgress) => void,
	): Promise<FoundCache>;
	/** Asks what is no part of the status. */
	request<P, R>(type: RequestType<P, R, void>, params: P): Promise<R>;
}

const PHASES: Readonly<Record<State, Phase>> = {
	[State.Starting]: 'loading',
	[State.Running]: 'ready',
	[State.StartFailed]: 'unavailable',
	[State.Stopped]: 'unavailable',
};

/** Makes the handle; nothing runs until `restart` is called. */
export function createLanguageServer(
	context: ExtensionContext,
	log: LogOutputChannel,
	status: StatusStore,
): LanguageServer {
	let client: LanguageClient | undefined;
	// Starts and stops queue up here: a client must not be stopped while it starts.
	let lastStep: Promise<void> = Promise.resolve();

	async function ask<T>(request: (client: LanguageClient) => Promise<T>): Promise<T> {
		await lastStep;
		if (client?.state !== State.Running) {
			throw new Error(l10n.t('The language server of Yocto Hash Equivalence is not running.'));
		}
		try {
			return await request(client);
		} catch (error) {
			if (error instanceof ResponseError && error.code === ErrorCodes.PendingResponseRejected) {
				throw new Error(l10n.t('The language server stopped before it answered.'));
			}
			throw error;
		}
	}

	async function close(): Promise<void> {
		const old = client;
		client = undefined;
		// Rejects for a client that never came up; there is nothing left to stop then.
		await old?.dispose().catch((error) => log.debug(String(error)));
	}

	async function open(): Promise<void> {
		await close();
		const next = createLanguageClient(context, log);
		client = next;
		next.onNotification(statusChanged, (snapshot) => status.set(snapshot));
		next.onDidChangeState(({ newState }) => {
			// A client on its way out must not overwrite what its successor reports.
			if (client === next) {
				follow(newState);
			}
		});
		// The log has the reason already, and `follow` tells the user.
		await next.start().catch((error) => log.error(String(error)));
	}

	function follow(state: State): void {
		const lost = state === State.Stopped ? status.snapshot.server : undefined;
		status.setPhase(PHASES[state]);
		if (state === State.StartFailed) {
			void reportFailedStart(log, server.restart);
		} else if (lost?.kind === 'running') {
			void reportLostServer(log, lost.address);
		}
	}

	function enqueue(step: () => Promise<void>): Promise<void> {
		lastStep = lastStep.then(step).catch((error) => log.error(String(error)));
		return lastStep;
	}

	const server: LanguageServer = {
		restart: () => enqueue(open),
		stop: () => enqueue(close),
		settingsChanged: async () => {
			if (client?.state === State.Running) {
				await sendSettings(client);
			}
		},
		tellFocus: (focused) => {
			if (client?.state === State.Running) {
				void client.sendNotification(focusChanged, { focused });
			}
		},
		refresh: () => ask(async (it) => status.set(await it.sendRequest(refresh))),
		startHashServer: (params) => ask((it) => it.sendRequest(startServer, params)),
		stopHashServer: () => ask((it) => it.sendRequest(stopServer)),
		restartHashServer: (params) => ask((it) => it.sendRequest(restartServer, params)),
		useHashServer: (buildUri) => ask((it) => it.sendRequest(useServer, { buildUri })),
		runDoctor: (buildUri, token, onProgress) =>
			ask(async (it) => {
				const progressToken = randomUUID();
				const listening = it.onProgress(doctorProgress, progressToken, onProgress);
				try {
					return await it.sendRequest(runDoctor, { buildUri, progressToken }, token);
				} finally {
					listening.dispose();
				}
			}),
		findCache: (text, token, onProgress) =>
			ask(async (it) => {
				const progressToken = randomUUID();
				const listening = it.onProgress(findCacheProgress, progressToken, onProgress);
				try {
					return await it.sendRequest(findCache, { text, progressToken }, token);
				} finally {
					listening.dispose();
				}
			}),
		request: (type, params) => ask((it) => it.sendRequest(type.method, params)),
		dispose: () => void server.stop(),
	};
	return server;
}

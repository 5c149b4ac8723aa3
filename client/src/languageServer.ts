import { randomUUID } from 'node:crypto';
import type { CancellationToken, Disposable, ExtensionContext, LogOutputChannel } from 'vscode';
import { l10n } from 'vscode';
import {
	ErrorCodes,
	type LanguageClient,
	ProgressType,
	ResponseError,
	State,
} from 'vscode-languageclient/node';
import {
	FOCUS_CHANGED,
	type FocusParams,
	REFRESH,
	STATUS_CHANGED,
} from '../../server/src/shared/messages';
import type { LongRequest, Nothing, Request } from '../../server/src/shared/protocol';
import type { StatusSnapshot } from '../../server/src/shared/state';
import { createLanguageClient, sendSettings } from './languageClient';
import { reportFailedStart, reportLostServer } from './languageServerMessages';
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
	/** @throws Error in a sentence, the server's own where it says no */
	request<R>(type: Request<Nothing, R>): Promise<R>;
	/** What comes of it when it is cancelled is up to whoever answers; it may reject, too. */
	request<P, R>(type: Request<P, R>, params: P, token?: CancellationToken): Promise<R>;
	/** Likewise; also rejects when it is cancelled. */
	longRequest<P, R, S>(
		type: LongRequest<P, R, S>,
		params: P,
		token: CancellationToken,
		onProgress: (step: S) => void,
	): Promise<R>;
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

	function request<P, R>(
		{ method }: Request<P, R>,
		params?: P,
		token?: CancellationToken,
	): Promise<R> {
		return ask((it) =>
			params === undefined ? it.sendRequest(method) : it.sendRequest(method, params, token),
		);
	}

	function longRequest<P, R, S>(
		{ method }: LongRequest<P, R, S>,
		params: P,
		token: CancellationToken,
		onProgress: (step: S) => void,
	): Promise<R> {
		return ask(async (it) => {
			const progressToken = randomUUID();
			const listening = it.onProgress(new ProgressType<S>(), progressToken, onProgress);
			try {
				return await it.sendRequest(method, { ...params, progressToken }, token);
			} finally {
				listening.dispose();
			}
		});
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
		next.onNotification(STATUS_CHANGED.method, (snapshot: StatusSnapshot) => status.set(snapshot));
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
				void client.sendNotification(FOCUS_CHANGED.method, { focused } satisfies FocusParams);
			}
		},
		refresh: async () => status.set(await server.request(REFRESH)),
		request,
		longRequest,
		dispose: () => void server.stop(),
	};
	return server;
}

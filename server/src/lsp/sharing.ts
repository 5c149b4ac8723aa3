import * as l10n from '@vscode/l10n';
import type { Connection } from 'vscode-languageserver/node';
import { effectiveValue } from '../features/effectiveValue';
import { isLoopback } from '../shared/loopback';
import {
	type ShareParams,
	type SharingState,
	START_SHARING,
	STOP_SHARING,
} from '../shared/sharing';
import type { ServerState } from '../shared/state';
import { findRelease } from '../yocto/releases';
import { onRequest } from './requests';
import { pathOf } from './uris';
import type { Workspace } from './workspace';

/** The cache that this window shares. The composition root hands in the real one. */
export interface Sharing {
	/** Undefined when nothing is shared. */
	readonly state: SharingState | undefined;
	onDidChange(listener: () => void): void;
	/** Undefined when the signal cancelled it: then nothing is shared. */
	start(request: ShareRequest, signal?: AbortSignal): Promise<SharingState | undefined>;
	stop(): Promise<void>;
}

/** What is shared, and where. */
interface ShareRequest extends Omit<ShareParams, 'buildUri'> {
	readonly buildDirectory: string;
	readonly database?: string;
	readonly release?: string;
}

interface Parts {
	readonly connection: Connection;
	readonly workspace: Workspace;
	readonly sharing: Sharing;
	isTrusted(): boolean;
	/** Of the window's own hash server. */
	serverState(): ServerState;
}

/** Answers the client's requests to share a build's cache. */
export function answerSharing(parts: Parts): void {
	const { connection, workspace, sharing, isTrusted, serverState } = parts;
	onRequest(connection, START_SHARING, async ({ buildUri, ...chosen }, signal) => {
		const buildDirectory = pathOf(buildUri);
		if (!isTrusted()) {
			return failed(l10n.t('A cache is shared only from a trusted workspace.'));
		}
		if (!workspace.builds.isBuild(buildDirectory)) {
			return failed(l10n.t`${buildDirectory} is no build directory: it has no conf/local.conf.`);
		}
		const release = findRelease(workspace.settings.release)?.codename;
		const database = databaseOf(serverState(), chosen.host, hashServeOf(workspace, buildDirectory));
		const request = {
			...chosen,
			buildDirectory,
			...(release === undefined ? {} : { release }),
			...(database === undefined ? {} : { database }),
		};
		return (await sharing.start(request, signal)) ?? null;
	});
	onRequest(connection, STOP_SHARING, async () => {
		await sharing.stop();
		return null;
	});
}

/** The database of the window's own server, when the build uses it but the clients will not be able to. */
function databaseOf(
	server: ServerState,
	host: string,
	hashServe: string | null,
): string | undefined {
	const isUsed = server.kind === 'running' && server.address === hashServe;
	return isUsed && !isLoopback(host) && isLoopback(server.address) ? server.database : undefined;
}

function hashServeOf({ builds }: Workspace, directory: string): string | null {
	const { build } = builds.get(directory) ?? builds.evaluate(directory);
	return effectiveValue(build, 'BB_HASHSERVE').value;
}

function failed(message: string): SharingState {
	return { kind: 'failed', message };
}

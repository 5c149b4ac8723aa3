import { accessSync, constants, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { effectiveValue } from '../features/effectiveValue';
import type { Settings } from '../shared/settings';
import type { ServerState } from '../shared/state';
import type { BuildEvaluation } from '../yocto/build';

/**
 * The hash equivalence server as the language server sees it. The composition
 * root hands in the real one, so that this half does not know the other.
 */
export interface HashServer {
	readonly state: ServerState;
	onDidChange(listener: (state: ServerState) => void): { dispose(): void };
	/** The signal cancels it: then nothing of it is left. */
	start(options: StartOptions, signal?: AbortSignal): Promise<ServerState>;
	/** Shows a server that runs on its own at the address, if there is one; starts nothing. */
	discover(address: string): Promise<ServerState>;
	stop(): Promise<ServerState>;
	restart(options: StartOptions, signal?: AbortSignal): Promise<ServerState>;
	dispose(): Promise<void>;
}

/** What a hash server is started with. */
export interface StartOptions {
	readonly address: string;
	readonly database: string;
	readonly upstream?: string;
	readonly anonymousPermissions?: string;
	/** In a process of its own, which outlives the language server. */
	readonly detached?: boolean;
}

/**
 * Path of the database: the setting's, else `hashserv.db` in the effective
 * SSTATE_DIR, where its equivalences belong, else in the build directory, else
 * in the extension's storage. A folder that cannot be made or written is passed over.
 */
export function databasePath(
	settings: Settings,
	build: BuildEvaluation | undefined,
	storagePath: string | undefined,
): string | undefined {
	if (settings.server.database !== '') return settings.server.database;
	const candidates: string[] = [];
	if (build && build.directory !== '') {
		const { value, isStatic } = effectiveValue(build, 'SSTATE_DIR');
		if (isStatic && value?.startsWith('/') && !value.includes('${')) candidates.push(value);
		candidates.push(build.directory);
	}
	if (storagePath !== undefined) candidates.push(storagePath);
	const folder = candidates.find(isUsable);
	return folder === undefined ? undefined : join(folder, 'hashserv.db');
}

function isUsable(folder: string): boolean {
	try {
		mkdirSync(folder, { recursive: true });
		accessSync(folder, constants.W_OK);
		return true;
	} catch {
		return false;
	}
}

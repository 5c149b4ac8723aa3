import {
	type Connection,
	InlayHintRefreshRequest,
	SemanticTokensRefreshRequest,
} from 'vscode-languageserver/node';
import { effectiveValue } from '../features/effectiveValue';
import { DECIDING_VARIABLES } from '../features/meaning';
import type { Abilities } from './abilities';
import type { Builds } from './builds';

/**
 * Has the editor ask again for what it shows of a document when another file
 * changed that: which overrides are active, and what the build really uses.
 */
export class Refresher {
	private readonly connection: Connection;
	private shown = '';

	constructor(connection: Connection) {
		this.connection = connection;
	}

	/** To be called after every evaluation. */
	check(builds: Builds, can: Abilities): void {
		const now = JSON.stringify(builds.directories.map((directory) => stateOf(builds, directory)));
		if (now === this.shown) return;
		this.shown = now;
		// An answer that does not come must not end the process.
		if (can.refreshTokens) {
			this.connection.sendRequest(SemanticTokensRefreshRequest.type).catch(() => {});
		}
		if (can.refreshInlays) {
			this.connection.sendRequest(InlayHintRefreshRequest.type).catch(() => {});
		}
	}
}

function stateOf(builds: Builds, directory: string): unknown {
	const build = builds.get(directory)?.build;
	if (!build) return undefined;
	const values = DECIDING_VARIABLES.map((name) => effectiveValue(build, name));
	return [build.evaluation.data.overrides(), values];
}

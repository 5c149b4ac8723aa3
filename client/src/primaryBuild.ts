import { type Memento, Uri } from 'vscode';
import type { BuildSnapshot } from '../../server/src/shared/state';
import type { StatusStore } from './status/statusStore';

/** The build directory that commands are about when nothing else says which. */
export interface PrimaryBuild {
	/** The one that was chosen, while it is there; else the only one there is. */
	readonly current: BuildSnapshot | undefined;
	/** Remembers the choice for this workspace. */
	choose(uri: string): Promise<void>;
}

const KEY = 'primaryBuild';

/** Keeps the choice with the workspace, on this machine. */
export function createPrimaryBuild(memory: Memento, status: StatusStore): PrimaryBuild {
	return {
		get current() {
			const { builds } = status.snapshot;
			const chosen = memory.get<string>(KEY);
			const found = builds.find(({ uri }) => Uri.parse(uri).fsPath === chosen);
			return found ?? (builds.length === 1 ? builds[0] : undefined);
		},
		// As a path: an address can be written in more than one way.
		choose: async (uri) => memory.update(KEY, Uri.parse(uri).fsPath),
	};
}

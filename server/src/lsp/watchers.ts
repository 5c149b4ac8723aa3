import {
	type Connection,
	DidChangeWatchedFilesNotification,
	type Disposable,
	type FileSystemWatcher,
	WatchKind,
} from 'vscode-languageserver/node';
import type { Abilities } from './abilities';
import { uriOf } from './uris';

/** Where discovery looks for builds, relative to a workspace folder; see yocto/discover.ts. */
const PLACES = [
	'',
	'*/',
	'*/build/',
	'{build,builds,bitbake-builds}/*/',
	'{build,builds,bitbake-builds}/*/build/',
];

/**
 * Keeps the client watching the files of the builds there are, and the places
 * where builds may appear. Few and shallow: watching a build's tmp/ would cost dearly.
 */
export class Watchers {
	private readonly connection: Connection;
	private registered = '';
	private last: Promise<Disposable | undefined> = Promise.resolve(undefined);

	constructor(connection: Connection) {
		this.connection = connection;
	}

	/** Registers anew if the folders or the builds are others than before. */
	update(folders: readonly string[], builds: readonly string[], can: Abilities): void {
		if (!can.watchFiles) return;
		const watchers = watchersFor(folders, builds, can.watchRelative);
		const text = JSON.stringify(watchers);
		if (text === this.registered) return;
		this.registered = text;
		this.last = this.last.then((old) => this.replace(old, watchers));
	}

	private async replace(
		old: Disposable | undefined,
		watchers: FileSystemWatcher[],
	): Promise<Disposable | undefined> {
		try {
			const type = DidChangeWatchedFilesNotification.type;
			const next = await this.connection.client.register(type, { watchers });
			old?.dispose();
			return next;
		} catch (error) {
			this.connection.console.warn(`The client does not watch files: ${String(error)}`);
			return old;
		}
	}
}

function watchersFor(
	folders: readonly string[],
	builds: readonly string[],
	canBeRelative: boolean,
): FileSystemWatcher[] {
	if (!canBeRelative) return [{ globPattern: '**/conf/*.{conf,inc}' }];
	const watch = (path: string, pattern: string, kind?: WatchKind): FileSystemWatcher => ({
		globPattern: { baseUri: uriOf(path), pattern },
		...(kind === undefined ? {} : { kind }),
	});
	const comeOrGo = WatchKind.Create | WatchKind.Delete;
	return [
		...folders.flatMap((folder) =>
			PLACES.flatMap((place) => [
				watch(folder, `${place}conf/{local,bblayers}.conf`, comeOrGo),
				// Of a folder that is deleted many clients report nothing but the folder itself.
				...(place === '' ? [] : [watch(folder, place.slice(0, -1), WatchKind.Delete)]),
				watch(folder, `${place}conf`, WatchKind.Delete),
			]),
		),
		// Without a slash in the pattern, since VS Code watches everything below the base for one.
		...builds.map((build) => watch(`${build}/conf`, '*.{conf,inc}')),
	];
}

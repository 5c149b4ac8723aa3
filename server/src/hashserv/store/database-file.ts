import { type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import { StoreError } from '../errors';

/**
 * Makes sure that a path holds a file, or nothing yet. To open a pipe waits
 * for ever, and to open a device may do something, so neither is tried.
 * @throws StoreError `is-a-folder` or `not-a-file`
 */
export function requireDatabaseFile(path: string): void {
	const stats = statOf(path);
	if (stats === undefined || stats.isFile()) return;
	if (stats.isDirectory()) {
		throw new StoreError(
			'is-a-folder',
			l10n.t`Database ${path}: this is a folder, not a file. Name a file in it, such as ${join(path, 'hashserv.db')}; it is made if there is none.`,
		);
	}
	throw new StoreError('not-a-file', explain(path, stats));
}

function explain(path: string, stats: Stats): string {
	if (stats.isFIFO()) {
		return l10n.t`Database ${path}: this is a named pipe (FIFO), which keeps nothing. It was not opened. Name a file; it is made if there is none.`;
	}
	if (stats.isSocket()) {
		return l10n.t`Database ${path}: this is a socket, which keeps nothing. It was not opened. Name a file; it is made if there is none.`;
	}
	return l10n.t`Database ${path}: this is a device, in which no database can be kept. It was not opened. Name a file; it is made if there is none.`;
}

/** Undefined as well where it cannot be told: whoever opens it says why. */
function statOf(path: string): Stats | undefined {
	try {
		return statSync(path);
	} catch {
		return undefined;
	}
}

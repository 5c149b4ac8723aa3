import { statSync } from 'node:fs';
import * as l10n from '@vscode/l10n';
import { StoreError } from '../errors';

/**
 * Remembers which file a path names now. The function that it returns throws
 * once that is another file or none: what is written to a database that was
 * deleted, or replaced by a copy, is gone when its last process ends.
 */
export function fileIdentity(path: string): () => void {
	const opened = identityOf(path);
	return () => {
		if (identityOf(path) === opened) return;
		throw new StoreError(
			'replaced',
			l10n.t`Database ${path}: the file was removed or replaced while it was in use, so what is reported could not be found again and is refused. Start the server again.`,
		);
	};
}

function identityOf(path: string): string | undefined {
	const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
	return stats && `${stats.dev} ${stats.ino}`;
}

import { l10n } from 'vscode';

/** What it means that an upstream is asked by the server that it asks. */
export function ringText(): string {
	return l10n.t(
		'It asks this server in turn, itself or through others. What comes back that way is answered from this database alone, so no look-up goes round and builds go on. Give one of the servers another upstream, or none.',
	);
}

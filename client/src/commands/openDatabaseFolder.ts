import { dirname } from 'node:path';
import { l10n, Uri } from 'vscode';
import type { Services } from '../commands';
import { showInformation } from '../notifications';
import { reveal } from './showFolder';

/** Open Database Folder. */
export async function openDatabaseFolder({ status }: Services): Promise<void> {
	const state = status.snapshot.server;
	if (state.kind !== 'running') {
		void showInformation(l10n.t('The hash server is not running, so no database is open.'));
		return;
	}
	const { database } = state;
	const message = l10n.t('The database is {0}.', database);
	await reveal(Uri.file(database), Uri.file(dirname(database)), message);
}

import { env, l10n, window } from 'vscode';
import { addressOf } from '../../../server/src/shared/state';
import type { Services } from '../commands';
import { showInformation } from '../notifications';

/** Copy Server Address: as BB_HASHSERVE takes it. */
export async function copyAddress({ status }: Services): Promise<void> {
	const address = addressOf(status.snapshot.server);
	if (address === undefined) {
		void showInformation(l10n.t('No hash server is running, so there is no address.'));
		return;
	}
	await env.clipboard.writeText(address);
	window.setStatusBarMessage(l10n.t('$(check) Copied {0}', address), 3000);
}

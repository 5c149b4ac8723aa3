import { env, l10n, window } from 'vscode';
import { addressOf } from '../../../server/src/shared/state';
import type { Services } from '../commands';
import { showInformation } from '../notifications';
import { startParamsOf } from './arguments';

/** Copy Server Address: as BB_HASHSERVE takes it; of a line of the status view, the one that is on it. */
export async function copyAddress({ status }: Services, argument: unknown): Promise<void> {
	const address = startParamsOf(argument).address ?? addressOf(status.snapshot.server);
	if (address === undefined) {
		void showInformation(l10n.t('No hash server is running, so there is no address.'));
		return;
	}
	await env.clipboard.writeText(address);
	window.setStatusBarMessage(l10n.t('$(check) Copied {0}', address), 3000);
}

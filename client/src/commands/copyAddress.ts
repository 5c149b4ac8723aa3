import { env, l10n, window } from 'vscode';
import type { Services } from '../commands';

/** Copy Server Address: as BB_HASHSERVE takes it. */
export async function copyAddress({ status }: Services): Promise<void> {
	const state = status.snapshot.server;
	if (state.kind !== 'running' && state.kind !== 'attached') {
		void window.showInformationMessage(
			l10n.t('No hash server is running, so there is no address.'),
		);
		return;
	}
	await env.clipboard.writeText(state.address);
	window.setStatusBarMessage(l10n.t('$(check) Copied {0}', state.address), 3000);
}

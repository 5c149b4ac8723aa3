import { l10n } from 'vscode';
import { USE_SERVER } from '../../../server/src/shared/messages';
import { addressOf } from '../../../server/src/shared/state';
import type { Services } from '../commands';
import { showInformation } from '../notifications';
import { withProgress } from '../progress';
import { applyAndReveal } from './applyEdit';
import { wantsStart } from './arguments';
import { buildOf } from './chooseBuild';
import { startHashServer } from './server';

/** Use This Server in local.conf. */
export async function useServer(services: Services, argument: unknown): Promise<void> {
	const title = l10n.t('Use This Server in local.conf');
	const buildUri = await buildOf(argument, services, title);
	if (buildUri === undefined || !(await ensureServer(services, buildUri, wantsStart(argument)))) {
		return;
	}
	const result = await withProgress(title, services.server.request(USE_SERVER, { buildUri }));
	if (result.alreadyDone === undefined) {
		await applyAndReveal(result);
	} else {
		void showInformation(result.alreadyDone);
	}
}

/** Starts a server when none answers; asks first, unless that was asked for. */
async function ensureServer(
	services: Services,
	buildUri: string,
	startUnasked: boolean,
): Promise<boolean> {
	if (addressOf(services.status.snapshot.server) !== undefined) {
		return true;
	}
	const start = l10n.t('Start Hash Server');
	if (!startUnasked) {
		const choice = await showInformation(l10n.t('No hash server is running yet.'), start);
		if (choice !== start) return false;
	}
	const state = await startHashServer(services, { buildUri });
	return state !== undefined && addressOf(state) !== undefined;
}

import { l10n } from 'vscode';
import { PLAN_CACHE } from '../../../server/src/shared/connect';
import type { Services } from '../commands';
import { carryOut } from '../connect/carryOut';
import { withProgress } from '../progress';
import { buildOf } from './chooseBuild';
import { connectCache } from './connectCache';

/** Use the Yocto Project's Public Cache: for the build in the argument, else the only one or a chosen one. */
export async function usePublicCache(services: Services, argument: unknown): Promise<void> {
	const title = l10n.t('Use the Yocto Project’s Public Cache');
	const buildUri = await buildOf(argument, services, title);
	if (buildUri === undefined) return;
	const cache = { kind: 'public' } as const;
	const planned = services.server.request(PLAN_CACHE, { buildUri, cache });
	await carryOut(services.preview, await withProgress(title, planned), {
		label: l10n.t('Connect to a Shared Cache'),
		run: () => connectCache(services, { buildUri }),
	});
}

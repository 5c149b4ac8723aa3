import { l10n } from 'vscode';
import {
	type FoundCache,
	type FoundService,
	PLAN_CACHE,
	type ServiceKind,
} from '../../../server/src/shared/connect';
import type { Services } from '../commands';
import { carryOut } from '../connect/carryOut';
import { logIn } from '../connect/logIn';
import { pickServices } from '../connect/pickServices';
import { searchCache } from '../connect/search';
import { suggestedHost } from '../connect/suggestedHost';
import { withProgress } from '../progress';
import { buildOf } from './chooseBuild';
import { isTrusted } from './trust';

/** Connect to a Shared Cache: for the build in the argument, else the only one or a chosen one. */
export async function connectCache(services: Services, argument: unknown): Promise<void> {
	if (!(await isTrusted(l10n.t('Servers are asked only from a trusted workspace.')))) return;
	const { server, status, preview } = services;
	const title = l10n.t('Connect to a Shared Cache');
	const buildUri = await buildOf(argument, services, title);
	if (buildUri === undefined) return;
	const build = status.snapshot.builds.find(({ uri }) => uri === buildUri);
	const found = await searchCache(server, title, suggestedHost(build?.settings ?? []));
	if (found === undefined) return;
	const picked = await pickServices(title, found);
	const chosen = picked && (await logIn(server, found.host, picked));
	if (chosen === undefined) return;
	const cache = { kind: 'found', ...partsOf(found, chosen) } as const;
	const planned = server.request(PLAN_CACHE, { buildUri, cache });
	await carryOut(preview, await withProgress(title, planned), {
		label: l10n.t('Try Another Host'),
		run: () => connectCache(services, { buildUri }),
	});
}

function partsOf({ signatureHandler }: FoundCache, chosen: readonly FoundService[]) {
	const of = (kind: ServiceKind) => chosen.find((service) => service.kind === kind);
	const hashServer = of('hashServer');
	const parts = { sstate: of('sstate'), downloads: of('downloads'), hashServer };
	const addresses = Object.entries(parts).flatMap(([name, service]) =>
		service === undefined ? [] : [[name, service.address] as const],
	);
	return {
		...Object.fromEntries(addresses),
		name: hostOf(chosen[0]?.address ?? ''),
		needsLogin: hashServer?.login === 'known',
		...(signatureHandler === undefined ? {} : { signatureHandler }),
	};
}

function hostOf(address: string): string {
	return new URL(address.includes('://') ? address : `tcp://${address}`).hostname;
}

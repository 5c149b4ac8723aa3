import * as l10n from '@vscode/l10n';
import { faultOfAddress } from '../../yocto/address';
import { isFrom, type Release } from '../../yocto/releases';
import { type Setting, type SharedCache, sharedCacheSettings } from '../../yocto/sharedCacheBlock';
import { EQUIVALENCE_HANDLER } from '../../yocto/signatureHandlers';

/** A cache to use, and how. */
export interface CacheToUse extends SharedCache {
	/** For people, as in "Shared cache of build1". */
	readonly name: string;
	/** True when its hash server wants a login. */
	readonly needsLogin?: boolean;
}

/** What a configuration has to say to use a cache. */
export interface Wanted {
	readonly settings: readonly Setting[];
	/** Variables that belong to another way of asking a hash server, and would only be in the way. */
	readonly unwanted: readonly string[];
}

/** The settings for a cache, or why a release cannot use it. */
export function wantedSettings(
	cache: CacheToUse,
	release: Release,
): Wanted | { readonly impossible: string } {
	const { hashServer, needsLogin } = cache;
	if (hashServer !== undefined) {
		const fault = faultOfAddress(hashServer, 'server', release);
		if (fault) {
			return {
				impossible: l10n.t`A build of Yocto ${release.version} cannot ask ${hashServer}: ${fault.reason}.`,
			};
		}
		if (needsLogin && !isFrom(release, '5.0')) {
			return {
				impossible: l10n.t`${hashServer} wants a login, and builds of Yocto ${release.version} cannot log in to a hash server: that came with 5.0. Ask its owner to let anybody look hashes up (@read).`,
			};
		}
	}
	const settings = withHandler(sharedCacheSettings(cache, release), cache);
	if (hashServer === undefined) return { settings, unwanted: [] };
	if (needsLogin) {
		return { settings: askedDirectly(settings, hashServer), unwanted: ['BB_HASHSERVE_UPSTREAM'] };
	}
	const hasUpstream = settings.some(({ name }) => name === 'BB_HASHSERVE_UPSTREAM');
	return {
		settings,
		unwanted: hasUpstream
			? ['BB_HASHSERVE_USERNAME', 'BB_HASHSERVE_PASSWORD']
			: ['BB_HASHSERVE_UPSTREAM'],
	};
}

/** The handler is left out where it is the default; in this build another may be set. */
function withHandler(
	settings: readonly Setting[],
	{ hashServer, signatureHandler }: SharedCache,
): readonly Setting[] {
	const isThere = settings.some(({ name }) => name === 'BB_SIGNATURE_HANDLER');
	const isNeeded = hashServer !== undefined || signatureHandler !== undefined;
	if (isThere || !isNeeded) return settings;
	const value = signatureHandler ?? EQUIVALENCE_HANDLER;
	return [...settings, { name: 'BB_SIGNATURE_HANDLER', operator: '=', value }];
}

/** BitBake logs in to the server of BB_HASHSERVE, never to an upstream. */
function askedDirectly(settings: readonly Setting[], hashServer: string): Setting[] {
	return settings.flatMap((setting) => {
		if (setting.name === 'BB_HASHSERVE_UPSTREAM') return [];
		return setting.name === 'BB_HASHSERVE' ? [{ ...setting, value: hashServer }] : [setting];
	});
}

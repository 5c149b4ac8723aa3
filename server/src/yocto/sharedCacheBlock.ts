import { faultOfAddress } from './address';
import { dialectFor, isFrom, type Release } from './releases';
import { EQUIVALENCE_HANDLER } from './signatureHandlers';

/** A cache that other builds can use. Every part is optional. */
export interface SharedCache {
	/** URL of what SSTATE_DIR holds, such as `http://build1:8687/sstate`. */
	readonly sstate?: string;
	/** URL of what DL_DIR holds. */
	readonly downloads?: string;
	/** The hash equivalence server that belongs to the shared state, in any form of BB_HASHSERVE. */
	readonly hashServer?: string;
	/** What the builds that fill the cache have as BB_SIGNATURE_HANDLER; its hashes name the objects. */
	readonly signatureHandler?: string;
}

/** One line of configuration. */
export interface Setting {
	/** With its override, such as `SSTATE_MIRRORS:prepend`. */
	readonly name: string;
	readonly operator: '=' | '+=';
	readonly value: string;
}

/**
 * What a build of the given release sets to use a shared cache.
 *
 * The cache is asked before other mirrors, which stay. The hash server is the
 * upstream of the build's own where the release has that: then the build keeps
 * what it finds out itself, though the shared server takes no reports.
 */
export function sharedCacheSettings(cache: SharedCache, release: Release): Setting[] {
	return [
		...sstateSettings(cache, release),
		...downloadSettings(cache),
		...hashServerSettings(cache, release),
	];
}

/** The same as text for local.conf or site.conf. */
export function sharedCacheBlock(cache: SharedCache, release: Release): string {
	return sharedCacheSettings(cache, release)
		.map(({ name, operator, value }) => `${name} ${operator} "${value}"\n`)
		.join('');
}

function sstateSettings({ sstate }: SharedCache, release: Release): Setting[] {
	if (sstate === undefined) return [];
	const { separator } = dialectFor(release);
	const pair = `file://.* ${withoutSlash(sstate)}/PATH;downloadfilename=PATH`;
	// Up to BitBake 1.52 pairs were told apart by a literal \n alone.
	const end = isFrom(release, '4.0') ? ' ' : ' \\n ';
	return [{ name: `SSTATE_MIRRORS${separator}prepend`, operator: '=', value: `${pair}${end}` }];
}

function downloadSettings({ downloads }: SharedCache): Setting[] {
	if (downloads === undefined) return [];
	return [
		{ name: 'INHERIT', operator: '+=', value: 'own-mirrors' },
		{ name: 'SOURCE_MIRROR_URL', operator: '=', value: withoutSlash(downloads) },
	];
}

function hashServerSettings(
	{ hashServer, signatureHandler }: SharedCache,
	release: Release,
): Setting[] {
	const handler = signatureHandler ?? EQUIVALENCE_HANDLER;
	const settings: Setting[] = [];
	// From 6.0 on it is the default of every distribution, before of poky alone.
	const isDefault = handler === EQUIVALENCE_HANDLER && isFrom(release, '6.0');
	if (!isDefault) {
		settings.push({ name: 'BB_SIGNATURE_HANDLER', operator: '=', value: handler });
	}
	if (hashServer === undefined || handler !== EQUIVALENCE_HANDLER) return settings;
	if (!isFrom(release, '3.0')) {
		settings.push({
			name: 'SSTATE_HASHEQUIV_SERVER',
			operator: '=',
			value: `http://${hashServer}`,
		});
	} else if (isFrom(release, '3.3') && !faultOfAddress(hashServer, 'upstream', release)) {
		settings.push(
			{ name: 'BB_HASHSERVE', operator: '=', value: 'auto' },
			{ name: 'BB_HASHSERVE_UPSTREAM', operator: '=', value: hashServer },
		);
	} else {
		settings.push({ name: 'BB_HASHSERVE', operator: '=', value: hashServer });
	}
	return settings;
}

function withoutSlash(url: string): string {
	return url.replace(/\/+$/, '');
}

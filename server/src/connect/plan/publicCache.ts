import * as l10n from '@vscode/l10n';
import { PUBLIC_MIRROR } from '../../features/completion/mirrors';
import { OLD_PUBLIC_SERVER, PUBLIC_SERVER } from '../../yocto/address';
import { describeRelease, isFrom, type Release } from '../../yocto/releases';
import type { CacheToUse } from './wantedSettings';

/** The Yocto Project's public cache as a release can use it, or why it cannot. */
export function publicCache(release: Release): CacheToUse | { readonly impossible: string } {
	if (!isFrom(release, '4.0')) {
		return {
			impossible: l10n.t`${describeRelease(release)} is too old for the Yocto Project’s public cache, which serves builds of Yocto 4.0 and later. Nothing in it would match, so local.conf stays as it is. A shared cache of your own serves every release.`,
		};
	}
	return {
		name: 'the Yocto Project',
		sstate: PUBLIC_MIRROR,
		hashServer: isFrom(release, '5.0') ? PUBLIC_SERVER : OLD_PUBLIC_SERVER,
	};
}

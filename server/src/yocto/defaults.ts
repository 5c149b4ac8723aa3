import { isFrom, type Release } from './releases';

/**
 * The name under which defaults appear as the origin of a value when a
 * configuration is looked at without its layers.
 */
export const DEFAULTS_FILE = '/poky/defaults.conf';

/**
 * What poky adds behind a user's configuration, as far as hash equivalence
 * goes. A local.conf that says nothing is therefore not "off". Sources:
 * meta-poky/conf/distro/poky.conf and meta/conf/bitbake.conf of each release.
 */
export function pokyDefaults(release: Release): string {
	const lines = ['SSTATE_DIR ?= "${TOPDIR}/sstate-cache"', 'DL_DIR ?= "${TOPDIR}/downloads"'];
	// The rest of OVERRIDES is known to bitbake.conf alone.
	lines.push('OVERRIDES ?= "${MACHINE}:${DISTRO}:forcevariable"');
	if (isFrom(release, '3.1')) {
		lines.push('BB_HASHSERVE ??= "auto"', 'BB_SIGNATURE_HANDLER ?= "OEEquivHash"');
	} else {
		lines.push('BB_SIGNATURE_HANDLER ?= "OEBasicHash"');
	}
	return `${lines.join('\n')}\n`;
}

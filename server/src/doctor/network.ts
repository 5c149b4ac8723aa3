import { splitWords } from '../text/whitespace';
import type { Patient } from './patient';

/** Why BitBake may not use an address, by the variable that forbids it. */
export type Ban = 'BB_NO_NETWORK' | 'BB_ALLOWED_NETWORKS';

/**
 * Why a build may not fetch from a host; undefined where it may.
 * Source: check_network_access and trusted_network in bb/fetch2.
 */
export function banOf({ hostname }: URL, { variable }: Pick<Patient, 'variable'>): Ban | undefined {
	if (isOn(variable('BB_NO_NETWORK')?.value)) return 'BB_NO_NETWORK';
	const allowed = splitWords(variable('BB_ALLOWED_NETWORKS')?.value.toLowerCase() ?? '');
	const isAllowed = allowed.some(
		(name) =>
			name === hostname || (name.startsWith('*.') && `.${hostname}`.endsWith(name.slice(1))),
	);
	return allowed.length === 0 || isAllowed ? undefined : 'BB_ALLOWED_NETWORKS';
}

/** A value as bb.utils.to_boolean takes it; what that would refuse counts as off. */
export function isOn(value = ''): boolean {
	return ['y', 'yes', '1', 'true', 't'].includes(value.toLowerCase());
}

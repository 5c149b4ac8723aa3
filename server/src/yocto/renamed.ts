import type { DataStore } from '../evaluation/dataStore';
import { isFrom, type Release } from './releases';
import { findVariable } from './variables';

/** What became of a variable that a release does not know any more. */
export interface RenamedVariable {
	readonly name: string;
	/** Today's name; undefined when nothing takes its place. */
	readonly now: string | undefined;
	/** What BitBake says of one that has no new name. */
	readonly remark: string | undefined;
	/** BitBake prints an error and stops; otherwise it passes the variable over. */
	readonly isFatal: boolean;
}

/** BitBake's own list, from 2.0 on, as far as it is not among the known variables. Source: data_smart.py. */
const OTHERS: ReadonlyMap<string, string> = new Map([
	['MULTI_PROVIDER_WHITELIST', 'BB_MULTI_PROVIDER_ALLOWED'],
	['BB_STAMP_POLICY', 'is a deprecated variable and support has been removed'],
	['BB_STAMP_WHITELIST', 'is a deprecated variable and support has been removed'],
]);

/** From the release after it on, BitBake and OpenEmbedded keep lists of former names. */
const LAST_BEFORE_LISTS = '3.4';

/** Undefined for a name that is good in the release, or unknown altogether. */
export function findRenamed(
	name: string,
	release: Release,
	data: DataStore,
): RenamedVariable | undefined {
	const known = findVariable(name);
	const until = known?.until;
	if (known && until === undefined) return undefined;
	if (until !== undefined && until !== LAST_BEFORE_LISTS) {
		const isGone = isFrom(release, until) && release.version !== until;
		return isGone ? { name, now: known?.renamedTo, remark: undefined, isFatal: false } : undefined;
	}
	if (!isFrom(release, '4.0')) return undefined;
	// OpenEmbedded lists its own names where the layers can be read.
	const said = known?.renamedTo ?? OTHERS.get(name) ?? data.flag('BB_RENAMED_VARIABLES', name);
	if (said === undefined) return undefined;
	const isName = !said.includes(' ');
	return {
		name,
		now: isName ? said : undefined,
		remark: isName ? undefined : said,
		isFatal: true,
	};
}

import { ALL_MIRROR_PROTOCOLS, decodeMirrorMember, mirrorProtocols } from '../yocto/mirrors';
import type { Release } from '../yocto/releases';

/** Schemes of fetchers that no mirror variable is expected to hold, but that a pattern may well match. */
const OTHER_FETCHERS = ['repo', 'ccrc', 'npmsw', 'gomod', 'gomodgit'];

/** What a mirror's pattern is good for. */
export type PatternFault =
	/** BitBake cannot even take it apart. */
	| 'no-scheme'
	/** It matches the URLs of no fetcher there ever was. */
	| 'matches-nothing'
	/** It matches only what other releases fetch. */
	| 'other-release';

/** Why a pattern is of no use in a release; undefined for a good one and where it cannot be said. */
export function faultOfPattern(pattern: string, release: Release): PatternFault | undefined {
	const scheme = decodeMirrorMember(pattern)?.scheme;
	if (scheme === undefined) return 'no-scheme';
	if (scheme === '') return undefined;
	const matches = schemeMatcher(scheme);
	if (!matches || OTHER_FETCHERS.some(matches) || mirrorProtocols(release).some(matches)) {
		return undefined;
	}
	return ALL_MIRROR_PROTOCOLS.some(matches) ? 'other-release' : 'matches-nothing';
}

/** True when no object of shared state, `file://` and a relative path, can match the pattern. */
export function matchesNoObject(pattern: string): boolean {
	const { scheme = '', host = '', path = '' } = decodeMirrorMember(pattern) ?? {};
	const matches = schemeMatcher(scheme);
	if (scheme === '' || !matches) return false;
	if (!matches('file')) return true;
	// Objects have no host, and their paths begin without a slash.
	return /^\/(?![?*{|])/.test(path) && !path.includes('|') && !host.includes('|');
}

/** BitBake's fetcher compares a scheme with the pattern as a whole. */
function schemeMatcher(scheme: string): ((name: string) => boolean) | undefined {
	try {
		const expression = new RegExp(`^(?:${scheme})$`);
		return (name) => expression.test(name);
	} catch {
		return undefined;
	}
}

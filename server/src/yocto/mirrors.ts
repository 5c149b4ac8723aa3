import { wordsWithOffsets } from '../text/whitespace';

/** One `REGEX URL` pair of SSTATE_MIRRORS, PREMIRRORS or MIRRORS. */
export interface MirrorPair {
	readonly pattern: string;
	readonly url: string;
}

/** A mirror variable taken apart. */
export interface MirrorList {
	readonly pairs: readonly MirrorPair[];
	/** The member without a partner, when their number is odd. */
	readonly leftover: string | undefined;
	readonly memberCount: number;
}

/**
 * Takes a mirror variable's expanded value apart as BitBake does: a literal
 * `\n` counts as a blank, the words are taken two by two.
 */
export function parseMirrors(value: string): MirrorList {
	const members = wordsWithOffsets(value.replaceAll('\\n', ' ')).map((word) => word.text);
	const pairs: MirrorPair[] = [];
	for (let i = 0; i + 1 < members.length; i += 2) {
		pairs.push({ pattern: members[i]!, url: members[i + 1]! });
	}
	return {
		pairs,
		leftover: members.length % 2 === 1 ? members.at(-1) : undefined,
		memberCount: members.length,
	};
}

/** The host of a mirror's URL, ready to stand before a port (IPv6 in brackets), or undefined for local paths. */
export function hostOfMirror(url: string): string | undefined {
	const [, scheme, authority] = /^([a-z0-9+.-]+):\/\/([^/;]*)/i.exec(url) ?? [];
	if (!scheme || !authority || scheme === 'file') return undefined;
	const host = authority.replace(/^[^@]*@/, '').replace(/:\d*$/, '');
	return host === '' ? undefined : host;
}

/** True for the Yocto Project's public sstate mirrors. */
export function isPublicMirror(url: string): boolean {
	const host = hostOfMirror(url);
	return (
		host === 'sstate.yoctoproject.org' ||
		(host === 'cdn.jsdelivr.net' && url.includes('/yocto/sstate'))
	);
}

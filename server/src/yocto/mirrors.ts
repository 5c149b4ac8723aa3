import { wordsWithOffsets } from '../text/whitespace';
import { isFrom, type Release } from './releases';

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

/** A member of a mirror variable taken apart as BitBake's fetcher does it, patterns and URLs alike. */
export interface MirrorMember {
	readonly scheme: string;
	/** Empty for `file`. */
	readonly host: string;
	/** Of `file`, all that follows `://`; else it starts with a slash. */
	readonly path: string;
	readonly user: string;
	readonly password: string;
	readonly parameters: ReadonlyMap<string, string>;
}

const MEMBER = /^([^:]*):\/\/(?:([^/;]+)@)?([^;]+)(?:;(.*))?/;

/** Undefined for a text without `://`, which BitBake cannot interpret. */
export function decodeMirrorMember(member: string): MirrorMember | undefined {
	const [, scheme, login = '', location = '', rest = ''] = MEMBER.exec(member) ?? [];
	if (scheme === undefined) return undefined;
	const slash = location.indexOf('/');
	const isFile = scheme.toLowerCase() === 'file';
	const colon = login.indexOf(':');
	return {
		scheme,
		host: isFile ? '' : slash < 0 ? location : location.slice(0, slash),
		path: isFile ? location : slash < 0 ? '/' : location.slice(slash),
		user: colon < 0 ? login : login.slice(0, colon),
		password: colon < 0 ? '' : login.slice(colon + 1),
		parameters: new Map(
			rest
				.split(';')
				.filter((part) => part !== '')
				.map((part) => [part.replace(/=.*/s, ''), part.replace(/^[^=]*=?/s, '')]),
		),
	};
}

/** A member as a message may show it: without the password in it. */
export function withoutPassword(member: string): string {
	return member.replace(/^([^:]*:\/\/[^/;:]+):[^/;]+@/, '$1:…@').replace(/(;pswd=)[^;]*/g, '$1…');
}

/** Schemes that OpenEmbedded's sanity check lets pass in a mirror variable, by release. Source: sanity.bbclass. */
const PROTOCOLS: readonly { name: string; from?: string; before?: string }[] = [
	{ name: 'http' },
	{ name: 'https' },
	{ name: 'file' },
	{ name: 'ftp' },
	{ name: 'sftp' },
	{ name: 'ssh' },
	{ name: 's3' },
	{ name: 'git' },
	{ name: 'gitsm' },
	{ name: 'hg' },
	{ name: 'p4' },
	{ name: 'svn' },
	{ name: 'npm' },
	{ name: 'az', from: '3.3' },
	{ name: 'ftps', from: '4.0' },
	{ name: 'crate', from: '4.0' },
	{ name: 'gs', from: '4.3' },
	{ name: 'bzr', before: '6.0' },
	{ name: 'cvs', before: '6.0' },
	{ name: 'osc', before: '6.0' },
];

/** The schemes that a mirror variable may hold in a release. */
export function mirrorProtocols(release: Release): string[] {
	return PROTOCOLS.filter(
		({ from, before }) =>
			(from === undefined || isFrom(release, from)) &&
			(before === undefined || !isFrom(release, before)),
	).map(({ name }) => name);
}

/** The schemes that a mirror variable may hold in some release. */
export const ALL_MIRROR_PROTOCOLS: readonly string[] = PROTOCOLS.map(({ name }) => name);

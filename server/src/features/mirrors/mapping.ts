import { decodeMirrorMember, type MirrorMember } from '../../yocto/mirrors';
import { isFrom, type Release } from '../../yocto/releases';

/** What a pair makes of a URL; `unknown` where that cannot be said without Python. */
export type Mapped = { readonly kind: 'mapped'; readonly url: string } | Failure;

interface Failure {
	readonly kind: 'no match' | 'unknown';
}

/** Something BitBake looks for, to try pairs with. */
export interface Sample {
	readonly url: string;
	/** The archive that BitBake keeps of a repository, which is what it looks for on mirrors. */
	readonly tarball?: string;
}

/** An object of shared state as the sstate class asks for it; its hash is cut short. */
export function sampleObject(release: Release): Sample {
	const extension = isFrom(release, '3.4') ? 'tar.zst' : 'tgz';
	return {
		url: `file://8d/5a/sstate:zlib:core2-64-poky-linux:1.3.1:r0:core2-64:14:8d5a07c9_populate_sysroot.${extension}`,
	};
}

/** Downloads of the usual kinds; other fetchers have rules of their own for names. */
export const SAMPLE_DOWNLOADS: readonly Sample[] = [
	{ url: 'https://example.com/files/zlib-1.3.1.tar.gz' },
	{ url: 'http://example.com/files/zlib-1.3.1.tar.gz' },
	{ url: 'ftp://example.com/files/zlib-1.3.1.tar.gz' },
	{
		url: 'git://example.com/zlib.git;protocol=https;branch=main',
		tarball: 'git2_example.com.zlib.git.tar.gz',
	},
];

/** The words that BitBake replaces in a replacement by parts of the URL it looks for, in its order. */
export const TOKENS = ['TYPE', 'HOST', 'PATH', 'BASENAME', 'MIRRORNAME'] as const;
export type Token = (typeof TOKENS)[number];

/** What a token stands for with a sample. */
export function tokenValue(token: Token, { url }: Sample): string {
	const { scheme, host, path } = decode(url)!;
	switch (token) {
		case 'TYPE':
			return scheme;
		case 'HOST':
			return host;
		case 'PATH':
			return path;
		case 'BASENAME':
			return basename(path);
		case 'MIRRORNAME':
			return `${host.replaceAll(':', '.')}${path.replace(/[/*]/g, '.')}`;
	}
}

/** The URL that BitBake tries in place of the sample's because of a pair. Source: uri_replace of BitBake's fetcher. */
export function mapThrough(sample: Sample, pattern: string, replacement: string): Mapped {
	const from = decode(sample.url);
	const find = decode(pattern);
	const to = decode(replacement);
	if (!from || !find || !to) return { kind: 'unknown' };
	const fill = (text: string): string =>
		TOKENS.reduce(
			(filled, token) => filled.replaceAll(token, () => tokenValue(token, sample)),
			text,
		);

	const scheme = replaceIn(from.scheme, find.scheme, fill(to.scheme), true);
	const host = replaceIn(from.host, find.host, fill(to.host));
	const path = replaceIn(from.path, find.path, fill(to.path));
	if (typeof scheme !== 'string') return scheme;
	if (typeof host !== 'string') return host;
	if (typeof path !== 'string') return path;
	const isTarball = sample.tarball !== undefined && from.scheme !== fill(to.scheme);
	let parameters = new Map(from.parameters);
	if (isTarball) parameters = new Map();
	else {
		for (const [name, value] of find.parameters) {
			if (from.parameters.get(name) !== value) return { kind: 'no match' };
		}
	}
	for (const [name, value] of to.parameters) parameters.set(name, fill(value));
	const name = isTarball
		? sample.tarball
		: /^(file|https?|ftp)$/.test(from.scheme)
			? basename(from.path)
			: undefined;
	if (isOdd(scheme, to, path, name, basename(from.path))) return { kind: 'unknown' };
	const url = encode({
		scheme,
		host,
		path: name ? withName(path, name) : path,
		user: to.user === '' ? from.user : to.user,
		parameters,
	});
	return { kind: 'mapped', url };
}

function decode(url: string): MirrorMember | undefined {
	const decoded = decodeMirrorMember(url);
	if (!decoded) return undefined;
	try {
		return { ...decoded, path: decodeURIComponent(decoded.path) };
	} catch {
		return decoded;
	}
}

/** Python's `re.match` and `re.sub` for one component; an empty replacement empties it. */
function replaceIn(
	text: string,
	pattern: string,
	replacement: string,
	whole = false,
): string | Failure {
	if (!isPlain(pattern)) return { kind: 'unknown' };
	let expression: RegExp;
	try {
		expression = new RegExp(
			`^(?:${pattern}${whole && pattern && !pattern.endsWith('$') ? '$' : ''})`,
		);
	} catch {
		return { kind: 'unknown' };
	}
	const match = expression.exec(text);
	if (!match) return { kind: 'no match' };
	if (replacement === '') return '';
	// A reference to a group that is not there makes BitBake fail.
	const groups = Array.from(replacement.matchAll(/\\(.?.?)/g), ([, group = '']) => group);
	if (!groups.every((group) => /^[1-9](?!\d)/.test(group) && Number(group[0]) < match.length)) {
		return { kind: 'unknown' };
	}
	const inserted = replacement.replace(/\\(\d)/g, (_, group: string) => match[Number(group)] ?? '');
	return inserted + text.slice(match[0].length);
}

/** False for what Python's patterns have and JavaScript's do not, and for what could take for ever. */
function isPlain(pattern: string): boolean {
	const isForeign = /\(\?(?![:=!])|\\[AZ]|[*+?}]\+|\{,/.test(pattern);
	const isSlow = /\)[*+{]/.test(pattern) || (pattern.match(/[*+{]/g) ?? []).length > 4;
	return !isForeign && !isSlow;
}

/** True for what releases of BitBake make different things of. */
function isOdd(
	scheme: string,
	to: MirrorMember,
	path: string,
	name: string | undefined,
	original: string,
): boolean {
	const isNameEnd = name !== undefined && path.endsWith(name) && !`/${path}`.endsWith(`/${name}`);
	const isOtherName = name !== undefined && name !== original && path.endsWith(original);
	const isOddFile = scheme === 'file' ? to.user !== '' : !path.startsWith('/');
	return isNameEnd || isOtherName || isOddFile;
}

/** BitBake sees to it that the path ends in the name of what is looked for. */
function withName(path: string, name: string): string {
	if (`/${path}`.endsWith(`/${name}`)) return path;
	return path === '' ? name : `${path}${path.endsWith('/') ? '' : '/'}${name}`;
}

function basename(path: string): string {
	return path.slice(path.lastIndexOf('/') + 1);
}

function encode({
	scheme,
	host,
	path,
	user,
	parameters,
}: Pick<MirrorMember, 'scheme' | 'host' | 'path' | 'user' | 'parameters'>): string {
	const isFile = scheme === 'file';
	const login = user !== '' && !isFile ? `${user}@` : '';
	const where = path
		.replace(/\/{2,}/g, '/')
		.split('/')
		.map(quote)
		.join('/');
	const rest = Array.from(parameters, ([name, value]) => `;${name}=${value}`).join('');
	return `${scheme}://${login}${isFile ? '' : host}${where}${rest}`;
}

/** Python's `urllib.parse.quote`, which also takes what encodeURIComponent leaves. */
function quote(text: string): string {
	return encodeURIComponent(text).replace(
		/[!'()*]/g,
		(character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
	);
}

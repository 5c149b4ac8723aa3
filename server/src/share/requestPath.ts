import type { RootName } from './names';

/** What a request's path asks for. */
export type RequestPath =
	| { readonly kind: 'about' }
	| { readonly kind: 'path'; readonly root: RootName; readonly segments: readonly string[] }
	/** A path that cannot be read, or tries to lead out of its folder. */
	| { readonly kind: 'bad' }
	| { readonly kind: 'unknown' };

/**
 * Takes the target of a request apart. Colons and plus signs may be
 * percent-encoded or not: BitBake's fetchers do both. A plus sign is never a
 * blank, and slashes in a row are one.
 */
export function parseRequestPath(target: string): RequestPath {
	const end = target.search(/[?#]/);
	const path = decode(end < 0 ? target : target.slice(0, end));
	if (path === undefined || !path.startsWith('/') || path.includes('\0')) return { kind: 'bad' };
	const [root, ...segments] = path.split('/').filter((segment) => segment !== '');
	if (root === undefined) return { kind: 'about' };
	if (segments.some((segment) => segment === '..' || segment === '.')) return { kind: 'bad' };
	return root === 'sstate' || root === 'downloads'
		? { kind: 'path', root, segments }
		: { kind: 'unknown' };
}

function decode(text: string): string | undefined {
	if (!text.includes('%')) return text;
	try {
		return decodeURIComponent(text);
	} catch {
		return undefined;
	}
}

import { decodeMirrorMember, type MirrorPair } from '../yocto/mirrors';

/** Where a mirror would have an object. */
export type Location =
	| { readonly kind: 'http'; readonly url: string }
	| { readonly kind: 'file'; readonly path: string };

/**
 * Where BitBake looks for `file://PATH` on a mirror; undefined when the pair
 * does not apply to it or its scheme is not one that can be asked here.
 * Source: uri_replace in bb/fetch2.
 */
export function locate({ pattern, url }: MirrorPair, path: string): Location | undefined {
	const wanted = decodeMirrorMember(pattern);
	const target = decodeMirrorMember(url);
	if (!wanted || !target || !matches(`^(?:${wanted.scheme})$`, 'file')) return undefined;
	const replaced = replacePath(wanted.path, target.path, path);
	if (replaced === undefined) return undefined;
	if (target.scheme === 'file') return { kind: 'file', path: replaced };
	if (!/^https?$/.test(target.scheme)) return undefined;
	const login = target.user === '' ? '' : `${loginOf(target.user, target.password)}@`;
	const quoted = replaced.split('/').map(encodeURIComponent).join('/');
	return { kind: 'http', url: `${target.scheme}://${login}${target.host}${quoted}` };
}

/** The address of a mirror itself, without what stands for an object. */
export function baseOf(url: string): Location | undefined {
	const target = decodeMirrorMember(url);
	if (!target) return undefined;
	const path = target.path.replace(/\/?(?:PATH|BASENAME|MIRRORNAME).*$/, '/');
	if (target.scheme === 'file') return { kind: 'file', path };
	if (!/^https?$/.test(target.scheme)) return undefined;
	const login = target.user === '' ? '' : `${loginOf(target.user, target.password)}@`;
	return { kind: 'http', url: `${target.scheme}://${login}${target.host}${path}` };
}

function loginOf(user: string, password: string): string {
	return `${encodeURIComponent(user)}:${encodeURIComponent(password)}`;
}

function replacePath(pattern: string, replacement: string, path: string): string | undefined {
	const basename = path.slice(path.lastIndexOf('/') + 1);
	const match = execute(pattern === '' ? '.*' : pattern, path);
	if (!match) return undefined;
	const filled = replacement
		.replaceAll('BASENAME', () => basename)
		.replaceAll('PATH', () => path)
		.replace(/\\(\d)/g, (_, group: string) => match[Number(group)] ?? '');
	const result = filled + path.slice(match[0].length);
	return `/${result}`.endsWith(`/${basename}`)
		? result
		: `${result.replace(/\/$/, '')}/${basename}`;
}

function matches(pattern: string, text: string): boolean {
	return execute(pattern, text) !== undefined;
}

/** At the start of the text; undefined for no match, and for what JavaScript does not take as a pattern. */
function execute(pattern: string, text: string): RegExpExecArray | undefined {
	try {
		return new RegExp(`^(?:${pattern})`).exec(text) ?? undefined;
	} catch {
		return undefined;
	}
}

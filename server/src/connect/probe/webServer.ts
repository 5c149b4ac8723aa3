import type { FoundService, ServiceKind } from '../../shared/connect';
import { type Announced, readAnnounced } from './announced';
import type { Patience } from './hashServer';
import type { LoginFor } from './login';
import { getPage, type Page } from './page';

/** What a web server holds of a cache. */
export interface WebCache {
	readonly services: readonly FoundService[];
	readonly announced: Announced;
}

type FileKind = Exclude<ServiceKind, 'hashServer'>;

const PLACES: readonly { readonly path: string; readonly kind: FileKind }[] = [
	{ path: '/sstate', kind: 'sstate' },
	{ path: '/sstate-cache', kind: 'sstate' },
	{ path: '/downloads', kind: 'downloads' },
];

/** A folder that nobody has: tells servers apart that have a page for everything. */
const NOWHERE = '/hashequiv-asks-for-a-folder-that-is-not-there';

/** Asks a web server for the folders of a cache. */
export async function askWebServer(
	origin: string,
	loginFor: LoginFor,
	patience: Patience,
): Promise<WebCache> {
	const page = (path: string) => getPage(`${origin}${path}/`, loginFor, patience);
	const front = await page('');
	if (front === undefined) return { services: [], announced: {} };
	const announced = front.status === 200 ? readAnnounced(front.text) : {};
	const known = ownPlaces(announced);
	if (known.length > 0) {
		// The first answer has the time of connecting in it.
		const { latencyMs, login } = (await page('')) ?? front;
		return {
			announced,
			services: known.map(({ path, kind }) => ({
				kind,
				address: `${origin}${path}`,
				latencyMs,
				login,
				isCertain: true,
			})),
		};
	}
	const [nowhere, ...pages] = await Promise.all(
		[NOWHERE, ...PLACES.map(({ path }) => path)].map(page),
	);
	const services = PLACES.flatMap(({ path, kind }, index) =>
		judge(kind, `${origin}${path}`, pages[index], nowhere),
	);
	const isWhole = holds('sstate', front.text) && front.status === 200;
	return {
		announced,
		services: isWhole ? [found('sstate', origin, front, true), ...services] : services,
	};
}

/** Asks for one folder that the user named; what it holds is told by what is in it, else by its name. */
export async function askFolder(
	url: string,
	loginFor: LoginFor,
	patience: Patience,
): Promise<FoundService[]> {
	const page = await getPage(`${url}/`, loginFor, patience);
	if (page === undefined || page.status >= 500) return [];
	const kinds: readonly FileKind[] = ['sstate', 'downloads'];
	const shown = kinds.find((kind) => page.status < 300 && holds(kind, page.text));
	const kind =
		shown ?? (/downloads?|sources?|mirror/i.test(new URL(url).pathname) ? 'downloads' : 'sstate');
	return [found(kind, url, page, shown !== undefined)];
}

function ownPlaces({ sstate, downloads }: Announced): { path: string; kind: FileKind }[] {
	return [
		...(sstate === undefined ? [] : [{ path: sstate, kind: 'sstate' as const }]),
		...(downloads === undefined ? [] : [{ path: downloads, kind: 'downloads' as const }]),
	];
}

function judge(
	kind: FileKind,
	url: string,
	page: Page | undefined,
	nowhere: Page | undefined,
): FoundService[] {
	if (page === undefined) return [];
	if (page.status < 300 && holds(kind, page.text)) return [found(kind, url, page, true)];
	// 403 is what servers say of a folder that they do not list.
	const isThere = page.status < 300 || page.status === 401 || page.status === 403;
	const tellsApart = nowhere !== undefined && (nowhere.status === 404 || nowhere.status === 410);
	if (isThere && tellsApart) return [found(kind, url, page, true)];
	// A server that wants a login for everything says nothing of what it has.
	return page.status === 401 ? [found(kind, url, page, false)] : [];
}

function found(kind: FileKind, address: string, page: Page, isCertain: boolean): FoundService {
	return { kind, address, latencyMs: page.latencyMs, login: page.login, isCertain };
}

/** True for a list of files and folders as a cache of the kind has them. */
function holds(kind: FileKind, listing: string): boolean {
	const names = [...listing.matchAll(/\bhref="(?:[^"]*\/)?([^"/?]+)(\/?)"/gi)];
	return names.some(([, name = '', slash = '']) =>
		kind === 'sstate'
			? (slash !== '' && /^(?:[0-9a-f]{2}|universal)$/.test(name)) || /^sstate(?::|%3a)/i.test(name)
			: slash === ''
				? /\.(?:tar(?:\.\w+)?|tgz|tbz2|zip|crate|done)$/.test(name)
				: name === 'git2',
	);
}

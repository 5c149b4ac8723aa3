import { isLocal, parseAddress } from '../../hashserv/transport/address';
import type { FindCacheProgress, FoundCache, FoundService } from '../../shared/connect';
import { hashServerAddresses, webServers } from './candidates';
import { askHashServer, type Patience } from './hashServer';
import type { LoginFor } from './login';
import { readTarget } from './target';
import { askFolder, askWebServer } from './webServer';

export interface FindCacheOptions {
	/** Logins that may be tried where one is wanted. */
	readonly loginFor: LoginFor;
	readonly signal: AbortSignal;
	/** Milliseconds for each connection and each answer. */
	readonly timeout?: number;
	onProgress?(progress: FindCacheProgress): void;
}

const TIMEOUT = 4_000;

/**
 * Asks a host, everything at once, for what a build could use: a hash server,
 * shared state and downloads. Changes nothing there. Undefined for a text that
 * names no host.
 */
export async function findCache(
	text: string,
	{ loginFor, signal, timeout = TIMEOUT, onProgress }: FindCacheOptions,
): Promise<FoundCache | undefined> {
	const target = readTarget(text);
	if (target === undefined) return undefined;
	const patience: Patience = { timeout, signal };
	const counted = countedBy(onProgress);
	const askServer = (address: string) => counted(askHashServer(address, loginFor, patience));
	const addresses = hashServerAddresses(target).filter(isAddress);
	const origins = webServers(target);
	const [servers, folder, webs] = await Promise.all([
		Promise.all(addresses.map(askServer)),
		target.url === undefined ? [] : counted(askFolder(target.url, loginFor, patience)),
		Promise.all(origins.map((origin) => counted(askWebServer(origin, loginFor, patience)))),
	]);
	const announced = webs.flatMap(({ announced: { hashServer } }) =>
		hashServer === undefined ? [] : announcedAddresses(hashServer, target.host),
	);
	const news = [...new Set(announced)].filter((address) => !addresses.includes(address));
	const more = await Promise.all(news.map(askServer));
	const signatureHandler = webs.find((web) => web.announced.signatureHandler)?.announced
		.signatureHandler;
	return {
		host: text.trim(),
		services: ranked([
			...withoutTwins([...servers, ...more].filter((found) => found !== undefined)),
			...folder,
			...webs.flatMap(({ services }) => services),
		]),
		asked: [...addresses, ...news, ...origins],
		...(signatureHandler === undefined ? {} : { signatureHandler }),
	};
}

/**
 * Where an announced hash server may be reached from here. A server knows its
 * host by another name than its clients, or by one that means any machine.
 */
function announcedAddresses(address: string, host: string): string[] {
	if (!isAddress(address)) return [];
	const parsed = parseAddress(address);
	if (parsed.kind !== 'tcp') return [address];
	return isLocal(parsed) ? [`${host}:${parsed.port}`] : [address];
}

function isAddress(text: string): boolean {
	try {
		parseAddress(text);
		return true;
	} catch {
		return false;
	}
}

/** Tells after each question how many have been answered. */
function countedBy(
	onProgress: FindCacheOptions['onProgress'],
): <T>(question: Promise<T>) => Promise<T> {
	let done = 0;
	let total = 0;
	return async (question) => {
		total++;
		try {
			return await question;
		} finally {
			onProgress?.({ done: ++done, total });
		}
	};
}

/** Without the WebSocket of a port that takes plain connections, too: it is the same server. */
function withoutTwins(servers: readonly FoundService[]): FoundService[] {
	const plain = new Set(servers.map(({ address }) => address));
	return servers.filter(({ address }) => {
		const hostAndPort = /^wss?:\/\/([^/]*)/.exec(address)?.[1];
		return hostAndPort === undefined || !plain.has(hostAndPort);
	});
}

/** Each address once, what is certain first. */
function ranked(services: readonly FoundService[]): FoundService[] {
	const each = new Map<string, FoundService>();
	for (const service of services) {
		const key = `${service.kind} ${service.address}`;
		if (!each.get(key)?.isCertain) each.set(key, service);
	}
	return [...each.values()].sort((a, b) => Number(b.isCertain) - Number(a.isCertain));
}

import { hostname, networkInterfaces } from 'node:os';
import * as l10n from '@vscode/l10n';
import type { HashServer } from '../hashserv/server';
import { formatAddress, parseAddress } from '../hashserv/transport/address';
import { isLoopback } from '../shared/loopback';
import type { SharingFigures, SharingInfo } from '../shared/sharing';
import { type SharedCache, sharedCacheBlock } from '../yocto/sharedCacheBlock';
import type { BuildCache } from './buildCache';
import { startFileServer } from './fileServer';
import type { SharedFolders } from './folders';
import { chooseHashServer, startReadOnly } from './hashServer';
import { type Listen, onPort } from './ports';

export interface ShareOptions {
	/** Absolute. */
	readonly buildDirectory: string;
	readonly cache: BuildCache;
	readonly files: Listen;
	readonly folders: SharedFolders;
	/** Null to leave the hash server out. */
	readonly hashServer: (Listen & { readonly database?: string }) | null;
	/** The name or address by which clients reach this machine; otherwise the one that is listened on. */
	readonly publicHost?: string;
	/** Answer folders with a list of what is in them. */
	readonly list: boolean;
	log(level: 'info' | 'warn' | 'error', message: string): void;
}

/** A cache while it is shared. */
export interface Share {
	readonly info: SharingInfo;
	figures(): Promise<SharingFigures>;
	/** Lets transfers and answers end for a moment. */
	close(): Promise<void>;
}

/**
 * Shares a build's cache: its folders over HTTP, its equivalences through a
 * hash server, all for reading only.
 * @throws the system's error, or the hash server's, when an address or the database cannot be had
 */
export async function startShare(options: ShareOptions): Promise<Share> {
	const { cache, folders, list, log } = options;
	const publicHost = options.publicHost ?? reachableHost(options.files.host);
	const isLocal = [options.files, options.hashServer].every(
		(at) => at === null || isLoopback(at.host),
	);
	let about = '';
	const files = await onPort(options.files, (port) =>
		startFileServer({ host: options.files.host, port, folders, list, about: () => about, log }),
	);
	try {
		const hash = await shareHashServer(options);
		const base = `http://${authority(publicHost, files.port)}`;
		const shared: SharedCache = {
			...(folders.sstate === undefined ? {} : { sstate: `${base}/sstate` }),
			...(folders.downloads === undefined ? {} : { downloads: `${base}/downloads` }),
			...(hash.address === undefined ? {} : { hashServer: hash.address }),
			...(cache.signatureHandler === undefined ? {} : { signatureHandler: cache.signatureHandler }),
		};
		const { codename, version } = cache.release;
		const block = `# Shared cache of ${publicHost}, for builds of Yocto ${version} (${codename})\n${sharedCacheBlock(shared, cache.release)}`;
		about = `# Served for reading only by hashequiv: ${Object.keys(folders)
			.map((name) => `/${name}/`)
			.join(' and ')} hold what BitBake asks for.\n${block}`;
		const { sstate, downloads, hashServer } = shared;
		return {
			info: {
				buildDirectory: options.buildDirectory,
				...(sstate === undefined ? {} : { sstate }),
				...(downloads === undefined ? {} : { downloads }),
				...(hashServer === undefined ? {} : { hashServer }),
				isLocal,
				block,
				notes: hash.notes,
				startedAt: Date.now(),
			},
			figures: async () => ({
				...files.figures,
				connections: await files.connections(),
				lookups: hash.server?.stats.lookups ?? 0,
				hits: hash.server?.stats.hits ?? 0,
			}),
			close: async () => {
				await Promise.all([files.close(), hash.server?.close()]);
			},
		};
	} catch (error) {
		await files.close();
		throw error;
	}
}

interface SharedHashServer {
	/** As clients use it. */
	readonly address?: string;
	/** When it is our own. */
	readonly server?: HashServer;
	readonly notes: readonly string[];
}

async function shareHashServer({
	cache,
	hashServer,
	publicHost,
	log,
}: ShareOptions): Promise<SharedHashServer> {
	if (hashServer === null) return { notes: [] };
	const choice = await chooseHashServer(cache, hashServer.host, hashServer.database);
	if (choice.kind === 'none')
		return { notes: [l10n.t`No hash server is shared: ${choice.reason}.`] };
	if (choice.kind === 'running') {
		const note = l10n.t`Clients are given the hash server that runs at ${choice.address} already. What they may do there is up to it.`;
		return { address: choice.address, notes: [note] };
	}
	const { host } = hashServer;
	const server = await onPort(hashServer, (port) =>
		startReadOnly(choice.database, authority(host, port), (level, message) => {
			if (level !== 'debug') log(level, message);
		}),
	);
	const address = parseAddress(server.address);
	const port = address.kind === 'tcp' ? address.port : 0;
	return {
		address: authority(publicHost ?? reachableHost(host), port),
		server,
		notes: [
			l10n.t`The hash server answers from ${choice.database} and stores nothing for clients.`,
		],
	};
}

/** A host that clients can use for one that is listened on: every interface has no name of its own. */
function reachableHost(host: string): string {
	if (!['', '0.0.0.0', '::'].includes(host)) return host;
	const addresses = Object.values(networkInterfaces()).flatMap((entries) => entries ?? []);
	const outside = addresses.find(({ internal, family }) => !internal && family === 'IPv4');
	return outside?.address ?? hostname();
}

/** `HOST:PORT`, with brackets where they are needed. */
function authority(host: string, port: number): string {
	return formatAddress({ kind: 'tcp', host, port });
}

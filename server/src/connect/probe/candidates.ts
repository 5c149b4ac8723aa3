import type { Target } from './target';

/** Where `hashequiv share` serves files unless told otherwise. */
const FILES_PORT = 8687;
const HASHSERV_PORT = 8686;

/** Addresses at which a hash server may be, the likeliest first. */
export function hashServerAddresses({ host, port, hashServer, url }: Target): string[] {
	if (hashServer !== undefined) return [hashServer];
	const given =
		port === undefined
			? []
			: [`${host}:${port}`, `ws://${host}:${port}/ws`, `wss://${host}:${port}/ws`];
	// A URL's port is the web server's; what stands beside it is elsewhere.
	const isUsual = port === undefined || url !== undefined || port === FILES_PORT;
	const usual = [`${host}:${HASHSERV_PORT}`, `wss://${host}/ws`, `ws://${host}/ws`];
	return [...new Set([...given, ...(isUsual ? usual : [])])];
}

/** Web servers that may hold the files, as URLs without a path, the likeliest first. */
export function webServers({ host, port, url }: Target): string[] {
	const given =
		url !== undefined
			? [new URL(url).origin]
			: port === undefined
				? []
				: [`http://${host}:${port}`, `https://${host}:${port}`];
	const isUsual = url === undefined && (port === undefined || port === HASHSERV_PORT);
	const usual = [`http://${host}:${FILES_PORT}`, `http://${host}`, `https://${host}`];
	return [...new Set([...given, ...(isUsual ? usual : [])])];
}

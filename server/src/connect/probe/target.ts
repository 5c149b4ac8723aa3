/** What the user wants asked, taken apart. */
export interface Target {
	/** As an address holds it: IPv6 in brackets. */
	readonly host: string;
	/** Undefined where the usual ones are meant. */
	readonly port?: number;
	/** A whole address of a hash server, as it was written. */
	readonly hashServer?: string;
	/** A whole URL, without a slash at its end. */
	readonly url?: string;
}

/** Reads a host, `HOST:PORT`, or an address with its scheme; undefined for anything else. */
export function readTarget(input: string): Target | undefined {
	const text = input.trim();
	const scheme = /^([a-z]+):\/\//i.exec(text)?.[1]?.toLowerCase();
	if (scheme === undefined) return readHostAndPort(text);
	if (!['http', 'https', 'ws', 'wss'].includes(scheme) || !URL.canParse(text)) return undefined;
	const { hostname, port, pathname, protocol, host } = new URL(text);
	const target = { host: hostname, ...(port === '' ? {} : { port: Number(port) }) };
	if (scheme.startsWith('ws')) return { ...target, hashServer: text };
	const path = pathname.replace(/\/+$/, '');
	return path === '' && port !== '' && scheme === 'http'
		? target
		: { ...target, url: `${protocol}//${host}${path}` };
}

function readHostAndPort(text: string): Target | undefined {
	const [, v6, name, digits] =
		/^(?:(\[[0-9a-f:.]+\])|([\w.-]+))(?::(\d{1,5}))?\/?$/i.exec(text) ?? [];
	const isBareV6 = /^[0-9a-f:.]+$/i.test(text) && text.split(':').length > 2;
	const host = isBareV6 ? `[${text}]` : (v6 ?? name);
	if (host === undefined || !URL.canParse(`http://${host}/`)) return undefined;
	const port = digits === undefined || isBareV6 ? undefined : Number(digits);
	if (port !== undefined && (port < 1 || port > 65_535)) return undefined;
	return port === undefined ? { host } : { host, port };
}

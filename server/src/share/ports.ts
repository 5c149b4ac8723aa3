import { isIPv6 } from 'node:net';

/** Where to listen. */
export interface Listen {
	/** Empty for every interface; IPv6 without brackets. */
	readonly host: string;
	readonly port: number;
	/** Take a port above when this one is taken. */
	readonly orAbove: boolean;
}

/** Ports to try above the wanted one. */
const NEIGHBOURS = 20;

/** Reads `HOST`, `HOST:PORT` or `:PORT`, IPv6 with a port in brackets; undefined for anything else. */
export function parseListen(text: string, defaultPort: number): Listen | undefined {
	if (isIPv6(text)) return { host: text, port: defaultPort, orAbove: true };
	const [, v6, name, digits] = /^(?:\[([^\]]*)\]|([^:[\]\s]*))(?::(\d{1,5}))?$/.exec(text) ?? [];
	const host = v6 ?? name;
	if (host === undefined || (v6 !== undefined && !isIPv6(v6))) return undefined;
	if (digits === undefined) return { host, port: defaultPort, orAbove: true };
	const port = Number(digits);
	return port > 65_535 ? undefined : { host, port, orAbove: false };
}

/** Starts something on the port, or on the first free one above where that is allowed. */
export async function onPort<T>(
	{ port, orAbove }: Listen,
	start: (port: number) => Promise<T>,
): Promise<T> {
	for (let candidate = port; ; candidate++) {
		try {
			return await start(candidate);
		} catch (error) {
			const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
			const isLast = candidate >= port + NEIGHBOURS || candidate >= 65_535;
			if (!isTaken || !orAbove || isLast) throw error;
		}
	}
}

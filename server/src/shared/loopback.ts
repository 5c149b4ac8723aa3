const LOOPBACK = /^(?:(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?|::1)$/i;

/** True for a host, with or without a port behind it, that only this machine can reach. */
export function isLoopback(host: string): boolean {
	return LOOPBACK.test(host);
}

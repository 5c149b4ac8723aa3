/**
 * The proxy through which BitBake asks an address, by the variables of the
 * build and of the environment; undefined where it asks directly. Source:
 * get_fetcher_environment in bb/fetch2, and getproxies_environment and
 * proxy_bypass_environment of Python's urllib.
 * @param setting the value of a variable; empty or undefined where it is not set
 */
export function proxyFor(url: URL, setting: (name: string) => string | undefined): URL | undefined {
	// The name in small letters counts where both are set.
	const named = (what: string): string =>
		setting(`${what}_proxy`) || setting(`${what}_proxy`.toUpperCase()) || '';
	const text = named(url.protocol.slice(0, -1));
	if (text === '' || isExempt(url, named('no'))) return undefined;
	const address = text.includes('://') ? text : `http://${text}`;
	// One that speaks SOCKS, which urllib does not, is asked in vain by both.
	return URL.canParse(address) ? new URL(address) : undefined;
}

function isExempt({ hostname, host }: URL, list: string): boolean {
	if (list.trim() === '*') return true;
	const names = list.split(',').map((name) => name.trim().replace(/^\.+/, '').toLowerCase());
	return names.some(
		(name) =>
			name !== '' && [hostname, host].some((own) => own === name || own.endsWith(`.${name}`)),
	);
}

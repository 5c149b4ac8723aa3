import tls from 'node:tls';

let isDone = false;

/**
 * Trusts, besides Node.js's own list, the certificate authorities that this
 * machine trusts: BitBake's Python and wget do, and a company's own authority
 * is nowhere else. Node.js can do this from 22.19 and 24.5 on.
 */
export function trustSystemAuthorities(): void {
	if (isDone || tls.setDefaultCACertificates === undefined) return;
	isDone = true;
	const all = [...tls.getCACertificates('default'), ...tls.getCACertificates('system')];
	tls.setDefaultCACertificates([...new Set(all)]);
}

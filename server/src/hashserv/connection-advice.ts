/** What to do about a connection that failed, as a sentence to follow the error's own; empty where that is all there is to say. */
export function connectionAdvice(error: unknown): string {
	if (!(error instanceof Error)) return '';
	const code = 'code' in error ? String(error.code) : '';
	if (UNTRUSTED.has(code)) {
		return '. Name the certificate of its authority in NODE_EXTRA_CA_CERTS';
	}
	if (code === 'CERT_HAS_EXPIRED') return '. Its certificate has to be renewed';
	// What a port with a certificate answers in the clear.
	return /\b426\b/.test(error.message) ? '. It wants TLS: use wss://' : '';
}

/** Codes of OpenSSL for a certificate that nobody vouches for. */
const UNTRUSTED: ReadonlySet<string> = new Set([
	'DEPTH_ZERO_SELF_SIGNED_CERT',
	'SELF_SIGNED_CERT_IN_CHAIN',
	'UNABLE_TO_GET_ISSUER_CERT',
	'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
	'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

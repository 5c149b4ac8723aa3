/** Stands where a secret was. */
const MASK = '…';

/** Below this length a value is found in innocent words. */
const LEAST = 6;

/** The same value with the secrets in all of its texts masked. */
export function masked<T>(value: T, secrets: readonly string[] = []): T {
	const known = secrets.filter((secret) => secret.length >= LEAST);
	return mapTexts(value, (text) => maskSecrets(text, known)) as T;
}

/** A text without user and password in addresses, tokens in their parameters, or the secrets given. */
export function maskSecrets(text: string, secrets: readonly string[] = []): string {
	let result = text;
	for (const secret of secrets) result = result.replaceAll(secret, MASK);
	return (
		result
			// Up to the last @ before the path, since a password may hold one.
			.replace(/(:\/\/)[^\s/"']*@/g, `$1${MASK}@`)
			// A password with a slash in it; a port and a path look nearly the same.
			.replace(/(:\/\/[^\s/"'@:]+:)(?!\d+\/)[^\s"'@]*@/g, `://${MASK}@`)
			.replace(
				/([?&;][\w-]*(?:token|passw|pswd|secret|signature|sig|key|credential)[\w-]*=)[^\s&;"']*/gi,
				`$1${MASK}`,
			)
			.replace(/\b(Bearer|Basic)\s+[\w.~+/=-]{8,}/gi, `$1 ${MASK}`)
	);
}

function mapTexts(value: unknown, change: (text: string) => string): unknown {
	if (typeof value === 'string') return change(value);
	if (Array.isArray(value)) return value.map((item) => mapTexts(item, change));
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([key, inner]) => [key, mapTexts(inner, change)]),
	);
}

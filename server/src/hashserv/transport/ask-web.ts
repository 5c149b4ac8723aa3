import { askThroughProxy } from './http-proxy';
import { trustSystemAuthorities } from './system-authorities';

export interface Question {
	readonly method: 'GET' | 'HEAD';
	readonly headers: Readonly<Record<string, string>>;
	readonly signal: AbortSignal;
}

export interface WebAnswer {
	readonly status: number;
	/** The header of that name. */
	readonly date: string | null;
	/** To be read or left early; nothing more is asked of the server then. */
	readonly body: AsyncIterable<Uint8Array> | null;
}

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const MOST_REDIRECTS = 10;

/**
 * Asks a web server as BitBake's fetcher does: through a proxy where one is
 * named for the address, and wherever it is sent on to.
 * @throws the system's error, or one that wraps it
 */
export async function askWeb(
	target: URL,
	question: Question,
	proxyOf: (url: URL) => URL | undefined,
	redirects = 0,
): Promise<WebAnswer> {
	if (target.protocol === 'https:') trustSystemAuthorities();
	const proxy = proxyOf(target);
	if (proxy === undefined) {
		const { status, headers, body } = await fetch(target, question);
		return { status, date: headers.get('date'), body };
	}
	const { status, headers, body } = await askThroughProxy(proxy, target, question);
	if (!REDIRECTS.has(status) || headers.location === undefined || redirects >= MOST_REDIRECTS) {
		return { status, date: headers.date ?? null, body };
	}
	body.destroy();
	const next = new URL(headers.location, target);
	// A login is for the host that it was given to.
	const same = next.origin === target.origin ? question : { ...question, headers: {} };
	return askWeb(next, same, proxyOf, redirects + 1);
}

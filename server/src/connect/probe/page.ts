import { askWeb, type Question } from '../../hashserv/transport/ask-web';
import { proxyFor } from '../../hashserv/transport/proxy-for';
import type { LoginState } from '../../shared/connect';
import type { Patience } from './hashServer';
import type { LoginFor } from './login';

/** What a web server said to a request. */
export interface Page {
	readonly status: number;
	/** The beginning of it. */
	readonly text: string;
	readonly latencyMs: number;
	readonly login: LoginState;
}

/** Enough for a list of 256 folders; more is not read. */
const MAX_TEXT = 64 * 1024;

/** Gets a page, with the login of the host where one is wanted; undefined when nothing answers. */
export async function getPage(
	url: string,
	loginFor: LoginFor,
	patience: Patience,
): Promise<Page | undefined> {
	const page = await get(url, undefined, patience);
	if (page?.status !== 401) return page && { ...page, login: 'none' };
	const login = loginFor(new URL(url).hostname.replace(/^\[|\]$/g, ''));
	if (login === null) return { ...page, login: 'needed' };
	const token = Buffer.from(`${login.username}:${login.token}`).toString('base64');
	const second = await get(url, `Basic ${token}`, patience);
	return second && { ...second, login: second.status === 401 ? 'refused' : 'known' };
}

async function get(
	url: string,
	authorization: string | undefined,
	{ timeout, signal }: Patience,
): Promise<Omit<Page, 'login'> | undefined> {
	const started = performance.now();
	const question: Question = {
		method: 'GET',
		signal: AbortSignal.any([signal, AbortSignal.timeout(timeout)]),
		headers: authorization === undefined ? {} : { authorization },
	};
	try {
		const { status, body } = await askWeb(new URL(url), question, proxyOf);
		const latencyMs = performance.now() - started;
		return { status, text: await beginning(body), latencyMs };
	} catch {
		return undefined;
	}
}

/** That of the environment: which build will use the cache is not known here. */
function proxyOf(url: URL): URL | undefined {
	return proxyFor(url, (name) => process.env[name]);
}

async function beginning(body: AsyncIterable<Uint8Array> | null): Promise<string> {
	if (body === null) return '';
	const decoder = new TextDecoder();
	let text = '';
	for await (const chunk of body) {
		text += decoder.decode(chunk, { stream: true });
		// Leaving the loop cancels the rest.
		if (text.length >= MAX_TEXT) break;
	}
	return text;
}

import * as l10n from '@vscode/l10n';
import { askThroughProxy } from '../hashserv/transport/http-proxy';
import type { Patient } from './patient';

/** What a question over HTTP came to. */
export type Answer =
	| { readonly kind: 'answer'; readonly status: number; readonly date: string | null }
	| { readonly kind: 'unreachable'; readonly reason: string };

/** How a build gets to a web server, and how long that may take. */
export type Way = Pick<Patient, 'timeoutMs' | 'proxyFor'>;

/** Source: the fallback from HEAD to GET in bb/fetch2/wget.py. */
const REFUSES_HEAD: ReadonlySet<number> = new Set([403, 405]);
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const MOST_REDIRECTS = 10;

/**
 * Asks for the head of a page as BitBake would, through the same proxy. User
 * and password in the address are sent as BitBake sends them.
 */
export async function head(url: string, way: Way, signal: AbortSignal): Promise<Answer> {
	const { timeoutMs } = way;
	try {
		const target = new URL(url);
		const { username, password } = target;
		target.username = target.password = '';
		const login = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
		const options: Question = {
			signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
			headers:
				username === '' ? {} : { authorization: `Basic ${Buffer.from(login).toString('base64')}` },
		};
		const first = await ask(target, 'HEAD', way, options);
		// Some servers refuse the question, and BitBake asks for the page itself then.
		const last = REFUSES_HEAD.has(first.status) ? await ask(target, 'GET', way, options) : first;
		return { kind: 'answer', ...last };
	} catch (error) {
		return { kind: 'unreachable', reason: reasonOf(error, timeoutMs) };
	}
}

interface Question {
	readonly signal: AbortSignal;
	readonly headers: Record<string, string>;
}

async function ask(
	target: URL,
	method: 'GET' | 'HEAD',
	way: Way,
	question: Question,
	redirects = 0,
): Promise<{ status: number; date: string | null }> {
	const proxy = way.proxyFor(target);
	if (proxy === undefined) {
		const response = await fetch(target, { ...question, method });
		await response.body?.cancel();
		return { status: response.status, date: response.headers.get('date') };
	}
	const { status, headers } = await askThroughProxy(proxy, target, { ...question, method });
	if (REDIRECTS.has(status) && headers.location !== undefined && redirects < MOST_REDIRECTS) {
		const next = new URL(headers.location, target);
		// A login is for the host that it was given to.
		const same = next.origin === target.origin ? question : { ...question, headers: {} };
		return ask(next, method, way, same, redirects + 1);
	}
	return { status, date: headers.date ?? null };
}

/** `fetch` says "fetch failed" and hides why. */
function reasonOf(error: unknown, timeoutMs: number): string {
	if (!(error instanceof Error)) return String(error);
	const { cause } = error;
	if ([error, cause].some((each) => each instanceof Error && each.name === 'TimeoutError')) {
		return l10n.t`no answer within ${timeoutMs / 1000} seconds`;
	}
	const inner = error instanceof AggregateError ? error.errors[0] : cause;
	return inner instanceof Error ? reasonOf(inner, timeoutMs) : error.message;
}

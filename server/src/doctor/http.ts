import * as l10n from '@vscode/l10n';
import { askWeb, type Question } from '../hashserv/transport/ask-web';
import type { Patient } from './patient';

/** What a question over HTTP came to. */
export type Answer =
	| { readonly kind: 'answer'; readonly status: number; readonly date: string | null }
	| { readonly kind: 'unreachable'; readonly reason: string };

/** How a build gets to a web server, and how long that may take. */
export type Way = Pick<Patient, 'timeoutMs' | 'proxyFor'>;

/** Source: the fallback from HEAD to GET in bb/fetch2/wget.py. */
const REFUSES_HEAD: ReadonlySet<number> = new Set([403, 405]);

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
		const question: Question = {
			method: 'HEAD',
			signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
			headers:
				username === '' ? {} : { authorization: `Basic ${Buffer.from(login).toString('base64')}` },
		};
		const first = await ask(target, question, way);
		// Some servers refuse the question, and BitBake asks for the page itself then.
		const last = REFUSES_HEAD.has(first.status)
			? await ask(target, { ...question, method: 'GET' }, way)
			: first;
		return { kind: 'answer', ...last };
	} catch (error) {
		return { kind: 'unreachable', reason: reasonOf(error, timeoutMs) };
	}
}

async function ask(
	target: URL,
	question: Question,
	way: Way,
): Promise<{ status: number; date: string | null }> {
	const { body, ...head } = await askWeb(target, question, way.proxyFor);
	// Leaving the loop ends the transfer.
	for await (const _ of body ?? []) break;
	return head;
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

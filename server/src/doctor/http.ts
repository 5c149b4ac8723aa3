import * as l10n from '@vscode/l10n';

/** What a question over HTTP came to. */
export type Answer =
	| { readonly kind: 'answer'; readonly status: number; readonly date: string | null }
	| { readonly kind: 'unreachable'; readonly reason: string };

/** Source: the fallback from HEAD to GET in bb/fetch2/wget.py. */
const REFUSES_HEAD: ReadonlySet<number> = new Set([403, 405]);

/**
 * Asks for the head of a page. User and password in the address are sent as
 * BitBake sends them.
 */
export async function head(url: string, timeoutMs: number, signal: AbortSignal): Promise<Answer> {
	try {
		const target = new URL(url);
		const { username, password } = target;
		target.username = target.password = '';
		const login = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
		const options = {
			signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
			...(username === ''
				? {}
				: { headers: { authorization: `Basic ${Buffer.from(login).toString('base64')}` } }),
		};
		let response = await fetch(target, { ...options, method: 'HEAD' });
		// Some servers refuse the question, and BitBake asks for the page itself then.
		if (REFUSES_HEAD.has(response.status)) {
			response = await fetch(target, options);
			await response.body?.cancel();
		}
		return { kind: 'answer', status: response.status, date: response.headers.get('date') };
	} catch (error) {
		return { kind: 'unreachable', reason: reasonOf(error, timeoutMs) };
	}
}

/** `fetch` says "fetch failed" and hides why. */
function reasonOf(error: unknown, timeoutMs: number): string {
	if (!(error instanceof Error)) return String(error);
	if (error.name === 'TimeoutError') return l10n.t`no answer within ${timeoutMs / 1000} seconds`;
	const { cause } = error;
	if (cause instanceof AggregateError) return reasonOf(cause.errors[0], timeoutMs);
	if (cause instanceof Error) return cause.message;
	return error.message;
}

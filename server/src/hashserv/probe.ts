import * as l10n from '@vscode/l10n';
import { monotonic } from '../shared/monotonic';
import { connectClient, type HashClient } from './client';
import { messageOf } from './errors';
import type { Address } from './transport/address';

/** Who answers at an address. */
export type Probe =
	| {
			readonly kind: 'hash-server';
			readonly roundTripMs: number;
			readonly client: HashClient;
			/** Asks it again; rejects when it does not answer in so many milliseconds. */
			ping(timeout: number): Promise<unknown>;
	  }
	/** Something listens there that is no hash equivalence server, or one that does not answer. */
	| { readonly kind: 'other'; readonly reason: string; readonly error?: unknown }
	| { readonly kind: 'nobody'; readonly error: unknown };

const PROBE_TIMEOUT = 1_500;

/**
 * Asks an address whether a hash equivalence server answers there. The client that found one is the caller's to close.
 * `signal` ends it: what is told then means nothing.
 */
export async function probe(
	address: Address,
	timeout = PROBE_TIMEOUT,
	signal?: AbortSignal,
): Promise<Probe> {
	// Servers before BitBake 1.52 close the connection on a ping but have always had get-stats.
	const first = await ask(address, 'ping', { timeout, signal }, isAlive);
	if (!first.mayKnowOther || signal?.aborted) return first;
	return ask(address, 'get-stats', { timeout, signal }, isStats);
}

/** `mayKnowOther`: it connected and answered in time, so another question may be one that it knows. */
type Asked = Probe & { readonly mayKnowOther?: boolean };

interface Patience {
	readonly timeout: number;
	readonly signal: AbortSignal | undefined;
}

async function ask(
	address: Address,
	command: string,
	{ timeout, signal }: Patience,
	isExpected: (answer: unknown) => boolean,
): Promise<Asked> {
	let client: HashClient;
	try {
		client = await connectClient(address, { timeout, ...(signal ? { signal } : {}) });
	} catch (error) {
		return isNobody(error)
			? { kind: 'nobody', error }
			: { kind: 'other', reason: messageOf(error), error };
	}
	const close = (): void => client.close();
	signal?.addEventListener('abort', close, { once: true });
	try {
		const ping = (patience: number) =>
			client.request(command, command === 'ping' ? {} : null, patience);
		const started = monotonic();
		const answer = await ping(timeout);
		const roundTripMs = monotonic() - started;
		if (isExpected(answer)) return { kind: 'hash-server', roundTripMs, client, ping };
		client.close();
		return { kind: 'other', reason: l10n.t('it answers something else'), mayKnowOther: true };
	} catch (error) {
		client.close();
		const reason = messageOf(error);
		return { kind: 'other', reason, error, mayKnowOther: !reason.includes('did not answer') };
	} finally {
		signal?.removeEventListener('abort', close);
	}
}

/** Nobody listens: the port is closed, or there is no socket at the path. */
function isNobody(error: unknown): boolean {
	if (!(error instanceof Error)) return false;
	// With several addresses of one name, Node.js wraps the errors of all.
	const errors: readonly unknown[] = error instanceof AggregateError ? error.errors : [error];
	return errors.every(
		(one) =>
			one instanceof Error &&
			'code' in one &&
			(one.code === 'ECONNREFUSED' || one.code === 'ENOENT'),
	);
}

function isAlive(answer: unknown): boolean {
	// A server that wants a login still is one.
	return has(answer, 'alive') || has(answer, 'invoke-error');
}

function isStats(answer: unknown): boolean {
	return has(answer, 'requests') || has(answer, 'invoke-error');
}

function has(answer: unknown, key: string): boolean {
	return typeof answer === 'object' && answer !== null && Object.hasOwn(answer, key);
}

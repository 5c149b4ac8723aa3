import type { HashClient } from '../../hashserv/client';
import type { Login } from '../../hashserv/login';
import { probe } from '../../hashserv/probe';
import { refusalOf } from '../../hashserv/refusal';
import { parseAddress } from '../../hashserv/transport/address';
import type { FoundService, LoginState, Permitted } from '../../shared/connect';
import type { LoginFor } from './login';

/** How a hash server is asked. */
export interface Patience {
	readonly timeout: number;
	readonly signal: AbortSignal;
}

/** A hash that nobody has, and the method that builds use. */
const LOOK_UP = { method: 'oe.sstatesig.OEOuthashBasic', taskhash: '0'.repeat(64), all: false };

/** Asks whether a hash server answers at an address, and what a client may do there. */
export async function askHashServer(
	address: string,
	loginFor: LoginFor,
	patience: Patience,
): Promise<FoundService | undefined> {
	const anonymous = await permittedTo(null, address, patience);
	if (anonymous === undefined) return undefined;
	const { latencyMs } = anonymous;
	const found = { kind: 'hashServer', address, latencyMs, isCertain: true } as const;
	if (anonymous.may !== undefined) return { ...found, login: 'none', may: anonymous.may };
	const login = loginFor(address);
	if (login === null) return { ...found, login: 'needed' };
	const known = await permittedTo(login, address, patience);
	const state: LoginState = known?.may === undefined ? 'refused' : 'known';
	return { ...found, login: state, ...(known?.may === undefined ? {} : { may: known.may }) };
}

/** What somebody may do; `may` is absent when not even a look-up is allowed. */
interface Allowed {
	readonly latencyMs: number;
	readonly may?: Permitted;
}

async function permittedTo(
	login: Login | null,
	address: string,
	{ timeout, signal }: Patience,
): Promise<Allowed | undefined> {
	const found = await probe(parseAddress(address), timeout, signal);
	if (found.kind !== 'hash-server') return undefined;
	const { client, roundTripMs: latencyMs } = found;
	const close = (): void => client.close();
	signal.addEventListener('abort', close, { once: true });
	try {
		if (login !== null && (await outcome(client, 'auth', { ...login })) !== 'allowed') {
			return { latencyMs };
		}
		if ((await outcome(client, 'get', LOOK_UP)) !== 'allowed') return { latencyMs };
		// The command came with the permissions; servers before close the connection.
		const usage = await outcome(client, 'get-db-usage', {});
		return {
			latencyMs,
			may: usage === 'allowed' ? 'administer' : usage === 'closed' ? 'unknown' : 'lookUp',
		};
	} finally {
		signal.removeEventListener('abort', close);
		client.close();
	}
}

async function outcome(
	client: HashClient,
	command: string,
	argument: unknown,
): Promise<'allowed' | 'refused' | 'closed'> {
	try {
		const answer = await client.request(command, argument);
		return refusalOf(answer) === null ? 'allowed' : 'refused';
	} catch {
		return 'closed';
	}
}

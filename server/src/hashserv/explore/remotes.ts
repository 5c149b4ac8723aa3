import { monotonic } from '../../shared/monotonic';
import { connectClient, type HashClient } from '../client';
import { refusalOf } from '../refusal';
import { parseAddress } from '../transport/address';

/** Milliseconds for an answer. */
const TIMEOUT = 5_000;
/** A connection that nobody has used for so long, in milliseconds, is closed. */
const IDLE = 15_000;

/** Connections to other servers, each open while it is used. */
export interface Remotes {
	/** @throws Error when the server cannot be reached, a Refusal with its words when it will not */
	request(address: string, command: string, argument: unknown): Promise<RemoteAnswer>;
	close(): void;
}

export interface RemoteAnswer {
	readonly answer: unknown;
	/** Milliseconds from question to answer. */
	readonly roundTrip: number;
}

interface Remote {
	readonly client: Promise<HashClient>;
	idle: NodeJS.Timeout | undefined;
}

/** Connects to each server with the first request, and again after it has been let go. */
export function createRemotes(): Remotes {
	const open = new Map<string, Remote>();

	function forget(address: string, remote: Remote): void {
		clearTimeout(remote.idle);
		if (open.get(address) === remote) open.delete(address);
		remote.client.then(
			(client) => client.close(),
			() => {},
		);
	}

	function connect(address: string): Remote {
		const client = connectClient(parseAddress(address), { timeout: TIMEOUT });
		const remote: Remote = { client, idle: undefined };
		open.set(address, remote);
		client
			.then(({ closed }) => closed)
			.then(
				() => forget(address, remote),
				() => forget(address, remote),
			);
		return remote;
	}

	async function request(
		address: string,
		command: string,
		argument: unknown,
	): Promise<RemoteAnswer> {
		const remote = open.get(address) ?? connect(address);
		clearTimeout(remote.idle);
		remote.idle = setTimeout(() => forget(address, remote), IDLE);
		remote.idle.unref();
		const client = await remote.client;
		const started = monotonic();
		const answer = await client.request(command, argument);
		const roundTrip = monotonic() - started;
		const refusal = refusalOf(answer);
		if (refusal !== null) {
			// A server closes the connection behind a refusal.
			forget(address, remote);
			throw new Refusal(refusal);
		}
		return { answer, roundTrip };
	}

	return {
		request,
		close: () => {
			for (const [address, remote] of open) forget(address, remote);
		},
	};
}

/** A server answered that it will not. */
export class Refusal extends Error {}

import { connectClient, type HashClient } from '../../hashserv/client';
import { CommandError } from '../../hashserv/errors';
import type { Login } from '../../hashserv/login';
import { refusalOf } from '../../hashserv/refusal';
import { parseAddress } from '../../hashserv/transport/address';

/** The server that a subcommand talks to. */
export interface Server {
	/** @throws CommandError with the server's words when it refuses */
	ask(command: string, argument: unknown): Promise<Answer>;
	/** Enters a stream mode; lines may be sent before earlier ones are answered. */
	stream(command: string): Promise<(line: string) => Promise<string>>;
	/** Another connection as the same user. */
	again(): Promise<Server>;
	close(): void;
}

/** What a server answered: an object, or null. Its fields are as sure as the server is honest. */
export type Answer = Readonly<Record<string, unknown>> | null;

export interface Identity {
	readonly login: Login | null;
	/** Whom to act as after logging in. */
	readonly become: string | null;
}

/** Connects and logs in. */
export async function connectServer(address: string, identity: Identity): Promise<Server> {
	const client = await connectClient(parseAddress(address));
	try {
		if (identity.login !== null) {
			const { username, token } = identity.login;
			await ask(client, 'auth', { username, token });
		}
		if (identity.become !== null) {
			await ask(client, 'become-user', { username: identity.become });
		}
	} catch (error) {
		client.close();
		throw error;
	}
	return {
		ask: async (command, argument) => {
			const answer = await ask(client, command, argument);
			return typeof answer === 'object' ? (answer as Answer) : null;
		},
		stream: async (command) => {
			const entered = await ask(client, command, null);
			if (entered !== 'ok') throw new Error(`the server does not enter ${command}`);
			return (line) => client.line(line);
		},
		again: () => connectServer(address, identity),
		close: () => client.close(),
	};
}

async function ask(client: HashClient, command: string, argument: unknown): Promise<unknown> {
	const answer = await client.request(command, argument);
	const refusal = refusalOf(answer);
	if (refusal !== null) throw new CommandError(refusal);
	return answer;
}

/** A field that is a number, such as a count of rows. */
export function numberOf(answer: Answer, field: string): number {
	return Number(answer?.[field] ?? 0);
}

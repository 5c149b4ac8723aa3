/**
 * A hash equivalence client as small as the protocol allows, written apart
 * from the product's own so that the two cannot share a mistake.
 */
import { connect } from 'node:net';
import { createInterface } from 'node:readline';

export interface HashClient {
	/** Sends one request and answers its reply. */
	request(message: unknown): Promise<unknown>;
	close(): void;
}

/** Connects to `HOST:PORT` and shakes hands the way BitBake 2.8 does. */
export async function connectHashClient(address: string): Promise<HashClient> {
	const separator = address.lastIndexOf(':');
	const socket = connect(Number(address.slice(separator + 1)), address.slice(0, separator));
	await new Promise<void>((resolve, reject) => {
		socket.once('connect', resolve);
		socket.once('error', reject);
	});
	const replies = createInterface({ input: socket })[Symbol.asyncIterator]();
	socket.write('OEHASHEQUIV 1.1\nneeds-headers: false\n\n');
	return {
		async request(message) {
			socket.write(`${JSON.stringify(message)}\n`);
			const { value, done } = await replies.next();
			if (done) throw new Error(`${address} closed the connection.`);
			return JSON.parse(value);
		},
		close: () => socket.destroy(),
	};
}

/** True when something answers a ping in the protocol's words. */
export async function answersPing(address: string): Promise<boolean> {
	try {
		const client = await connectHashClient(address);
		const reply = await client.request({ ping: {} });
		client.close();
		return JSON.stringify(reply) === '{"alive":true}';
	} catch {
		return false;
	}
}

/** 64 hex digits made of a seed: a hash no other test uses. */
export function hashOf(seed: number): string {
	return seed.toString(16).padStart(8, '0').repeat(8);
}

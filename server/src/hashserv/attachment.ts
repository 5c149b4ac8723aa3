import type { Probe } from './probe';
import type { Show, ShownServer } from './shown-server';

export type FoundServer = Extract<Probe, { kind: 'hash-server' }>;

export interface AttachmentOptions extends Show {
	/** Of the server, as clients write it. */
	readonly address: string;
	/** Milliseconds between two pings. */
	readonly interval: number;
}

/** Shows a server that is not ours, until it goes away. */
export function attach(
	{ client, ping, roundTripMs }: FoundServer,
	{ address, interval, tell, log }: AttachmentOptions,
): ShownServer {
	// A busy server is not a dead one.
	const patience = 4 * interval;
	let isDetached = false;
	const timer = setInterval(() => {
		ping(patience).catch(() => client.close());
	}, interval);
	timer.unref();
	const detach = async (): Promise<void> => {
		isDetached = true;
		clearInterval(timer);
		client.close();
	};
	client.closed.then(
		async () => {
			if (isDetached) return;
			await detach();
			log('warn', 'the hash equivalence server that was found has gone away');
			tell({ kind: 'stopped' });
		},
		() => {},
	);
	tell({ kind: 'attached', address, roundTripMs });
	return { measure: async () => null, stop: detach, leave: detach };
}

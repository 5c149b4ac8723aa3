import type { HashClient } from './client';

interface AttachmentOptions {
	/** Milliseconds between two pings. */
	readonly interval: number;
	/** Called once when the server has gone away by itself. */
	gone(): void;
}

/** Notices when a server that is not ours goes away. The result lets go of it. */
export function watchServer(
	client: HashClient,
	ping: (timeout: number) => Promise<unknown>,
	{ interval, gone }: AttachmentOptions,
): () => void {
	// A busy server is not a dead one.
	const patience = 4 * interval;
	let isDetached = false;
	const timer = setInterval(() => {
		ping(patience).catch(() => client.close());
	}, interval);
	timer.unref();
	const detach = (): void => {
		isDetached = true;
		clearInterval(timer);
		client.close();
	};
	client.closed.then(
		() => {
			if (isDetached) return;
			detach();
			gone();
		},
		() => {},
	);
	return detach;
}

import type { ShareMessage } from './messages';
import type { Share } from './share';

/** The editor that started this process, if one did. */
export interface ParentProcess {
	/** Resolves when it has gone, or wants this process to end. */
	readonly gone: Promise<void>;
	/** Tells where the cache is shared, and every second what was served. */
	tell(share: Share): void;
	/** Lets go of it, so that this process can end. */
	leave(): void;
}

const INTERVAL = 1_000;

/** Undefined for a process that was started on its own. */
export function parentProcess(): ParentProcess | undefined {
	if (process.send === undefined) return undefined;
	const gone = new Promise<void>((resolve) => process.once('disconnect', resolve));
	let timer: NodeJS.Timeout | undefined;
	return {
		gone,
		leave: () => {
			clearInterval(timer);
			if (process.connected) process.disconnect();
		},
		tell: (share) => {
			let last = '';
			const send = (message: ShareMessage): void => {
				// A parent that goes away ends this process by that.
				if (process.connected) process.send?.(message, undefined, undefined, () => {});
			};
			const update = async (): Promise<void> => {
				const figures = await share.figures();
				const text = JSON.stringify(figures);
				if (text === last) return;
				last = text;
				send({ kind: 'figures', figures });
			};
			send({ kind: 'running', info: share.info });
			void update();
			timer = setInterval(() => void update(), INTERVAL);
		},
	};
}

import { isatty } from 'node:tty';

/**
 * Resolves on the first SIGTERM, SIGINT or end of its terminal; a second one kills, as without us.
 *
 * Without a terminal SIGHUP does nothing: what was started with `nohup` must
 * not end with somebody's login, and Node.js forgets that it was told so.
 */
export function stopSignal(): { readonly received: Promise<void>; dispose(): void } {
	let receive: () => void = () => {};
	const received = new Promise<void>((resolve) => {
		receive = resolve;
	});
	const hangUp = [0, 1, 2].some(isatty) ? listener : () => {};
	function dispose(): void {
		process.off('SIGTERM', listener).off('SIGINT', listener).off('SIGHUP', hangUp);
	}
	function listener(): void {
		dispose();
		receive();
	}
	process.on('SIGTERM', listener).on('SIGINT', listener).on('SIGHUP', hangUp);
	return { received, dispose };
}

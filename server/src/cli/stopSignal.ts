/** Resolves on the first SIGTERM or SIGINT; a second one kills, as without us. */
export function stopSignal(): { readonly received: Promise<void>; dispose(): void } {
	let receive: () => void = () => {};
	const received = new Promise<void>((resolve) => {
		receive = resolve;
	});
	function dispose(): void {
		process.off('SIGTERM', listener).off('SIGINT', listener);
	}
	function listener(): void {
		dispose();
		receive();
	}
	process.on('SIGTERM', listener).on('SIGINT', listener);
	return { received, dispose };
}

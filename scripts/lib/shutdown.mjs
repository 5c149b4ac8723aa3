/**
 * One place that decides what happens when a script ends, whichever way it
 * ends, so that no editor server or browser outlives it.
 */
import process from 'node:process';

/** @typedef {{ close: () => Promise<void>, kill?: () => void }} Closer */

/** @type {Set<Closer>} */
const closers = new Set();
let installed = false;
/** @type {Promise<void> | undefined} */
let closing;

/**
 * Has `close` called when the script is interrupted or fails, and `kill`,
 * which must not wait for anything, when the process exits all the same.
 * Returns a function that takes the registration back.
 *
 * @param {Closer} closer
 */
export function onShutdown(closer) {
	install();
	closers.add(closer);
	return () => closers.delete(closer);
}

/** True once the script is on its way out: what ends then was meant to. */
export function isShuttingDown() {
	return closing !== undefined;
}

/** Closes everything that is still open, the newest first. */
export function shutdown() {
	closing ??= (async () => {
		for (const closer of [...closers].reverse()) {
			await closer.close().catch((error) => console.error(String(error)));
			closers.delete(closer);
		}
		closing = undefined;
	})();
	return closing;
}

function install() {
	if (installed) return;
	installed = true;
	const signals = /** @type {const} */ ({ SIGHUP: 129, SIGINT: 130, SIGTERM: 143 });
	for (const [signal, code] of Object.entries(signals)) {
		// A second signal means "now": exit at once, the exit handler below kills what is left.
		process.on(signal, () => {
			if (closing) process.exit(code);
			shutdown().finally(() => process.exit(code));
		});
	}
	for (const event of ['uncaughtException', 'unhandledRejection']) {
		process.on(event, (error) => {
			console.error(error);
			shutdown().finally(() => process.exit(1));
		});
	}
	process.on('exit', () => {
		for (const closer of closers) closer.kill?.();
	});
}

/**
 * Runs a script's work, ends what it started, and sets the exit code. An error
 * is shown as its message: the scripts' own errors say what to do, and a stack
 * of build code would hide that. With DEBUG in the environment it shows whole.
 *
 * @param {() => Promise<void>} work
 */
export async function main(work) {
	try {
		await work();
	} catch (error) {
		const plain = error instanceof Error && !process.env.DEBUG;
		console.error(plain ? error.message : error);
		process.exitCode = 1;
	} finally {
		await shutdown();
	}
}

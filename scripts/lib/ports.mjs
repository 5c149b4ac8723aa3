/** Addresses for tests that nothing else on this machine uses. */
import { createServer } from 'node:net';

/** Where hash servers listen unless told otherwise. */
const USUAL = 8686;

/**
 * The address that people know from their own machines, if it is free or soon
 * becomes so.
 *
 * @param {number} [patience] milliseconds
 * @returns {Promise<string>}
 */
export async function usualAddress(patience = 10_000) {
	for (const end = Date.now() + patience; Date.now() < end; ) {
		const address = await listenOnce(USUAL).catch(() => undefined);
		if (address) return address;
		await new Promise((resolve) => setTimeout(resolve, 200));
	}
	return freeAddress();
}

/** Below the ports that the system hands out, so that nobody who asks for any port gets the next ones. */
let next = 15_000 + Math.floor(Math.random() * 10_000);

/**
 * A free `127.0.0.1:PORT`, another one each time. Nothing holds it afterwards.
 *
 * @returns {Promise<string>}
 */
export async function freeAddress() {
	for (;;) {
		const address = await listenOnce(next++).catch(() => undefined);
		if (address) return address;
	}
}

/**
 * @param {number} port
 * @returns {Promise<string>}
 */
function listenOnce(port) {
	return new Promise((resolve, reject) => {
		const server = createServer();
		server.once('error', reject);
		server.listen(port, '127.0.0.1', () => {
			const address = server.address();
			server.close(() =>
				resolve(`127.0.0.1:${address && typeof address === 'object' ? address.port : 0}`),
			);
		});
	});
}

/** Addresses for tests that nothing else on this machine uses. */
import { createServer } from 'node:net';

/**
 * A free `127.0.0.1:PORT`. Nothing holds it afterwards, so use it soon.
 *
 * @returns {Promise<string>}
 */
export function freeAddress() {
	return new Promise((resolve, reject) => {
		const server = createServer();
		server.once('error', reject);
		server.listen(0, '127.0.0.1', () => {
			const address = server.address();
			server.close(() =>
				resolve(`127.0.0.1:${address && typeof address === 'object' ? address.port : 0}`),
			);
		});
	});
}

/** What the load processes share: their clients' sockets, and taking orders from the bench. */
import { connect } from 'node:net';
import process from 'node:process';

const HANDSHAKE = 'OEHASHEQUIV 1.1\nneeds-headers: false\n\n';

/**
 * Runs `turn` for every order of the bench, until that lets go.
 *
 * @param {(order: any) => Promise<object>} turn
 */
export function takeOrders(turn) {
	process.on('message', (order) => {
		turn(order).then(
			(result) => process.send?.(result),
			(error) => process.send?.({ error: String(error) }),
		);
	});
	process.on('disconnect', () => process.exit(0));
	process.send?.({});
}

/**
 * Connects and says hello.
 *
 * @param {string} address
 * @returns {Promise<import('node:net').Socket>}
 */
export function greeted(address) {
	const [host, port] = address.split(':');
	const socket = connect({ host, port: Number(port), noDelay: true });
	return new Promise((resolve, reject) => {
		socket.once('error', reject);
		socket.once('connect', () => {
			socket.write(HANDSHAKE);
			resolve(socket);
		});
	});
}

/** @param {import('node:net').Socket} socket */
export function ended(socket) {
	return new Promise((resolve) => {
		socket.once('close', resolve);
		socket.end();
	});
}

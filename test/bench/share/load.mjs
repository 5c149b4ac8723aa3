/**
 * The clients, in a process of their own: connections that each ask for one
 * object after the other, as BitBake's threads do at the start of a build.
 *
 *   load.mjs PORT METHOD CONNECTIONS SECONDS FILE_OF_PATHS
 *
 * Prints JSON: requests a second, and how many were found, missed and neither.
 */
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import process from 'node:process';

const [port, method, connections, seconds, file = ''] = process.argv.slice(2);
const requests = (await readFile(file, 'utf8'))
	.trim()
	.split('\n')
	.map(
		(path) =>
			`${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: bitbake/2.8\r\nAccept: */*\r\nConnection: Keep-Alive\r\n\r\n`,
	);
const HEAD_END = Buffer.from('\r\n\r\n');
const answers = { found: 0, missed: 0, other: 0, bytes: 0 };
let next = 0;
const end = performance.now() + Number(seconds) * 1000;

/** One client; resolves when the time is up. @returns {Promise<void>} */
function client() {
	return new Promise((resolve, reject) => {
		const socket = connect(Number(port), '127.0.0.1');
		let buffer = Buffer.alloc(0);
		/** Bytes of a body that are still to come; -1 while headers are. */
		let body = -1;
		const ask = () => {
			if (performance.now() >= end) {
				socket.destroy();
				resolve();
			} else {
				socket.write(requests[next++ % requests.length] ?? '');
			}
		};
		socket.setNoDelay(true);
		socket.on('connect', ask);
		socket.on('error', reject);
		// A server that keeps no connections: BitBake makes a new one then.
		socket.on('close', () => {
			if (performance.now() < end) client().then(resolve, reject);
			else resolve();
		});
		socket.on('data', (data) => {
			answers.bytes += data.length;
			if (body >= 0) {
				body -= data.length;
			} else {
				buffer = buffer.length === 0 ? data : Buffer.concat([buffer, data]);
				const at = buffer.indexOf(HEAD_END);
				if (at < 0) return;
				const head = buffer.toString('latin1', 0, at);
				const status = head.slice(9, 12);
				answers[status === '200' ? 'found' : status === '404' ? 'missed' : 'other']++;
				const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
				body = method === 'HEAD' ? 0 : length - (buffer.length - at - 4);
				buffer = Buffer.alloc(0);
			}
			if (body <= 0) {
				body = -1;
				ask();
			}
		});
	});
}

const start = performance.now();
await Promise.all(Array.from({ length: Number(connections) }, client));
const elapsed = (performance.now() - start) / 1000;
const { found, missed, other, bytes } = answers;
console.log(
	JSON.stringify({
		rate: (found + missed + other) / elapsed,
		bytes: bytes / elapsed,
		found,
		missed,
		other,
	}),
);

/** Clients that report outputs nobody has reported before, each with so many reports in flight. */
import { randomFillSync } from 'node:crypto';
import { METHOD } from '../hashes.mjs';
import { ended, greeted, takeOrders } from './player.mjs';

const NEWLINE = 10;

takeOrders(async ({ address, clients, inFlight, count }) => {
	const sockets = await Promise.all(Array.from({ length: clients }, () => greeted(address)));
	let left = count;
	const started = performance.now();
	await Promise.all(
		sockets.map((socket) =>
			reporter(socket, inFlight, () => {
				left--;
				return left >= 0;
			}),
		),
	);
	const seconds = (performance.now() - started) / 1000;
	await Promise.all(sockets.map(ended));
	return { perSecond: count / seconds };
});

/**
 * Reports until `next` says that there is none left; resolves when all are answered.
 *
 * @param {import('node:net').Socket} socket
 * @param {number} inFlight
 * @param {() => boolean} next
 * @returns {Promise<void>}
 */
function reporter(socket, inFlight, next) {
	/** Unihashes that must come back, in their order. @type {string[]} */
	const expected = [];
	/** @type {Buffer[]} */
	let partial = [];

	/** @param {number} count */
	function say(count) {
		let text = '';
		for (; count > 0 && next(); count--) {
			const [taskhash, outhash, unihash] = [randomHash(), randomHash(), randomHash()];
			expected.push(unihash);
			// The fields that BitBake sends unless SSTATE_HASHEQUIV_REPORT_TASKDATA is set.
			text += `{"report": {"taskhash": "${taskhash}", "method": "${METHOD}", "outhash": "${outhash}", "unihash": "${unihash}"}}\n`;
		}
		if (text !== '') socket.write(text);
	}

	return new Promise((resolve, reject) => {
		socket.on('error', reject);
		socket.on('close', () => reject(new Error('the server closed a connection')));
		socket.on('data', (chunk) => {
			partial.push(chunk);
			if (chunk[chunk.length - 1] !== NEWLINE) return;
			const answers = Buffer.concat(partial).toString('latin1').split('\n');
			partial = [];
			answers.pop();
			for (const [index, answer] of answers.entries()) {
				if (!answer.includes(expected[index] ?? 'nothing')) {
					reject(new Error(`wrong answer: ${answer}`));
				}
			}
			expected.splice(0, answers.length);
			say(answers.length);
			if (expected.length === 0) resolve();
		});
		say(inFlight);
	});
}

const random = Buffer.alloc(64 * 1024);
let used = random.length;

function randomHash() {
	if (used === random.length) {
		randomFillSync(random);
		used = 0;
	}
	used += 32;
	return random.toString('hex', used - 32, used);
}

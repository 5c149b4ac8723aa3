/**
 * Clients in get-stream mode, each with so many lines in flight. Everything
 * they will say and hear is made beforehand; every byte heard is compared.
 */
import process from 'node:process';
import { hashes, METHOD, shuffled } from '../hashes.mjs';
import { ended, greeted, takeOrders } from './player.mjs';

/**
 * Bytes of one answer: a unihash and a newline.
 */
const ANSWER = 65;
const OK = '"ok"\n';

/** @type {{ rows: number, asked: number }} rows of the database, and how many of them are asked for, chosen at random */
const { rows, asked } = JSON.parse(process.argv[2] ?? '');
const order = shuffled(rows).subarray(0, asked);
const [task, unihash] = ['task', 'unihash'].map((of) => hashes(of, rows));
const LINE = METHOD.length + 1 + ANSWER;
const lines = Buffer.alloc(asked * LINE);
const answers = Buffer.alloc(asked * ANSWER);
/** What a floor answers. */
const fixed = Buffer.alloc(asked * ANSWER, `${'0'.repeat(64)}\n`);
for (const [position, index] of order.entries()) {
	lines.write(`${METHOD} ${task(index)}\n`, position * LINE, 'latin1');
	answers.write(`${unihash(index)}\n`, position * ANSWER, 'latin1');
}
/** Clients go on where they stopped, so that a big database is not asked the same twice. */
let offset = 0;

takeOrders(async ({ address, clients, inFlight, seconds, isFloor }) => {
	const sockets = await Promise.all(Array.from({ length: clients }, () => greeted(address)));
	const share = Math.floor(asked / clients);
	let deadline = Number.POSITIVE_INFINITY;
	let answered = 0;
	const streams = sockets.map((socket, index) => {
		const start = (offset + index * share) % asked;
		return stream(socket, start, inFlight, isFloor ? fixed : answers, (count) => {
			const now = performance.now();
			if (now < deadline) answered += count;
			return now < deadline;
		});
	});
	await Promise.all(streams.map(({ opened }) => opened));
	const started = performance.now();
	deadline = started + seconds * 1000;
	for (const { begin } of streams) begin();
	await Promise.all(streams.map(({ finished }) => finished));
	offset = (offset + Math.ceil(answered / clients)) % asked;
	await Promise.all(sockets.map(ended));
	return { perSecond: answered / seconds };
});

/**
 * @param {import('node:net').Socket} socket
 * @param {number} start first line to say
 * @param {number} inFlight
 * @param {Buffer} expected
 * @param {(count: number) => boolean} take counts answers; false when it is time to stop
 */
function stream(socket, start, inFlight, expected, take) {
	let said = start;
	let outstanding = 0;
	/** Bytes heard, from the start of `expected`. */
	let heard = start * ANSWER;
	let isOpen = false;
	/** @type {() => void} */
	let open;
	/** @type {() => void} */
	let finish;
	/** @type {(error: Error) => void} */
	let fail;
	/** @type {Promise<void>} */
	const opened = new Promise((resolve) => {
		open = resolve;
	});
	/** @type {Promise<void>} */
	const finished = new Promise((resolve, reject) => {
		finish = resolve;
		fail = reject;
	});

	/** @param {number} count */
	function say(count) {
		outstanding += count;
		while (count > 0) {
			const now = Math.min(count, asked - said);
			socket.write(lines.subarray(said * LINE, (said + now) * LINE));
			said = (said + now) % asked;
			count -= now;
		}
	}

	/** @param {Buffer} chunk */
	function hear(chunk) {
		const before = Math.floor(heard / ANSWER);
		for (let at = 0; at < chunk.length; ) {
			const from = heard % expected.length;
			const length = Math.min(chunk.length - at, expected.length - from);
			if (chunk.compare(expected, from, from + length, at, at + length) !== 0) {
				fail(new Error(`wrong answer: ${chunk.toString('latin1', at, at + ANSWER)}`));
			}
			at += length;
			heard += length;
		}
		const count = Math.floor(heard / ANSWER) - before;
		outstanding -= count;
		if (take(count)) say(count);
		else if (outstanding === 0) finish();
	}

	socket.on('error', (error) => fail(error));
	socket.on('close', () => fail(new Error('the server closed a connection')));
	socket.on('data', (chunk) => {
		if (isOpen) {
			hear(chunk);
			return;
		}
		if (chunk.toString() !== OK) fail(new Error(`no stream mode: ${chunk}`));
		isOpen = true;
		open();
	});
	socket.write('{"get-stream": null}\n');
	return { opened, finished, begin: () => say(inFlight) };
}

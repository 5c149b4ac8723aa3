/** One client that looks so many hashes up once, all in flight together, as BitBake does at the start of a build. */
import process from 'node:process';
import { hashes, METHOD } from '../hashes.mjs';
import { ended, greeted, takeOrders } from './player.mjs';

/** @type {{ rows: number }} */
const { rows } = JSON.parse(process.argv[2] ?? '');
const [task, unihash] = ['task', 'unihash'].map((of) => hashes(of, rows));

takeOrders(async ({ address, count }) => {
	const socket = await greeted(address);
	const indexes = Array.from({ length: count }, (_, index) => index);
	const expected = `"ok"\n${indexes.map((index) => `${unihash(index)}\n`).join('')}`;
	const started = performance.now();
	socket.write('{"get-stream": null}\n');
	socket.write(indexes.map((index) => `${METHOD} ${task(index)}\n`).join(''));
	let heard = '';
	await new Promise((resolve, reject) => {
		socket.on('close', () => reject(new Error(`closed after ${heard.length} characters`)));
		socket.on('data', (chunk) => {
			heard += chunk.toString('latin1');
			if (heard.length >= expected.length) resolve(undefined);
		});
	});
	const seconds = (performance.now() - started) / 1000;
	if (heard !== expected) throw new Error('wrong answers');
	await ended(socket);
	return { perSecond: count / seconds };
});

/**
 * The floor under look-ups: a TCP server that answers every line with one
 * fixed line of a unihash's length, and knows nothing. What it does per line
 * is all that Node.js has to do.
 *
 *   floor.mjs ADDRESS [lines]
 *
 * With `lines` it makes a string of each line and answers that, as a server
 * must that wants to know what it was asked; without, it counts line ends.
 */
import { createServer } from 'node:net';
import process from 'node:process';

const [host, port] = (process.argv[2] ?? '').split(':');
const ANSWER = `${'0'.repeat(64)}\n`;
/** Made once, so that an answer costs the floor nothing but its way out. */
const ANSWERS = Buffer.from(ANSWER.repeat(4096));
const NEWLINE = 10;
const readsLines = process.argv[3] === 'lines';

createServer({ noDelay: true }, (socket) => {
	// Three lines of handshake, and the command that opens stream mode.
	let preamble = 4;
	/** What came behind the last line end. */
	let rest = '';
	socket.on('data', (chunk) => {
		if (readsLines && preamble === 0) {
			const asked = (rest + chunk.latin1Slice()).split('\n');
			rest = asked.pop() ?? '';
			socket.write(asked.map((line) => (line === 'END' ? 'ok\n' : ANSWER)).join(''));
			return;
		}
		let lines = 0;
		for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, at + 1)) lines++;
		if (preamble === 0) {
			socket.write(ANSWERS.subarray(0, lines * ANSWER.length));
			return;
		}
		preamble -= lines;
		if (preamble === 0) socket.write('"ok"\n');
	});
	socket.on('error', () => {});
}).listen(Number(port), host);

process.on('SIGTERM', () => process.exit(0));

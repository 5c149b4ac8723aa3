/**
 * The floor under look-ups: a TCP server that answers every line with one
 * fixed line of a unihash's length, and knows nothing. What it does per line
 * is all that Node.js has to do.
 */
import { createServer } from 'node:net';
import process from 'node:process';

const [host, port] = (process.argv[2] ?? '').split(':');
const ANSWER = `${'0'.repeat(64)}\n`;
const NEWLINE = 10;

createServer({ noDelay: true }, (socket) => {
	// Three lines of handshake, and the command that opens stream mode.
	let preamble = 4;
	socket.on('data', (chunk) => {
		let lines = 0;
		for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, at + 1)) lines++;
		if (preamble === 0) {
			socket.write(ANSWER.repeat(lines));
			return;
		}
		preamble -= lines;
		if (preamble === 0) socket.write('"ok"\n');
	});
	socket.on('error', () => {});
}).listen(Number(port), host);

process.on('SIGTERM', () => process.exit(0));

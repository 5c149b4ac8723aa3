/** A network between two servers: passes bytes on, each so many milliseconds later. Arguments: where to listen, where to connect, milliseconds. */
import { connect, createServer } from 'node:net';
import process from 'node:process';

const [from = '', to = '', milliseconds] = process.argv.slice(2);
const [[host, port], [targetHost, targetPort]] = [from, to].map((address) => address.split(':'));
const delay = Number(milliseconds);

createServer({ noDelay: true }, (socket) => {
	const target = connect({ host: targetHost, port: Number(targetPort), noDelay: true });
	for (const [one, other] of [
		[socket, target],
		[target, socket],
	]) {
		// Timers of one length end in the order in which they began.
		one.on('data', (chunk) => setTimeout(() => other.writable && other.write(chunk), delay));
		one.on('close', () => setTimeout(() => other.destroy(), delay));
		one.on('error', () => {});
	}
}).listen(Number(port), host);

process.on('SIGTERM', () => process.exit(0));

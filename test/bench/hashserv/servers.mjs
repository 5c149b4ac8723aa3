/** The servers that take turns, each in a process of its own. */
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import process from 'node:process';
import { freeAddress } from '../../../scripts/lib/ports.mjs';
import { startBackground } from '../../../scripts/lib/processes.mjs';

/**
 * @typedef {object} Server
 * @property {string} address
 * @property {number} startMs from the start of the process to its first answer
 * @property {() => number} memory mebibytes resident now
 * @property {() => Promise<number>} warmedUp resolves with the seconds that our server took to read its file into memory
 * @property {() => Promise<void>} stop
 *
 * @typedef {(database: string, more?: readonly string[]) => Promise<Server>} StartServer `more` are further arguments
 *
 * @typedef {object} ServerKinds
 * @property {StartServer} ours
 * @property {StartServer} floor counts line ends
 * @property {StartServer} lineFloor reads lines
 * @property {StartServer | undefined} against
 * @property {(to: string, milliseconds: number) => Promise<Server>} proxy a network in between, so long in each direction
 */

const PROXY = path.join(import.meta.dirname, 'proxy.mjs');
const FLOOR = path.join(import.meta.dirname, 'floor.mjs');

/**
 * @param {{ ours?: string, against?: string, bundles: import('./bundles.mjs').Bundles }} options
 * @returns {ServerKinds}
 */
export function serverKinds({ ours, against, bundles }) {
	const node = quoted(process.execPath);
	return {
		ours: starter(
			ours ?? `${node} ${quoted(bundles.hashequiv)} serve --log INFO -b {address} -d {database}`,
		),
		floor: starter(`${node} ${quoted(FLOOR)} {address}`),
		lineFloor: starter(`${node} ${quoted(FLOOR)} {address} lines`),
		against: against === undefined ? undefined : starter(against),
		proxy: (to, milliseconds) =>
			starter(`${node} ${quoted(PROXY)} {address} ${to} ${milliseconds}`)(''),
	};
}

/**
 * @param {string} template
 * @returns {StartServer}
 */
function starter(template) {
	return async (database, more = []) => {
		const address = await freeAddress();
		const command = template
			.replaceAll('{address}', address)
			.replaceAll('{database}', quoted(database));
		const started = performance.now();
		const server = startBackground('sh', [
			'-c',
			`exec ${[command, ...more.map(quoted)].join(' ')}`,
		]);
		await Promise.race([
			answered(address),
			server.exited.then((code) => {
				throw new Error(`${command}\nended with code ${code}:\n${server.output()}`);
			}),
		]);
		return {
			address,
			startMs: performance.now() - started,
			memory: () => residentMebibytes(server.pid),
			warmedUp: () => warmedUp(server),
			stop: server.stop,
		};
	};
}

/** @param {import('../../../scripts/lib/processes.mjs').Background} server */
async function warmedUp({ output, exited }) {
	let isOver = false;
	exited.then(() => {
		isOver = true;
	});
	const deadline = performance.now() + 60_000;
	while (!isOver && performance.now() < deadline) {
		const seconds = /in memory after ([\d.]+) s/.exec(output())?.[1];
		if (seconds !== undefined) return Number(seconds);
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
	throw new Error(`the server does not say that its file is in memory:\n${output()}`);
}

/**
 * Resolves when a ping is answered there.
 *
 * @param {string} address
 */
async function answered(address) {
	const port = Number(address.split(':')[1]);
	for (let tries = 0; tries < 10_000; tries++) {
		const isThere = await new Promise((resolve) => {
			const socket = connect({ port, host: '127.0.0.1', noDelay: true });
			socket.once('connect', () => {
				socket.write('OEHASHEQUIV 1.1\nneeds-headers: false\n\n{"ping": {}}\n');
			});
			socket.once('data', () => {
				socket.end();
				resolve(true);
			});
			socket.once('error', () => resolve(false));
		});
		if (isThere) return;
		await new Promise((resolve) => setTimeout(resolve, 2));
	}
	throw new Error(`nobody answers at ${address}`);
}

/** @param {number} pid */
function residentMebibytes(pid) {
	try {
		const status = readFileSync(`/proc/${pid}/status`, 'utf8');
		return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
	} catch {
		return Number.NaN;
	}
}

/** @param {string} text */
function quoted(text) {
	return `'${text.replaceAll("'", "'\\''")}'`;
}

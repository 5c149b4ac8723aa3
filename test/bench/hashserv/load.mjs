/** The load: one child process that plays all clients of a scenario, and costs far less than any server. */
import { fork } from 'node:child_process';
import path from 'node:path';
import { onShutdown } from '../../../scripts/lib/shutdown.mjs';

/**
 * @typedef {object} Asked
 * @property {string} address
 * @property {number} clients
 * @property {number} inFlight questions of one client without an answer
 *
 * @typedef {object} Measured
 * @property {number} perSecond answers
 */

/**
 * Starts a load process.
 *
 * @param {'lookUps' | 'reports'} kind
 * @param {object} options of `play/KIND.mjs`
 * @returns {Promise<{ turn: (asked: Asked & object) => Promise<Measured>, stop: () => Promise<void> }>}
 */
export async function startLoad(kind, options) {
	const child = fork(path.join(import.meta.dirname, 'play', `${kind}.mjs`), [
		JSON.stringify(options),
	]);
	const exited = new Promise((resolve) => child.once('exit', resolve));
	const forget = onShutdown({ close: stop, kill: () => child.kill('SIGKILL') });
	async function stop() {
		if (child.connected) child.disconnect();
		await exited;
		forget();
	}
	/** @returns {Promise<any>} */
	function message() {
		return new Promise((resolve, reject) => {
			/** @param {{ error?: string }} value */
			const take = (value) => {
				child.off('exit', fail);
				if (value.error === undefined) resolve(value);
				else reject(new Error(value.error));
			};
			const fail = () => reject(new Error(`the load process (${kind}) died`));
			child.once('message', take);
			child.once('exit', fail);
		});
	}
	await message();
	return {
		turn: (asked) => {
			const answer = message();
			child.send(asked);
			return answer;
		},
		stop,
	};
}

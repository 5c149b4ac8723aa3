/**
 * Child processes in groups of their own, so that ending one ends everything
 * it started (extension hosts, language servers), and a Ctrl-C in the terminal
 * reaches them only through our own orderly shutdown.
 */
import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { onShutdown } from './shutdown.mjs';

/** How long a process may take to end when asked politely, in milliseconds. */
const GRACE = 4000;

/**
 * @typedef {object} Background
 * @property {number} pid
 * @property {Promise<number>} exited exit code; 1 when a signal ended it or it could not start
 * @property {() => string} output everything it printed so far
 * @property {() => Promise<void>} stop ends it and its children; safe to call twice
 */

/**
 * Starts a program that keeps running.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, onLine?: (line: string) => void }} [options]
 * @returns {Background}
 */
export function startBackground(command, args, { cwd, env, onLine } = {}) {
	const child = spawn(command, args, {
		cwd,
		env: env ?? process.env,
		detached: true,
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	/** @type {string[]} */
	const lines = [];
	for (const stream of [child.stdout, child.stderr]) {
		createInterface({ input: stream }).on('line', (line) => {
			lines.push(line);
			onLine?.(line);
		});
	}
	/** @type {Promise<number>} */
	const exited = new Promise((resolve) => {
		child.once('error', (error) => {
			lines.push(String(error));
			resolve(1);
		});
		child.once('close', (code) => resolve(code ?? 1));
	});
	const pid = child.pid ?? 0;
	const forget = onShutdown({ close: stop, kill: () => signalGroup(pid, 'SIGKILL') });

	async function stop() {
		signalGroup(pid, 'SIGTERM');
		await Promise.race([exited, delay(GRACE)]);
		// Whatever of the group ignored the request, or was orphaned, goes now.
		signalGroup(pid, 'SIGKILL');
		await exited;
		forget();
	}
	return { pid, exited, output: () => lines.join('\n'), stop };
}

/**
 * Runs a program to its end and answers its output; rejects with the end of
 * that output when it fails.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 */
export async function run(command, args, options = {}) {
	const program = startBackground(command, args, options);
	const code = await program.exited;
	await program.stop();
	if (code === 0) return program.output();
	const tail = program.output().split('\n').slice(-25).join('\n');
	throw new Error(`${[command, ...args].join(' ')} ended with code ${code}:\n${tail}`);
}

/**
 * Runs a program that talks to the person in the terminal, and answers its
 * exit code.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<number>}
 */
export function runVisibly(command, args, options = {}) {
	return new Promise((resolve, reject) => {
		const child = spawn(command, args, { stdio: 'inherit', ...options });
		child.once('error', reject);
		child.once('close', (code) => resolve(code ?? 1));
	});
}

/**
 * Full path of the first of these programs that is on the PATH.
 *
 * @param {...string} names
 * @returns {string | undefined}
 */
export function which(...names) {
	const extensions = process.platform === 'win32' ? ['.exe', '.cmd', ''] : [''];
	for (const name of names) {
		for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
			for (const extension of extensions) {
				const file = path.join(folder, name + extension);
				try {
					accessSync(file, constants.X_OK);
					return file;
				} catch {
					// Not here: look further.
				}
			}
		}
	}
	return undefined;
}

/**
 * @param {number} pid
 * @param {NodeJS.Signals} signal
 */
function signalGroup(pid, signal) {
	if (!pid) return;
	try {
		process.kill(-pid, signal);
	} catch {
		// The group is gone already.
	}
}

/** @param {number} milliseconds */
function delay(milliseconds) {
	return new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
}

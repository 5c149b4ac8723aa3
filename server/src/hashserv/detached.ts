/** Servers that outlive the window that started them: `hashequiv serve` as a process of its own. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import * as l10n from '@vscode/l10n';
import type { ServerMetrics } from '../shared/dashboard';
import type { WorkerOptions } from './control';
import type { Show, ShownServer } from './shown-server';
import { readRecord, readRecordCertainly, removeRecord, type ServerRecord } from './status-file';

const START_TIMEOUT = 20_000;
/** As long as the server gives its clients, and then some. */
const STOP_TIMEOUT = 15_000;
/** The same for one that only starts, and has no clients. */
const CANCEL_TIMEOUT = 1_000;
const POLL = 50;
/** How often the figures of a server that runs on its own are looked at. */
const FOLLOW = 1_000;

export interface DetachedOptions {
	/** The bundle of `hashequiv`. */
	readonly cliPath: string;
	/** Where the status files are; the same for every window. */
	readonly folder: string;
	/** Milliseconds that a server which was told to stop may take before it is killed. */
	readonly stopTimeout?: number;
}

/** A server that runs on its own, with the file it is known by. */
export interface DetachedServer {
	readonly record: ServerRecord;
	readonly path: string;
}

/** The running server with this address, whichever window started it. */
export function findDetached(folder: string, address: string): DetachedServer | undefined {
	for (const name of namesIn(folder)) {
		const path = join(folder, name);
		const record = readRecord(path);
		if (record?.address === address) return { record, path };
		if (record === undefined) removeRecord(path);
	}
	return undefined;
}

/**
 * Starts a server and waits until it answers. One that does not is not left behind.
 * @throws Error with what the server said when it could not start; the signal's reason
 */
export async function startDetached(
	{ cliPath, folder }: DetachedOptions,
	options: WorkerOptions,
	signal: AbortSignal,
): Promise<DetachedServer> {
	mkdirSync(folder, { recursive: true });
	const path = join(folder, `${Date.now()}-${process.pid}.json`);
	const logPath = `${path}.log`;
	const log = openSync(logPath, 'w', 0o600);
	mkdirSync(dirname(options.database), { recursive: true });
	const args = [cliPath, ...argumentsOf(options), '--status-file', path];
	const child = spawn(process.execPath, args, { detached: true, stdio: ['ignore', log, log] });
	closeSync(log);
	try {
		const record = await appears(path, child, logPath, signal);
		child.unref();
		return { record, path };
	} catch (error) {
		await end(child);
		removeRecord(path);
		throw error;
	} finally {
		rmSync(logPath, { force: true });
	}
}

/** Shows a server that runs on its own, with new figures as they come, until it has ended. */
export function showDetached(
	{ record, path }: DetachedServer,
	{ tell, log, stopTimeout = STOP_TIMEOUT }: Show & Pick<DetachedOptions, 'stopTimeout'>,
): ShownServer {
	const show = ({ address, database, startedAt, stats }: ServerRecord): void =>
		tell({ kind: 'running', address, database, startedAt, stats, isDetached: true });
	const timer = setInterval(() => {
		const current = readRecord(path);
		if (current !== undefined) return show(current);
		clearInterval(timer);
		log('warn', 'the hash equivalence server that ran on its own has ended');
		tell({ kind: 'stopped' });
	}, FOLLOW);
	timer.unref();
	show(record);
	const leave = async (): Promise<void> => clearInterval(timer);
	return {
		measure: async () => metricsIn(path),
		leave,
		stop: async () => {
			await leave();
			await stopDetached(path, stopTimeout);
		},
	};
}

function argumentsOf({
	address,
	database,
	upstream,
	anonymousPermissions,
}: WorkerOptions): string[] {
	return [
		'serve',
		...['--bind', address],
		...['--database', database],
		...(upstream === undefined ? [] : ['--upstream', upstream]),
		...(anonymousPermissions === undefined ? [] : ['--anon-perms', anonymousPermissions]),
	];
}

/** What the server with this status file counts; null when it is gone or of an older version. */
function metricsIn(path: string): ServerMetrics | null {
	const record = readRecord(path);
	if (record?.times === undefined || record.clients === undefined) return null;
	const { stats, times, clients } = record;
	return { stats, times, clients };
}

function namesIn(folder: string): string[] {
	try {
		return readdirSync(folder).filter((name) => name.endsWith('.json'));
	} catch {
		return [];
	}
}

/** Waits for the record of a server that was just started. Rejects with its last words if it ends instead. */
async function appears(
	path: string,
	child: ChildProcess,
	logPath: string,
	signal: AbortSignal,
): Promise<ServerRecord> {
	let ended: string | undefined;
	// The log is read at once: later it is gone, and the server's end is no failure to start.
	const failed = (reason: string): void => {
		ended ??= reason;
	};
	child.once('error', (error) => failed(error.message));
	child.once('exit', (code) => failed(lastWords(logPath) || l10n.t`exit code ${code ?? ''}`));
	const latest = Date.now() + START_TIMEOUT;
	while (Date.now() < latest) {
		signal.throwIfAborted();
		const record = readRecord(path);
		if (record !== undefined) return record;
		if (ended !== undefined) throw new Error(ended);
		await pause(POLL);
	}
	throw new Error(l10n.t('The hash equivalence server did not start in time.'));
}

/** What it says about its end, else all that it said. */
function lastWords(logPath: string): string {
	try {
		const text = readFileSync(logPath, 'utf8').trim();
		return /^hashequiv serve: (.*)$/m.exec(text)?.[1] ?? text;
	} catch {
		return '';
	}
}

/** Ends a process that was just started, and waits until it has. */
async function end(child: ChildProcess): Promise<void> {
	// One that could not be started has no number.
	if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
	const ended = once(child, 'exit');
	child.kill();
	// Within one long look at its database it hears no signal but this.
	const timer = setTimeout(() => child.kill('SIGKILL'), CANCEL_TIMEOUT);
	await ended;
	clearTimeout(timer);
}

/** Asks the server with this status file to stop, and waits until it has; one that does not in time is killed. */
async function stopDetached(path: string, timeout: number): Promise<void> {
	if (signalTo(path, 'SIGTERM')) await hasEnded(path, timeout);
	if (signalTo(path, 'SIGKILL')) await hasEnded(path, CANCEL_TIMEOUT);
	removeRecord(path);
}

/** Resolves when the server with this status file has ended, or when so many milliseconds are over. */
async function hasEnded(path: string, timeout: number): Promise<void> {
	const latest = Date.now() + timeout;
	while (readRecord(path) !== undefined && Date.now() < latest) await pause(POLL);
}

/** False when the server has ended: then its process number may be another's by now. */
function signalTo(path: string, name: 'SIGTERM' | 'SIGKILL'): boolean {
	const record = readRecordCertainly(path);
	if (record === undefined) return false;
	try {
		return process.kill(record.pid, name);
	} catch {
		return false;
	}
}

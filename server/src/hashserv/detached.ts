/** Servers that outlive the window that started them: `hashequiv serve` as a process of its own. */

import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as l10n from '@vscode/l10n';
import type { ServerMetrics } from '../shared/dashboard';
import type { WorkerOptions } from './control';
import { readRecord, removeRecord, type ServerRecord } from './status-file';

const START_TIMEOUT = 20_000;
const STOP_TIMEOUT = 15_000;
const POLL = 50;
/** How often the figures of a server that runs on its own are looked at. */
const FOLLOW = 1_000;

export interface DetachedOptions {
	/** The bundle of `hashequiv`. */
	readonly cliPath: string;
	/** Where the status files are; the same for every window. */
	readonly folder: string;
}

/** Starts, finds, follows and stops servers that run on their own. */
export class DetachedServers {
	readonly #options: DetachedOptions;

	constructor(options: DetachedOptions) {
		this.#options = options;
	}

	/** The running server with this address, whichever window started it. */
	find(address: string): { record: ServerRecord; path: string } | undefined {
		for (const name of namesIn(this.#options.folder)) {
			const path = join(this.#options.folder, name);
			const record = readRecord(path);
			if (record?.address === address) return { record, path };
			if (record === undefined) removeRecord(path);
		}
		return undefined;
	}

	/**
	 * Starts a server and waits until it answers.
	 * @throws Error with what the server said when it could not start
	 */
	async start({
		address,
		database,
		upstream,
		anonymousPermissions,
	}: WorkerOptions): Promise<{ record: ServerRecord; path: string }> {
		const { cliPath, folder } = this.#options;
		mkdirSync(folder, { recursive: true });
		const path = join(folder, `${Date.now()}-${process.pid}.json`);
		const logPath = `${path}.log`;
		const log = openSync(logPath, 'w', 0o600);
		mkdirSync(dirname(database), { recursive: true });
		const args = [
			cliPath,
			'serve',
			'--bind',
			address,
			'--database',
			database,
			'--status-file',
			path,
		];
		if (upstream !== undefined) args.push('--upstream', upstream);
		if (anonymousPermissions !== undefined) args.push('--anon-perms', anonymousPermissions);
		const child = spawn(process.execPath, args, { detached: true, stdio: ['ignore', log, log] });
		closeSync(log);
		try {
			const record = await appears(path, child, logPath);
			child.unref();
			return { record, path };
		} finally {
			rmSync(logPath, { force: true });
		}
	}

	/** Calls back with new figures, and once when the server is gone. The result ends it. */
	follow(path: string, update: (record: ServerRecord) => void, gone: () => void): () => void {
		const timer = setInterval(() => {
			const record = readRecord(path);
			if (record !== undefined) return update(record);
			clearInterval(timer);
			gone();
		}, FOLLOW);
		timer.unref();
		return () => clearInterval(timer);
	}

	/** Asks a server to stop and waits until it has; one that does not within the time is left to itself. */
	async stop({ record, path }: { record: ServerRecord; path: string }): Promise<void> {
		process.kill(record.pid, 'SIGTERM');
		const end = Date.now() + STOP_TIMEOUT;
		while (readRecord(path) !== undefined && Date.now() < end) await pause();
	}
}

/** What the server with this status file counts; null when it is gone or of an older version. */
export function metricsAt(path: string): ServerMetrics | null {
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
async function appears(path: string, child: ChildProcess, logPath: string): Promise<ServerRecord> {
	let ended: string | undefined;
	// The log is read at once: later it is gone, and the server's end is no failure to start.
	const failed = (reason: string): void => {
		ended ??= reason;
	};
	child.once('error', (error) => failed(error.message));
	child.once('exit', (code) => failed(textOf(logPath) || l10n.t`exit code ${code ?? ''}`));
	const end = Date.now() + START_TIMEOUT;
	while (Date.now() < end) {
		const record = readRecord(path);
		if (record !== undefined) return record;
		if (ended !== undefined) throw new Error(ended);
		await pause();
	}
	child.kill();
	throw new Error(l10n.t('The hash equivalence server did not start in time.'));
}

function textOf(path: string): string {
	try {
		return readFileSync(path, 'utf8').trim();
	} catch {
		return '';
	}
}

function pause(): Promise<void> {
	return new Promise((resolve) => {
		setTimeout(resolve, POLL);
	});
}

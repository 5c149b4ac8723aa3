/**
 * The file by which a server that runs on its own is known to editors: its
 * process, address, database and figures. It is there while the server runs.
 */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type { ServerMetrics } from '../shared/dashboard';
import { processStart } from './process-start';

/** A server of an older version tells its `stats` alone. */
export interface ServerRecord
	extends Pick<ServerMetrics, 'stats'>,
		Partial<Omit<ServerMetrics, 'stats'>> {
	readonly pid: number;
	/** When the process started, as the system tells it; absent where it does not, and from older versions. */
	readonly processStart?: string;
	/** The form a client uses. */
	readonly address: string;
	/** Absolute path of the SQLite file. */
	readonly database: string;
	/** Milliseconds since the epoch. */
	readonly startedAt: number;
}

/** Writes a record whole: a reader sees the old one or the new one. */
export function writeRecord(path: string, record: ServerRecord): void {
	const part = `${path}.part`;
	writeFileSync(part, JSON.stringify(record), { mode: 0o600 });
	renameSync(part, path);
}

/** Keeps a record up to date until it is disposed of, which removes the file. */
export function keepRecord(
	path: string,
	first: ServerRecord,
	figures: () => Promise<ServerMetrics>,
): { dispose(): void } {
	writeRecord(path, first);
	let last = '';
	let isDisposed = false;
	const timer = setInterval(() => {
		figures()
			.then((metrics) => {
				const text = JSON.stringify(metrics);
				if (isDisposed || text === last) return;
				writeRecord(path, { ...first, ...metrics });
				last = text;
			})
			// Figures that cannot be read or written now, as when the disk is full, are
			// again in a second; the server itself goes on.
			.catch(() => {});
	}, 1000);
	timer.unref();
	return {
		dispose: () => {
			isDisposed = true;
			clearInterval(timer);
			removeRecord(path);
		},
	};
}

/** Removes a record, if it can: one that stays is not believed once its process has ended. */
export function removeRecord(path: string): void {
	try {
		rmSync(path, { force: true });
	} catch {
		// The folder may be read-only by now.
	}
}

/** The record in a file whose server still runs, else undefined. */
export function readRecord(path: string): ServerRecord | undefined {
	try {
		const record = JSON.parse(readFileSync(path, 'utf8')) as ServerRecord;
		return typeof record.address === 'string' && runs(record, path) ? record : undefined;
	} catch {
		return undefined;
	}
}

/** The same for whoever is about to send the process a signal: certain wherever the system can tell. */
export function readRecordCertainly(path: string): ServerRecord | undefined {
	const record = readRecord(path);
	return record !== undefined && startedThen(record) ? record : undefined;
}

/** True when the process is the one that was started with this file: numbers of processes are used again. */
function runs(record: ServerRecord, path: string): boolean {
	const { pid } = record;
	if (!Number.isInteger(pid) || pid <= 0) return false;
	try {
		process.kill(pid, 0);
	} catch {
		return false;
	}
	// Elsewhere it takes a process to ask, too much for every second: that this one exists has to do.
	if (process.platform !== 'linux') return true;
	const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
	return words.includes(path) && startedThen(record);
}

function startedThen({ pid, processStart: then }: ServerRecord): boolean {
	return then === undefined || processStart(pid) === then;
}

/** A database that somebody else holds, so that a server which opens it has to wait. */
import { mkdirSync, readdirSync, readlinkSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { onTestFinished } from 'vitest';

export interface Lock {
	/** Files of this process that are the lock's own. */
	readonly files: number;
	release(): void;
}

/** Makes a database, if there is none, and locks it. */
export function lockDatabase(path: string): Lock {
	mkdirSync(dirname(path), { recursive: true });
	const holder = new DatabaseSync(path);
	holder.exec('PRAGMA journal_mode = WAL');
	holder.exec('CREATE TABLE IF NOT EXISTS tasks_v1 (id INTEGER)');
	holder.exec('BEGIN IMMEDIATE');
	const release = (): void => {
		if (holder.isOpen) holder.close();
	};
	onTestFinished(release);
	return { files: filesOf('self', path), release };
}

/** True when a process has the database open more than so many times. */
export function isOpenIn(pid: number | 'self', path: string, beside = 0): boolean {
	return filesOf(pid, path) > beside;
}

function filesOf(pid: number | 'self', path: string): number {
	const folder = `/proc/${pid}/fd`;
	return readdirSync(folder).filter((name) => {
		try {
			return readlinkSync(`${folder}/${name}`) === path;
		} catch {
			// It was closed meanwhile.
			return false;
		}
	}).length;
}

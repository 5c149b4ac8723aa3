import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs';
import type { ReadResult, SourceReader } from '../evaluation/reader';
import { decodeUtf8 } from '../text/decode';
import type { FolderReader } from '../yocto/discover';

/** No configuration file is nearly as large; such a file was named by mistake. */
const MAX_SIZE = 16 * 1024 * 1024;

/** Reads files from disk, synchronously: a whole configuration is some hundred small files. */
export class DiskReader implements SourceReader, FolderReader {
	read(path: string): ReadResult {
		try {
			const stats = statSync(path);
			// Reading a pipe or a device might never end.
			if (!stats.isFile() && !stats.isDirectory()) return unreadable('It is no regular file.');
			return tooLarge(stats.size) ?? decode(readFileSync(path));
		} catch (error) {
			return failure(error as NodeJS.ErrnoException);
		}
	}

	exists(path: string): boolean {
		try {
			// The option does not cover everything: names that are too long, folders that
			// may not be looked into, and on Node 20 a file in the place of a folder.
			return statSync(path, { throwIfNoEntry: false }) !== undefined;
		} catch {
			return false;
		}
	}

	folders(path: string): readonly string[] {
		return entries(path, (entry) => entry.isDirectory() || entry.isSymbolicLink());
	}

	/** Names of what else is in a folder; a symbolic link counts as both. */
	files(path: string): readonly string[] {
		return entries(path, (entry) => entry.isFile() || entry.isSymbolicLink());
	}
}

/** What a file of such a size is read as; undefined for one that may well be a configuration. */
export function tooLarge(size: number): ReadResult | undefined {
	if (size <= MAX_SIZE) return undefined;
	return unreadable(`The file is too large for a configuration: ${size} bytes.`);
}

function entries(path: string, isWanted: (entry: Dirent) => boolean): readonly string[] {
	try {
		return readdirSync(path, { withFileTypes: true })
			.filter(isWanted)
			.map(({ name }) => name)
			.sort();
	} catch {
		return [];
	}
}

function decode(bytes: Uint8Array): ReadResult {
	const decoded = decodeUtf8(bytes);
	if (decoded.ok) return { kind: 'text', text: decoded.text };
	const byte = decoded.byte.toString(16).padStart(2, '0');
	return {
		kind: 'unreadable',
		line: decoded.line,
		reason: `The file is not UTF-8: byte 0x${byte} on line ${decoded.line} cannot be decoded, so BitBake reads none of it. Save the file as UTF-8.`,
	};
}

/** Errors that say that nothing can be at a path, however it came about. */
export const NOTHING_THERE: ReadonlySet<string | undefined> = new Set([
	'ENOENT',
	'ENOTDIR',
	'ENAMETOOLONG',
	// A NUL in the path, which no file system can hold.
	'ERR_INVALID_ARG_VALUE',
]);

function failure(error: NodeJS.ErrnoException): ReadResult {
	if (NOTHING_THERE.has(error.code)) return { kind: 'missing' };
	const reasons: Readonly<Record<string, string>> = {
		EACCES: 'There is no permission to read it.',
		EISDIR: 'It is a folder.',
		ELOOP: 'Its symbolic links lead in a circle.',
	};
	return unreadable(reasons[error.code ?? ''] ?? `It cannot be read: ${error.message}`);
}

function unreadable(reason: string): ReadResult {
	return { kind: 'unreadable', reason };
}

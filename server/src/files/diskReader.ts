import { readdirSync, readFileSync, statSync } from 'node:fs';
import type { ReadResult, SourceReader } from '../evaluation/reader';
import { decodeUtf8 } from '../text/decode';
import type { FolderReader } from '../yocto/discover';

/** No configuration file is nearly as large; such a file was named by mistake. */
const MAX_SIZE = 16 * 1024 * 1024;

/** Reads files from disk, synchronously: a whole configuration is some hundred small files. */
export class DiskReader implements SourceReader, FolderReader {
	read(path: string): ReadResult {
		try {
			const { size } = statSync(path);
			if (size > MAX_SIZE) {
				return {
					kind: 'unreadable',
					reason: `The file is too large for a configuration: ${size} bytes.`,
				};
			}
			return decode(readFileSync(path));
		} catch (error) {
			return failure(error as NodeJS.ErrnoException);
		}
	}

	exists(path: string): boolean {
		return statSync(path, { throwIfNoEntry: false }) !== undefined;
	}

	folders(path: string): readonly string[] {
		try {
			return readdirSync(path, { withFileTypes: true })
				.filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
				.map(({ name }) => name)
				.sort();
		} catch {
			return [];
		}
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

function failure(error: NodeJS.ErrnoException): ReadResult {
	if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return { kind: 'missing' };
	const reasons: Readonly<Record<string, string>> = {
		EACCES: 'There is no permission to read it.',
		EISDIR: 'It is a folder.',
		ELOOP: 'Its symbolic links lead in a circle.',
	};
	const reason = reasons[error.code ?? ''] ?? `It cannot be read: ${error.message}`;
	return { kind: 'unreadable', reason };
}

/** What reading a path gave. */
export type ReadResult =
	| { readonly kind: 'text'; readonly text: string }
	| { readonly kind: 'missing' }
	/** Something is there that cannot be read as a configuration file: why, for people, and the 1-based line if known. */
	| { readonly kind: 'unreadable'; readonly reason: string; readonly line?: number };

/**
 * How the pure half gets at files. Paths are absolute. Implementations remember
 * what was asked for, missing files included, if they want to watch it.
 */
export interface SourceReader {
	read(path: string): ReadResult;
	/** True for files and directories alike. */
	exists(path: string): boolean;
}

/** A reader over texts in memory, for tests and for texts that are not on disk. */
export function memoryReader(files: Readonly<Record<string, string>>): SourceReader {
	return {
		read(path) {
			const text = files[path];
			return text === undefined ? { kind: 'missing' } : { kind: 'text', text };
		},
		exists(path) {
			return path in files || Object.keys(files).some((file) => file.startsWith(`${path}/`));
		},
	};
}

import type { Dialect } from '../syntax/dialect';
import { type ParsedFile, parse } from '../syntax/parse';

/** A `parse` that remembers each file's last result, for reading a configuration again and again. */
export function rememberingParse(): (path: string, text: string, dialect: Dialect) => ParsedFile {
	const known = new Map<string, { dialect: Dialect; file: ParsedFile }>();
	return (path, text, dialect) => {
		const last = known.get(path);
		if (last && last.file.text === text && last.dialect === dialect) return last.file;
		const file = parse(path, text, dialect);
		known.set(path, { dialect, file });
		return file;
	};
}

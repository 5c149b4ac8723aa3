import type { Dialect } from '../syntax/dialect';
import { type ParsedFile, parse } from '../syntax/parse';

/** A `parse` that remembers each file's last result, for reading a configuration again and again. */
export function rememberingParse(): (path: string, text: string, dialect: Dialect) => ParsedFile {
	const known = new Map<string, { bitbake: string; file: ParsedFile }>();
	return (path, text, dialect) => {
		const bitbake = JSON.stringify(dialect);
		const last = known.get(path);
		if (last && last.file.text === text && last.bitbake === bitbake) return last.file;
		const file = parse(path, text, dialect);
		known.set(path, { bitbake, file });
		return file;
	};
}

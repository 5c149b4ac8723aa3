import type { Dialect } from '../syntax/dialect';
import type { ParsedFile } from '../syntax/parse';
import type { HostFacts } from './dataStore';
import type { SourceReader } from './reader';

export interface EvaluationOptions {
	readonly dialect: Dialect;
	readonly reader: SourceReader;
	/** Parses a file; a caller that evaluates again and again passes one that remembers. */
	readonly parse?: (path: string, text: string, dialect: Dialect) => ParsedFile;
	/** The machine that builds, where it is known: what Python's os.uname() tells there. */
	readonly host?: HostFacts;
	/** Read `include` and `require`; on by default. */
	readonly follow?: boolean;
	/**
	 * Go on after what would stop BitBake, and use statements that were clearly
	 * meant: for an editor, where the file is wrong most of the time.
	 */
	readonly tolerant?: boolean;
}

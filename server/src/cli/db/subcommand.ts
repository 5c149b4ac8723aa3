import { StoreError } from '../../hashserv/errors';
import { type Command, type Io, UsageError } from '../io';

/** One thing that `hashequiv db` does. */
export interface Subcommand {
	readonly name: string;
	/** Its arguments, as in the help. */
	readonly usage: string;
	readonly summary: string;
	/** What it is called with, after the options that all have were taken away. */
	run(call: Call, io: Io): Promise<number>;
}

export interface Call {
	/** The database, as a full path. */
	readonly database: string;
	readonly names: readonly string[];
	readonly dryRun: boolean;
}

/** The one name that a subcommand takes. @throws UsageError for none or several */
export function oneName({ names }: Call, what: string): string {
	const [name, ...more] = names;
	if (name === undefined || more.length > 0) throw new UsageError(`name one ${what}`);
	return name;
}

/** None or one. @throws UsageError for several */
export function mayNameOne({ names }: Call, what: string): string | undefined {
	if (names.length > 1) throw new UsageError(`name at most one ${what}`);
	return names[0];
}

/** @throws UsageError for any */
export function noNames({ names }: Call): void {
	if (names.length > 0) throw new UsageError(`there is nothing to do with ${names.join(' ')}`);
}

/** A command whose errors of files become one line and exit code 1. */
export function explained(command: Command): Command {
	return async (argv, io) => {
		try {
			return await command(argv, io);
		} catch (error) {
			if (!(error instanceof StoreError) && !isSystemError(error)) throw error;
			io.stderr(`hashequiv db: ${error instanceof StoreError ? error.message : wordsFor(error)}\n`);
			return 1;
		}
	};
}

/** Of the file system, such as ENOENT; wrong usage has codes of its own. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException {
	return error instanceof Error && 'errno' in error;
}

function wordsFor({ code, path = '', message }: NodeJS.ErrnoException): string {
	switch (path === '' ? '' : code) {
		case 'EEXIST':
			return `${path} exists already. Choose another name or remove it.`;
		case 'ENOENT':
			return `There is no ${path}, or no folder for it.`;
		default:
			return message;
	}
}

export function formatCount(count: number, one: string, many = `${one}s`): string {
	return `${count} ${count === 1 ? one : many}`;
}

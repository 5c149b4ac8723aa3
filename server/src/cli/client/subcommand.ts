import type { ParseArgsOptionsConfig } from 'node:util';
import { type Io, UsageError } from '../io';
import { parseOptions } from '../options';
import type { Server } from './server';

/** A subcommand of `hashequiv client`; names, arguments and output are those of `bitbake-hashclient`. */
export interface Subcommand {
	readonly name: string;
	/** Its arguments, for the usage text. */
	readonly args: string;
	readonly summary: string;
	/**
	 * Reads the arguments, before anything is connected.
	 * @throws UsageError
	 */
	prepare(argv: readonly string[]): Run;
}

/** Does it; resolves to the exit code. */
export type Run = (server: Server, io: ClientIo) => Promise<number>;

export interface ClientIo extends Io {
	/** Standard input, line by line. */
	readonly lines: AsyncIterable<string>;
}

/**
 * Options, and exactly the named arguments; the last may be `NAME...` for any number.
 * @throws UsageError
 */
export function readArguments<T extends ParseArgsOptionsConfig>(
	argv: readonly string[],
	names: readonly string[],
	options: T,
) {
	const { values, positionals } = parseOptions({
		args: [...argv],
		allowPositionals: true,
		strict: true,
		options,
	});
	const isOpen = names.at(-1)?.endsWith('...') === true;
	const least = isOpen ? names.length - 1 : names.length;
	if (positionals.length < least) throw new UsageError(`${names[positionals.length]} is missing`);
	if (!isOpen && positionals.length > least) {
		throw new UsageError(`there is an argument too many: ${positionals[least]}`);
	}
	return { values, positionals };
}

/** Takes `-w KEY VALUE`, any number of times, out of the arguments. */
export function takeConditions(argv: readonly string[]): {
	where: Record<string, string>;
	rest: string[];
} {
	const where: Record<string, string> = {};
	const rest: string[] = [];
	for (let index = 0; index < argv.length; index++) {
		const word = argv[index] ?? '';
		if (word !== '-w' && word !== '--where') {
			rest.push(word);
			continue;
		}
		const [key, value] = [argv[index + 1], argv[index + 2]];
		if (key === undefined || value === undefined) {
			throw new UsageError(`${word} needs a column and a value`);
		}
		where[key] = value;
		index += 2;
	}
	return { where, rest };
}

/** Conditions as `gc-mark-stream` reads them: columns and values in turn. */
export function conditionsOf(line: string): Record<string, string> {
	const words = line.split(/\s+/).filter((word) => word !== '');
	const pairs: [string, string][] = [];
	for (let index = 0; index + 1 < words.length; index += 2) {
		pairs.push([words[index] ?? '', words[index + 1] ?? '']);
	}
	return Object.fromEntries(pairs);
}

/** A whole number of at least `least`. */
export function wholeNumber(name: string, text: string, least: number): number {
	const number = Number(text);
	if (text.trim() === '' || !Number.isInteger(number) || number < least) {
		throw new UsageError(`${name} ${text}: a whole number of at least ${least} is needed`);
	}
	return number;
}

import { type ParseArgsConfig, parseArgs } from 'node:util';
import { UsageError } from './io';
import { suggestion } from './suggestion';

/**
 * Node's parser of arguments, which says in many words that an option is not
 * known and not which one was meant.
 * @throws UsageError
 */
export function parseOptions<T extends ParseArgsConfig>(
	config: T,
): ReturnType<typeof parseArgs<T>> {
	try {
		return parseArgs(config);
	} catch (error) {
		if (!(error instanceof Error)) throw error;
		throw new UsageError(explain(error.message, Object.keys(config.options ?? {})));
	}
}

function explain(message: string, names: readonly string[]): string {
	const [, option] = /^Unknown option '([^']+)'/.exec(message) ?? [];
	if (option !== undefined) {
		const known = names.map((name) => `--${name}`);
		return `unknown option ${option}${option.startsWith('--') ? suggestion(option, known) : ''}`;
	}
	const [, argument] = /^Unexpected argument '(.*)'\. This command/s.exec(message) ?? [];
	if (argument !== undefined) {
		const hint = names.includes('build-dir') ? '; a build is named with --build-dir' : '';
		return `unexpected argument "${argument}"${hint}`;
	}
	return message.replace(/\n.*/s, '');
}

import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from '../syntax/parse';
import { stripComments } from '../syntax/stripComments';
import { decodeUtf8 } from '../text/decode';
import { DEFAULT_RELEASE, dialectFor } from '../yocto/releases';
import { type Command, UsageError } from './io';
import { parseOptions } from './options';
import { releaseOption } from './target';

export const USAGE = `usage: hashequiv fmt --strip-comments [--write] [--release NAME] FILE...

Prints configuration files without their comments. Values stay as they are:
what looks like a comment inside a continued value is part of it.

  --strip-comments  takes out comment lines, comments behind values (which
                    BitBake rejects), and the blank lines that are left over
  --write           changes the files instead of printing them
  --release NAME    code name or version; ${DEFAULT_RELEASE.codename} otherwise

Exit code: 0 done, 1 a file could not be read or has errors (it is then left
as it is), 2 wrong usage.
`;

export const fmt: Command = async (argv, io) => {
	const { values, positionals } = parseOptions({
		args: [...argv],
		allowPositionals: true,
		options: {
			'strip-comments': { type: 'boolean', default: false },
			write: { type: 'boolean', default: false },
			release: { type: 'string' },
		},
	});
	if (!values['strip-comments']) throw new UsageError('say what to do: --strip-comments');
	if (positionals.length === 0) throw new UsageError('name at least one file');
	const dialect = dialectFor(releaseOption(values.release) ?? DEFAULT_RELEASE);

	let hasFailed = false;
	for (const name of positionals) {
		const path = resolve(io.cwd, name);
		const text = read(path);
		const stripped = text === undefined ? undefined : stripComments(parse(path, text, dialect));
		if (stripped === undefined) {
			io.stderr(
				`hashequiv fmt: ${name} cannot be read or has errors; see hashequiv lint ${name}\n`,
			);
			hasFailed = true;
		} else if (!values.write) {
			io.stdout(stripped);
		} else if (stripped !== text) {
			writeFileSync(path, stripped);
		}
	}
	return hasFailed ? 1 : 0;
};

function read(path: string): string | undefined {
	try {
		const decoded = decodeUtf8(readFileSync(path));
		return decoded.ok ? decoded.text : undefined;
	} catch {
		return undefined;
	}
}

/**
 * `hashequiv`: the command line. The only file beside main.ts that knows both
 * halves, the configuration language and the hash equivalence server.
 */

import { version } from '../../package.json';
import { USAGE as BUILDS_USAGE, builds } from './cli/builds';
import { USAGE as CLIENT_USAGE, client } from './cli/client';
import { USAGE as DB_USAGE, db } from './cli/db';
import { USAGE as EVAL_USAGE, evaluate } from './cli/eval';
import { USAGE as FMT_USAGE, fmt } from './cli/fmt';
import { USAGE as GETVAR_USAGE, getvar } from './cli/getvar';
import { type Command, type Io, UsageError } from './cli/io';
import { USAGE as LINT_USAGE, lint } from './cli/lint';
import { serve } from './cli/serve';
import { USAGE as SHARE_USAGE, share } from './cli/share';

const COMMANDS: Readonly<Record<string, { run: Command; summary: string; usage?: string }>> = {
	serve: { run: serve, summary: 'run a hash equivalence server' },
	share: {
		run: share,
		summary: 'share a build’s cache with other builds, read-only',
		usage: SHARE_USAGE,
	},
	client: { run: client, summary: 'ask a hash equivalence server', usage: CLIENT_USAGE },
	db: { run: db, summary: 'look after a database: backup, merge, export', usage: DB_USAGE },
	lint: { run: lint, summary: 'check configuration files', usage: LINT_USAGE },
	fmt: { run: fmt, summary: 'take comments out of configuration files', usage: FMT_USAGE },
	eval: {
		run: evaluate,
		summary: 'read configuration files and print every variable',
		usage: EVAL_USAGE,
	},
	builds: {
		run: builds,
		summary: 'how much shared state the last builds found',
		usage: BUILDS_USAGE,
	},
	getvar: { run: getvar, summary: 'print effective values in a build', usage: GETVAR_USAGE },
};

const USAGE = `usage: hashequiv COMMAND [OPTION]...

${Object.entries(COMMANDS)
	.map(([name, { summary }]) => `  ${name.padEnd(10)} ${summary}`)
	.join('\n')}

hashequiv COMMAND --help tells more; hashequiv --version prints the version.
`;

async function main(argv: readonly string[], io: Io): Promise<number> {
	const [name, ...rest] = argv;
	if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
		(name === undefined ? io.stderr : io.stdout)(USAGE);
		return name === undefined ? 2 : 0;
	}
	if (name === '--version' || name === '-V') {
		io.stdout(`hashequiv ${version}\n`);
		return 0;
	}
	const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
	if (!command) {
		io.stderr(`hashequiv: there is no command "${name}"\n\n${USAGE}`);
		return 2;
	}
	if (command.usage !== undefined && rest.some((word) => word === '--help' || word === '-h')) {
		io.stdout(command.usage);
		return 0;
	}
	try {
		return await command.run(rest, io);
	} catch (error) {
		if (!isUsageError(error)) throw error;
		io.stderr(`hashequiv ${name}: ${error.message}\n`);
		if (command.usage !== undefined) io.stderr(`\n${command.usage}`);
		return 2;
	}
}

/** Our own, and those of the argument parser: unknown options and missing values. */
function isUsageError(error: unknown): error is Error {
	if (error instanceof UsageError) return true;
	const code = error instanceof Error && 'code' in error ? String(error.code) : '';
	return code.startsWith('ERR_PARSE_ARGS');
}

const io: Io = {
	stdout: (text) => void process.stdout.write(text),
	stderr: (text) => void process.stderr.write(text),
	env: process.env,
	cwd: process.cwd(),
};

// A reader that goes away early, such as `| head`, is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
	if (error.code === 'EPIPE') process.exit(0);
	throw error;
});

void main(process.argv.slice(2), io).then((code) => {
	// Set instead of called: standard output may be a pipe that is still being written.
	process.exitCode = code;
});

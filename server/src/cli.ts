/**
 * `hashequiv`: the command line. The only file beside main.ts that knows both
 * halves, the configuration language and the hash equivalence server.
 */

import './shared/localise';
import { version } from '../../package.json';
import { type Command, type Io, UsageError } from './cli/io';

/** A command, loaded when it is asked for: `getvar` need not wait for the hash server's code. */
interface Entry {
	readonly summary: string;
	load(): Promise<{ readonly run: Command; readonly USAGE?: string }>;
}

const COMMANDS: Readonly<Record<string, Entry>> = {
	serve: {
		summary: 'run a hash equivalence server',
		load: async () => ({ run: (await import('./cli/serve')).serve }),
	},
	share: {
		summary: 'share a build’s cache with other builds, read-only',
		load: async () => named(await import('./cli/share'), 'share'),
	},
	client: {
		summary: 'ask a hash equivalence server',
		load: async () => named(await import('./cli/client'), 'client'),
	},
	db: {
		summary: 'look after a database: backup, merge, export',
		load: async () => named(await import('./cli/db'), 'db'),
	},
	lint: {
		summary: 'check configuration files',
		load: async () => named(await import('./cli/lint'), 'lint'),
	},
	fmt: {
		summary: 'take comments out of configuration files',
		load: async () => named(await import('./cli/fmt'), 'fmt'),
	},
	eval: {
		summary: 'read configuration files and print every variable',
		load: async () => named(await import('./cli/eval'), 'evaluate'),
	},
	doctor: {
		summary: 'check all that decides whether a build finds its shared state',
		load: async () => named(await import('./cli/doctor'), 'doctor'),
	},
	builds: {
		summary: 'how much shared state the last builds found',
		load: async () => named(await import('./cli/builds'), 'builds'),
	},
	getvar: {
		summary: 'print effective values in a build',
		load: async () => named(await import('./cli/getvar'), 'getvar'),
	},
};

/** The command that a module exports under that name, with its help. */
function named<Name extends string>(
	module: Readonly<Record<Name, Command>> & { readonly USAGE: string },
	name: Name,
): { run: Command; USAGE: string } {
	return { run: module[name], USAGE: module.USAGE };
}

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
	const { run, USAGE: usage } = await command.load();
	if (usage !== undefined && rest.some((word) => word === '--help' || word === '-h')) {
		io.stdout(usage);
		return 0;
	}
	try {
		return await run(rest, io);
	} catch (error) {
		if (!isUsageError(error)) throw error;
		io.stderr(`hashequiv ${name}: ${error.message}\n`);
		if (usage !== undefined) io.stderr(`\n${usage}`);
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
	terminal: { stdout: process.stdout.isTTY === true, stderr: process.stderr.isTTY === true },
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

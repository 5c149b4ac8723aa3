import { version } from '../../../package.json';
import { type Command, type Io, UsageError } from './io';
import { suggestion } from './suggestion';

/** A command, loaded when it is asked for: `getvar` need not wait for the hash server's code. */
interface Entry {
	readonly summary: string;
	/** True for one that others rely on: it goes on when nobody reads any more what it prints. */
	readonly isServer?: true;
	load(): Promise<{ readonly run: Command; readonly USAGE?: string }>;
}

/** By their names, in the order in which help shows them. */
export type Commands = Readonly<Record<string, Entry>>;

/** Does what the command line of this process says, and sets its exit code. */
export function runCommandLine(commands: Commands): void {
	const io: Io = {
		stdout: (text) => void process.stdout.write(text),
		stderr: (text) => void process.stderr.write(text),
		env: process.env,
		cwd: process.cwd(),
		terminal: { stdout: process.stdout.isTTY === true, stderr: process.stderr.isTTY === true },
	};
	const argv = process.argv.slice(2);
	const isServer = commandOf(commands, argv[0])?.isServer === true;
	process.stdout.on('error', (error: NodeJS.ErrnoException) => {
		if (isServer) return;
		// A reader that goes away early, such as `| head`, is no error.
		if (error.code === 'EPIPE') process.exit(0);
		process.stderr.write(`hashequiv: standard output cannot be written: ${error.message}\n`);
		process.exit(1);
	});
	// Whom could that be told? What goes wrong still shows in the exit code.
	process.stderr.on('error', () => {});
	void main(commands, argv, io).then((code) => {
		// Set instead of called: standard output may be a pipe that is still being written.
		process.exitCode = code;
	});
}

async function main(commands: Commands, argv: readonly string[], io: Io): Promise<number> {
	const [name, ...rest] = argv;
	if (name === 'help' && rest.length > 0) return main(commands, [rest[0]!, '--help'], io);
	if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
		(name === undefined ? io.stderr : io.stdout)(usageOf(commands));
		return name === undefined ? 2 : 0;
	}
	if (name === '--version' || name === '-V') {
		io.stdout(`hashequiv ${version}\n`);
		return 0;
	}
	const command = commandOf(commands, name);
	if (!command) {
		const meant = suggestion(name, Object.keys(commands));
		io.stderr(`hashequiv: there is no command "${name}"${meant}\nTry: hashequiv --help\n`);
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
		if (!(error instanceof UsageError)) throw error;
		io.stderr(`hashequiv ${name}: ${error.message}\nTry: hashequiv ${name} --help\n`);
		return 2;
	}
}

function commandOf(commands: Commands, name = ''): Entry | undefined {
	return Object.hasOwn(commands, name) ? commands[name] : undefined;
}

function usageOf(commands: Commands): string {
	return `usage: hashequiv COMMAND [OPTION]...

${Object.entries(commands)
	.map(([name, { summary }]) => `  ${name.padEnd(10)} ${summary}`)
	.join('\n')}

hashequiv COMMAND --help tells more; hashequiv --version prints the version.
`;
}

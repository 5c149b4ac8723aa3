/** What a command of the command line talks to. */
export interface Io {
	stdout(text: string): void;
	stderr(text: string): void;
	readonly env: NodeJS.ProcessEnv;
	readonly cwd: string;
	/** Which of the two a person reads; neither where it is left out. */
	readonly terminal?: { readonly stdout: boolean; readonly stderr: boolean };
}

/** Thrown for wrong usage: the message is printed and the exit code is 2. */
export class UsageError extends Error {}

/** A command: its arguments without its own name; resolves to the exit code. */
export type Command = (argv: readonly string[], io: Io) => Promise<number>;

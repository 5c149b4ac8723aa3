import { CommandError } from '../../hashserv/errors';
import { numberOf, type Server } from './server';
import { conditionsOf, readArguments, type Subcommand } from './subcommand';

/** Lines that may be unanswered at once. */
const IN_FLIGHT = 1_000;

type Mark = (where: Readonly<Record<string, string>>) => Promise<number>;

/** Marks unihashes to be kept, by the lines of standard input. */
export const gcMarkStream: Subcommand = {
	name: 'gc-mark-stream',
	args: 'MARK',
	summary: 'the same by lines KEY VALUE [KEY VALUE]... of standard input',
	prepare: (argv) => {
		const [mark = ''] = readArguments(argv, ['MARK'], {}).positionals;
		return async (server, io) => {
			const { keep, done } = await marker(server, mark);
			let count = 0;
			let unanswered: Promise<number>[] = [];
			for await (const line of io.lines) {
				if (line.trim() === '') continue;
				unanswered.push(keep(conditionsOf(line)));
				if (unanswered.length < IN_FLIGHT) continue;
				count += sum(await Promise.all(unanswered));
				unanswered = [];
			}
			count += sum(await Promise.all(unanswered));
			done();
			io.stdout(`New hashes marked: ${count}\n`);
			return 0;
		};
	},
};

/** Servers before BitBake 2.12 know `gc-mark` only, and close the connection on what they do not know. */
async function marker(server: Server, mark: string): Promise<{ keep: Mark; done(): void }> {
	try {
		const ask = await server.stream('gc-mark-stream');
		return {
			keep: async (where) =>
				numberOf(JSON.parse(await ask(JSON.stringify({ mark, where }))), 'count'),
			done: () => {},
		};
	} catch (error) {
		if (error instanceof CommandError) throw error;
		const other = await server.again();
		return {
			keep: async (where) => numberOf(await other.ask('gc-mark', { mark, where }), 'count'),
			done: () => other.close(),
		};
	}
}

function sum(numbers: readonly number[]): number {
	return numbers.reduce((total, number) => total + number, 0);
}

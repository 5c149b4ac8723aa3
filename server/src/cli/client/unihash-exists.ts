import { readArguments, type Subcommand } from './subcommand';

/** Prints `true` or `false`, or tells by the exit code. */
export const unihashExists: Subcommand = {
	name: 'unihash-exists',
	args: '[--quiet] UNIHASH',
	summary: 'tell whether a unihash is known; --quiet by the exit code alone',
	prepare: (argv) => {
		const { values, positionals } = readArguments(argv, ['UNIHASH'], {
			quiet: { type: 'boolean', default: false },
		});
		return async (server, io) => {
			const ask = await server.stream('exists-stream');
			const exists = (await ask(positionals[0] ?? '')) === 'true';
			if (values.quiet) return exists ? 0 : 1;
			io.stdout(`${exists}\n`);
			return 0;
		};
	},
};

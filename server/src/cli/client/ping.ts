import { seconds, summarize } from './output';
import { readArguments, type Subcommand, wholeNumber } from './subcommand';

/** Measures the round trip. */
export const ping: Subcommand = {
	name: 'ping',
	args: '[-n COUNT] [-q]',
	summary: 'measure the round trip (10 times); -q prints the result alone',
	prepare: (argv) => {
		const { values } = readArguments(argv, [], {
			count: { type: 'string', short: 'n', default: '10' },
			quiet: { type: 'boolean', short: 'q', default: false },
		});
		const count = wholeNumber('--count', values.count, 1);
		return async (server, io) => {
			const times: number[] = [];
			for (let number = 1; number <= count; number++) {
				if (!values.quiet) io.stdout(`Ping ${number} of ${count}... `);
				const started = performance.now();
				await server.ask('ping', {});
				const took = performance.now() - started;
				times.push(took);
				if (!values.quiet) io.stdout(`${seconds(took)}\n`);
			}
			const { mean, median, deviation, min, max } = summarize(times);
			if (!values.quiet) io.stdout('------------------------\n');
			io.stdout(`Number of pings:         ${times.length}
Average round trip time: ${seconds(mean)}
Median round trip time:  ${seconds(median)}
Round trip time std dev: ${seconds(deviation)}
Min time is:             ${seconds(min)}
Max time is:             ${seconds(max)}
`);
			return 0;
		};
	},
};

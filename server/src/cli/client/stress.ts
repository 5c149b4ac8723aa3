import { createHash } from 'node:crypto';
import { seconds, summarize } from './output';
import type { Server } from './server';
import type { ClientIo } from './subcommand';
import { readArguments, type Subcommand, wholeNumber } from './subcommand';

/** The reference's, so that its reports and ours are about the same hashes. */
const METHOD = 'stress.test.method';

interface Load {
	readonly clients: number;
	readonly requests: number;
	readonly report: boolean;
	readonly taskhashSeed: string;
	readonly outhashSeed: string;
}

/** Looks up many hashes from many connections and prints how long that took. */
export const stress: Subcommand = {
	name: 'stress',
	args: '[--clients N] [--requests N] [--report] [--taskhash-seed TEXT] [--outhash-seed TEXT]',
	summary: 'measure look-ups from many connections (10 clients, 1000 requests each)',
	prepare: (argv) => {
		const { values } = readArguments(argv, [], {
			clients: { type: 'string', default: '10' },
			requests: { type: 'string', default: '1000' },
			report: { type: 'boolean', default: false },
			'taskhash-seed': { type: 'string', default: '' },
			'outhash-seed': { type: 'string', default: '' },
		});
		const load: Load = {
			clients: wholeNumber('--clients', values.clients, 1),
			requests: wholeNumber('--requests', values.requests, 1),
			report: values.report,
			taskhashSeed: values['taskhash-seed'],
			outhashSeed: values['outhash-seed'],
		};
		return async (server, io) => {
			await lookUp(server, io, load);
			if (load.report) await report(server, load);
			return 0;
		};
	},
};

async function lookUp(server: Server, io: ClientIo, load: Load): Promise<void> {
	const times: number[] = [];
	let found = 0;
	const started = performance.now();
	await Promise.all(
		Array.from({ length: load.clients }, async () => {
			const connection = await server.again();
			try {
				const ask = await connection.stream('get-stream');
				for (let index = 0; index < load.requests; index++) {
					const asked = performance.now();
					if ((await ask(`${METHOD} ${taskhashOf(load, index)}`)) !== '') found++;
					times.push(performance.now() - asked);
				}
			} finally {
				connection.close();
			}
		}),
	);
	const elapsed = performance.now() - started;
	const { mean, median, deviation, min, max } = summarize(times);
	io.stdout(`Number of clients:    ${load.clients}
Requests per client:  ${load.requests}
Number of requests:   ${times.length}
Total elapsed time:   ${seconds(elapsed)}
Total request rate:   ${((1000 * times.length) / elapsed).toFixed(3)} req/s
Average request time: ${seconds(mean)}
Median request time:  ${seconds(median)}
Request time std dev: ${seconds(deviation)}
Maximum request time: ${seconds(max)}
Minimum request time: ${seconds(min)}
Hashes found:         ${found}
Hashes missed:        ${times.length - found}
`);
}

async function report(server: Server, load: Load): Promise<void> {
	for (let index = 0; index < load.requests; index++) {
		const taskhash = taskhashOf(load, index);
		const outhash = hash(`${load.outhashSeed}${index}`);
		await server.ask('report', { method: METHOD, taskhash, outhash, unihash: taskhash });
	}
}

function taskhashOf({ taskhashSeed }: Load, index: number): string {
	return hash(`${taskhashSeed}${index}`);
}

function hash(text: string): string {
	return createHash('sha256').update(text).digest('hex');
}

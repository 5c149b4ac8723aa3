import { WireError } from '../errors';
import type { Awaitable } from '../store/store';
import type { LineAnswerer } from '../wire/answerer';
import { quote } from '../wire/quote';
import type { StreamCommand } from './command';
import { findUnihash } from './read-through';

/** Stream mode; each line `METHOD TASKHASH` is answered by the unihash, or an empty line. */
export const getStream: StreamCommand = {
	name: 'get-stream',
	kind: 'stream',
	permissions: ['@read'],
	writes: false,
	open: (context) => {
		const { store, stats, upstream } = context;

		function answer(unihash: string | null): string {
			stats.lookups++;
			if (unihash === null) return '';
			stats.hits++;
			return unihash;
		}
		// Every task of a build passes here: no array, no promise, and where it can be no string.
		return {
			line: (line) => {
				const blank = line.indexOf(' ');
				if (blank <= 0 || line.includes(' ', blank + 1) || line.includes('\t')) {
					return answerLoose(line);
				}
				return lookUp(line.slice(0, blank), line.slice(blank + 1));
			},
			bytes: store.remembered && answerFrom(store.remembered),
		};

		function answerFrom({ longestLine, answer }: LineAnswerer): LineAnswerer {
			return {
				longestLine,
				answer: (lines, output) => {
					const count = answer(lines, output);
					stats.lookups += count;
					stats.hits += count;
					return count;
				},
			};
		}

		function lookUp(method: string, taskhash: string): Awaitable<string> {
			const unihash =
				upstream === null
					? store.unihash(method, taskhash)
					: findUnihash(context, method, taskhash);
			return unihash instanceof Promise ? unihash.then(answer) : answer(unihash);
		}

		/** Any white space separates, as in the reference. */
		function answerLoose(line: string): Awaitable<string> {
			const [method, taskhash, ...rest] = line.trim().split(/\s+/);
			if (method === undefined || taskhash === undefined || rest.length > 0) {
				throw new WireError('bad-line', `get-stream: not METHOD TASKHASH: ${quote(line)}`);
			}
			return lookUp(method, taskhash);
		}
	},
};

import { andThen, type StreamCommand } from './command';
import { chain } from './read-through';

/** Stream mode; each line is a unihash, answered by `true` or `false`. From BitBake 2.8. */
export const existsStream: StreamCommand = {
	name: 'exists-stream',
	kind: 'stream',
	permissions: ['@read'],
	writes: false,
	open: ({ store, upstream }) => ({
		line: (unihash) => {
			const known = store.unihashExists(unihash);
			const exists =
				upstream === null
					? known
					: chain(known, (found) => found || upstream.unihashExists(unihash));
			return andThen(exists, (found) => (found ? 'true' : 'false'));
		},
	}),
};

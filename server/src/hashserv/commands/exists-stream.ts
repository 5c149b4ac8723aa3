import { andThen, type StreamCommand } from './command';

/** Stream mode; each line is a unihash, answered by `true` or `false`. From BitBake 2.8. */
export const existsStream: StreamCommand = {
	name: 'exists-stream',
	kind: 'stream',
	permissions: ['@read'],
	writes: false,
	open:
		({ store }) =>
		(unihash) =>
			andThen(store.unihashExists(unihash), (exists) => (exists ? 'true' : 'false')),
};

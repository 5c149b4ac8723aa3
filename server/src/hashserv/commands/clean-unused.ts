import { CommandError } from '../errors';
import { objectArgument } from './arguments';
import { andThen, type MessageCommand } from './command';

/** `{max_age_seconds}` → `{"count"}`: deletes outhash rows older than that whose taskhash has no unihash. */
export const cleanUnused: MessageCommand = {
	name: 'clean-unused',
	kind: 'message',
	permissions: ['@db-admin'],
	writes: true,
	run: ({ store }, argument) => {
		const age = objectArgument('clean-unused', argument).max_age_seconds;
		if (typeof age !== 'number' || age < 0) {
			throw new CommandError('clean-unused: "max_age_seconds" must be a number of seconds');
		}
		return andThen(store.cleanUnused(age), (count) => ({ count }));
	},
};

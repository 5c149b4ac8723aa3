import { CommandError } from '../errors';
import { objectArgument, textField } from './arguments';
import { andThen, type MessageCommand } from './command';

/** `{mark}` → `{"count"}`: deletes the unihash rows without the current mark, and forgets the mark. */
export const gcSweep: MessageCommand = {
	name: 'gc-sweep',
	kind: 'message',
	permissions: ['@db-admin'],
	writes: true,
	run: ({ store }, argument) => {
		const mark = textField('gc-sweep', objectArgument('gc-sweep', argument), 'mark');
		return andThen(store.gcSweep(mark), (count) => {
			if (count === null) {
				throw new CommandError(`'${mark}' is not the current mark: nothing is swept`);
			}
			return { count };
		});
	},
};

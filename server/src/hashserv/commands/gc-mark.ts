import { conditionField, objectArgument, textField } from './arguments';
import { andThen, type MessageCommand } from './command';

/**
 * `{mark, where}` → `{"count"}`: makes `mark` the current mark and gives it to
 * the matching unihash rows, which are thus kept. New rows get it by themselves.
 */
export const gcMark: MessageCommand = {
	name: 'gc-mark',
	kind: 'message',
	permissions: ['@db-admin'],
	writes: true,
	run: ({ store }, argument) => {
		const fields = objectArgument('gc-mark', argument);
		const mark = textField('gc-mark', fields, 'mark');
		return andThen(store.gcMark(mark, conditionField('gc-mark', fields)), (count) => ({ count }));
	},
};

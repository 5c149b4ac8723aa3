import { flagField, objectArgument, textField } from './arguments';
import { andThen, type MessageCommand } from './command';
import { counted } from './get';

/**
 * `{method, outhash, taskhash, with_unihash?}` → the oldest row with that
 * outhash, joined with its unihash unless `with_unihash` is false; `null` when
 * unknown. The taskhash is for an upstream server, not for this look-up.
 */
export const getOuthash: MessageCommand = {
	name: 'get-outhash',
	kind: 'message',
	permissions: ['@read'],
	writes: false,
	overlaps: true,
	run: ({ store, stats }, argument) => {
		const fields = objectArgument('get-outhash', argument);
		const method = textField('get-outhash', fields, 'method');
		const outhash = textField('get-outhash', fields, 'outhash');
		textField('get-outhash', fields, 'taskhash');
		const row = flagField('get-outhash', fields, 'with_unihash', true)
			? store.unifiedByOuthash(method, outhash)
			: store.outhash(method, outhash);
		return andThen(row, (found) => counted(stats, found));
	},
};

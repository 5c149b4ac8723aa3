import { flagField, objectArgument, textField } from './arguments';
import { andThen, type MessageCommand } from './command';
import { counted } from './get';
import { findByOuthash, findOuthash } from './read-through';

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
	run: (context, argument) => {
		const fields = objectArgument('get-outhash', argument);
		const method = textField('get-outhash', fields, 'method');
		const outhash = textField('get-outhash', fields, 'outhash');
		const taskhash = textField('get-outhash', fields, 'taskhash');
		const row = flagField('get-outhash', fields, 'with_unihash', true)
			? findByOuthash(context, method, outhash, taskhash)
			: findOuthash(context, method, outhash, taskhash);
		return andThen(row, (found) => counted(context.stats, found));
	},
};

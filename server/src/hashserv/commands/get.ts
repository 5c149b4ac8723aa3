import { flagField, objectArgument, textField } from './arguments';
import { andThen, type CommandContext, type MessageCommand } from './command';
import { findUnified, findUnihash } from './read-through';

/**
 * `{method, taskhash, all?}` → `{taskhash, method, unihash}`; with `all` the
 * oldest outhash row of the taskhash with its unihash; `null` when unknown.
 */
export const get: MessageCommand = {
	name: 'get',
	kind: 'message',
	permissions: ['@read'],
	writes: false,
	overlaps: true,
	run: (context, argument) => {
		const { stats } = context;
		const fields = objectArgument('get', argument);
		const method = textField('get', fields, 'method');
		const taskhash = textField('get', fields, 'taskhash');
		if (flagField('get', fields, 'all', false)) {
			return andThen(findUnified(context, method, taskhash), (row) => counted(stats, row));
		}
		return andThen(findUnihash(context, method, taskhash), (unihash) =>
			counted(stats, unihash === null ? null : { taskhash, method, unihash }),
		);
	},
};

/** Counts a look-up, and a hit unless it found nothing. */
export function counted<T>(stats: CommandContext['stats'], found: T): T {
	stats.lookups++;
	if (found !== null) stats.hits++;
	return found;
}

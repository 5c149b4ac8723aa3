import { flagField, objectArgument, textField } from './arguments';
import { andThen, type CommandContext, type MessageCommand } from './command';

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
	run: ({ store, stats }, argument) => {
		const fields = objectArgument('get', argument);
		const method = textField('get', fields, 'method');
		const taskhash = textField('get', fields, 'taskhash');
		if (flagField('get', fields, 'all', false)) {
			return andThen(store.unified(method, taskhash), (row) => counted(stats, row));
		}
		return andThen(store.unihash(method, taskhash), (unihash) =>
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

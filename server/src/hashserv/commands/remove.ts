import { conditionField, objectArgument } from './arguments';
import { andThen, type MessageCommand } from './command';

/**
 * `{where: {column: value}}` → `{"count": rows}` over both tables. Each table
 * looks at the columns it has; a table with none of them keeps its rows.
 */
export const remove: MessageCommand = {
	name: 'remove',
	kind: 'message',
	permissions: ['@db-admin'],
	writes: true,
	run: ({ store }, argument) => {
		const where = conditionField('remove', objectArgument('remove', argument));
		return andThen(store.remove(where), (count) => ({ count }));
	},
};

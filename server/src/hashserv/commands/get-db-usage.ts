import { andThen, type MessageCommand } from './command';

/** → `{"usage": {TABLE: {"rows": N}}}`. */
export const getDbUsage: MessageCommand = {
	name: 'get-db-usage',
	kind: 'message',
	permissions: ['@db-admin'],
	writes: false,
	run: ({ store }) =>
		andThen(store.usage(), (tables) => ({
			usage: Object.fromEntries(Object.entries(tables).map(([name, rows]) => [name, { rows }])),
		})),
};

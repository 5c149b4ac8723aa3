import type { MessageCommand } from './command';

/** → `{"columns": [...]}`: what the `where` of `remove` and `gc-mark` may name. */
export const getDbQueryColumns: MessageCommand = {
	name: 'get-db-query-columns',
	kind: 'message',
	permissions: ['@db-admin'],
	writes: false,
	run: ({ store }) => ({ columns: store.queryColumns() }),
};

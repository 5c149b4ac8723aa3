import type { MessageCommand } from './command';

/** → `{keep, remove, mark}`: what a sweep would keep and delete, and the current mark or null. */
export const gcStatus: MessageCommand = {
	name: 'gc-status',
	kind: 'message',
	permissions: ['@db-admin'],
	// It writes nothing, but a read-only reference server does not know it either.
	writes: true,
	run: ({ store }) => store.gcStatus(),
};

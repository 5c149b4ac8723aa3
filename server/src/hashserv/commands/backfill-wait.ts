import type { MessageCommand } from './command';

/** → `{"tasks": N}` once the N things learned from the upstream so far are stored; 0 without an upstream. From BitBake 1.50. */
export const backfillWait: MessageCommand = {
	name: 'backfill-wait',
	kind: 'message',
	permissions: ['@read'],
	writes: true,
	run: async ({ upstream }) => ({ tasks: upstream === null ? 0 : await upstream.stored() }),
};

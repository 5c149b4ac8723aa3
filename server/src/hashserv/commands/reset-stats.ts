import type { MessageCommand } from './command';

/** → the figures of `get-stats`, which then start anew. */
export const resetStats: MessageCommand = {
	name: 'reset-stats',
	kind: 'message',
	permissions: ['@db-admin'],
	writes: true,
	run: ({ stats }) => {
		const requests = stats.times.figures();
		stats.times.reset();
		return { requests };
	},
};

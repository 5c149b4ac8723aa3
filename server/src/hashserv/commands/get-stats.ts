import type { MessageCommand } from './command';

/** → `{"requests": {num, total_time, max_time, average, stdev}}`, times in seconds. */
export const getStats: MessageCommand = {
	name: 'get-stats',
	kind: 'message',
	permissions: ['@read'],
	writes: false,
	run: ({ stats }) => ({ requests: stats.times.figures() }),
};

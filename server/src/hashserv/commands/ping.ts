import type { MessageCommand } from './command';

/** `{}` → `{"alive": true}`. From BitBake 1.52. */
export const ping: MessageCommand = {
	name: 'ping',
	kind: 'message',
	permissions: [],
	writes: false,
	run: () => ({ alive: true }),
};

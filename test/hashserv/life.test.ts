import { describe, expect, it } from 'vitest';
import { entryOf } from '../../server/src/hashserv/life';
import type { ServerState } from '../../server/src/shared/state';

const STOPPED: ServerState = { kind: 'stopped' };
const RUNNING: ServerState = {
	kind: 'running',
	address: '127.0.0.1:8686',
	database: '/srv/hashserv.db',
	startedAt: 0,
	stats: null,
};
const ATTACHED: ServerState = { kind: 'attached', address: 'lab:8686', roundTripMs: 1 };

describe('what a log says of a server', () => {
	it('tells where it answers, from which database, and how long', () => {
		expect(entryOf({ kind: 'starting', address: '127.0.0.1:0' }, RUNNING)).toEqual({
			level: 'info',
			message:
				'hash server running at 127.0.0.1:8686, database /srv/hashserv.db; it ends with this window',
		});
		expect(entryOf(STOPPED, { ...RUNNING, isDetached: true })?.message).toContain(
			'it outlives this window',
		);
	});

	it('is silent while only figures change', () => {
		expect(entryOf(RUNNING, { ...RUNNING, startedAt: 1 })).toBeNull();
		expect(entryOf(ATTACHED, { ...ATTACHED, roundTripMs: 2 })).toBeNull();
	});

	it("does not call another's server stopped", () => {
		expect(entryOf(ATTACHED, STOPPED)?.message).toMatch(/lab:8686 is not shown any more/);
		expect(entryOf({ kind: 'stopping' }, STOPPED)?.message).toMatch(/does not run any more/);
	});

	it('tells a failure as an error, and a cancelled start from a stop', () => {
		expect(entryOf(RUNNING, { kind: 'failed', message: 'The disk is full.' })).toEqual({
			level: 'error',
			message: 'The disk is full.',
		});
		const stopping: ServerState = { kind: 'stopping' };
		expect(entryOf({ kind: 'starting', address: 'a:1' }, stopping)?.message).toMatch(/cancelled/);
		expect(entryOf(RUNNING, stopping)?.message).not.toMatch(/cancelled/);
	});
});

import { describe, expect, it } from 'vitest';
import { viewMessage } from '../../client/src/status/viewMessage';
import { failed, running, STATS, snapshot } from './snapshots';

describe('the message above the status tree', () => {
	it('is empty where all is well', () => {
		expect(viewMessage(snapshot({ server: running() }), true)).toBe('');
	});

	it('holds all of why something failed', () => {
		const sharing = { kind: 'failed', message: 'It ended.' } as const;
		expect(viewMessage(snapshot({ server: failed() }), true)).toBe('Port 8686 is taken.');
		expect(viewMessage(snapshot({ server: failed(), sharing }), true)).toBe(
			'Port 8686 is taken.\n\nThe cache is not shared: It ended.',
		);
	});

	it('tells of a database that fails while the server runs', () => {
		const server = running({ ...STATS, databaseProblem: 'Database x: the disk is full.' });
		expect(viewMessage(snapshot({ server }), true)).toMatch(/disk is full\. Builds go on, but/);
	});

	it('says in Restricted Mode what is not done', () => {
		expect(viewMessage(snapshot(), false)).toMatch(/^In Restricted Mode the hash server does not/);
	});
});

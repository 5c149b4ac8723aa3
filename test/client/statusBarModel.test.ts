import { describe, expect, it } from 'vitest';
import { menuOf } from '../../client/src/status/menuModel';
import { statusBarText } from '../../client/src/status/statusBarModel';
import { COMMANDS } from '../../server/src/shared/commands';
import { ATTACHED, failed, running, STATS, snapshot } from './snapshots';

describe('the status bar item', () => {
	it('stays away from a window that has nothing to do with Yocto', () => {
		expect(statusBarText(snapshot({ builds: [] }))).toBeUndefined();
		expect(statusBarText(snapshot({ builds: [], server: running() }))).toBeDefined();
	});

	it.each([
		[{ kind: 'stopped' }, '$(circle-slash) Hash server: stopped'],
		[running(), '$(database) Hash server: running 127.0.0.1:8686'],
		[ATTACHED, '$(plug) Hash server: attached to 127.0.0.1:8686'],
		[failed(), '$(error) Hash server: failed'],
	] as const)('shows %o', (server, text) => {
		expect(statusBarText(snapshot({ server }))?.text).toBe(text);
	});

	it('has no icon syntax in what a screen reader reads', () => {
		expect(statusBarText(snapshot({ server: running() }))?.accessibleLabel).toBe(
			'Hash server: running 127.0.0.1:8686. Open the hash server menu.',
		);
	});

	it('is marked only when the server failed, harder when there is no way out', () => {
		const background = (server: Parameters<typeof snapshot>[0]) =>
			statusBarText(snapshot(server))?.background;
		expect(background({ server: failed() })).toBe('error');
		expect(background({ server: failed('127.0.0.1:8687') })).toBe('warning');
		expect(background({ server: ATTACHED })).toBeUndefined();
	});

	it('warns of a database that fails while the server runs', () => {
		const stats = { ...STATS, databaseProblem: 'Database x: the disk is full.' };
		const content = statusBarText(snapshot({ server: running(stats) }));
		expect(content).toMatchObject({
			text: '$(warning) Hash server: running 127.0.0.1:8686',
			background: 'warning',
		});
		expect(content?.tooltip[0]).toMatch(
			/disk is full\. Builds go on, but what they report is lost/,
		);
	});

	it('has the figures in its tooltip', () => {
		expect(statusBarText(snapshot({ server: running() }))?.tooltip).toContain(
			'Look-ups found: 93 % (120 of 129)',
		);
	});
});

describe('the status menu', () => {
	const commandsFor = (change: Parameters<typeof snapshot>[0]) =>
		menuOf(snapshot(change)).map(({ command }) => command);

	it('offers what the state allows', () => {
		expect(commandsFor({})).toContain(COMMANDS.start);
		expect(commandsFor({})).not.toContain(COMMANDS.stop);
		expect(commandsFor({ server: running() })).toEqual(
			expect.arrayContaining([COMMANDS.useServer, COMMANDS.copyAddress, COMMANDS.stop]),
		);
		expect(commandsFor({ server: ATTACHED })).not.toContain(COMMANDS.stop);
	});

	it('offers to look at a server that answers', () => {
		const looks = [COMMANDS.openDashboard, COMMANDS.exploreEquivalences];
		for (const server of [running(), ATTACHED]) {
			expect(commandsFor({ server })).toEqual(expect.arrayContaining(looks));
		}
		expect(commandsFor({})).not.toContain(COMMANDS.exploreEquivalences);
	});

	it('offers no edit of a local.conf that does not exist', () => {
		expect(commandsFor({ builds: [], server: running() })).not.toContain(COMMANDS.useServer);
	});

	it('offers the Doctor where there is a build to examine', () => {
		expect(commandsFor({})).toContain(COMMANDS.runDoctor);
		expect(commandsFor({ builds: [] })).not.toContain(COMMANDS.runDoctor);
	});

	it('lets go of a failure', () => {
		expect(commandsFor({ server: failed() })).toContain(COMMANDS.stop);
	});

	it('starts at the free address that a failed start offers', () => {
		const [first] = menuOf(snapshot({ server: failed('127.0.0.1:8687') }));
		expect(first).toMatchObject({
			command: COMMANDS.start,
			arguments: [{ address: '127.0.0.1:8687' }],
		});
	});
});

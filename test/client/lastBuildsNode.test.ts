import { describe, expect, it } from 'vitest';
import { originOf } from '../../client/src/commands/arguments';
import { lastBuildsNode } from '../../client/src/status/lastBuildsNode';
import type { StatusNode } from '../../client/src/status/statusNode';
import { COMMANDS } from '../../server/src/shared/commands';
import type { BuildRun, MachineBuilds } from '../../server/src/shared/insight';
import { build } from './snapshots';

const run = (change: Partial<BuildRun> = {}): BuildRun => ({
	wanted: 1867,
	found: 1863,
	local: 3,
	mirrors: 1860,
	missed: 4,
	current: 12,
	log: 'file:///w/build/tmp/log/cooker/qemuarm/20260102030405.log',
	startedAt: Date.UTC(2026, 0, 2, 3, 4, 5),
	...change,
});
const machine = (change: Partial<MachineBuilds> = {}): MachineBuilds => ({
	machine: 'qemuarm',
	runs: [run()],
	matchRate: 99,
	previousRate: 60,
	isLow: false,
	...change,
});
const nodeOf = (...lastBuilds: MachineBuilds[]): StatusNode | undefined =>
	lastBuildsNode(build({ lastBuilds }))[0];

describe('the last builds in the status view', () => {
	it('are not there until the logs were read, and say so when there are none', () => {
		expect(lastBuildsNode(build())).toEqual([]);
		expect(nodeOf()?.description).toBe('none yet');
		expect(nodeOf()?.tooltip.join()).toContain('log/cooker/MACHINE');
	});

	it('tell the newest rate and what it was', () => {
		expect(nodeOf(machine())).toMatchObject({
			label: 'Last builds',
			description: '99 % match · was 60 %',
			icon: 'history',
			context: 'lastBuilds',
		});
		expect(nodeOf(machine({ previousRate: null }))?.description).toBe('99 % match');
		expect(nodeOf(machine({ matchRate: null, previousRate: null }))?.description).toBe(
			'nothing was looked for',
		);
	});

	it('list the builds with their numbers, and lead to what was built', () => {
		const [child] = nodeOf(machine())?.children ?? [];
		expect(child?.description).toBe('99 %, 4 missed');
		const argument = { buildUri: 'file:///w/build', origin: { uri: run().log } };
		expect(child?.command).toMatchObject({ id: COMMANDS.showRan, arguments: [argument] });
		expect(originOf(child)).toMatchObject({ uri: run().log, line: 1 });
		const tooltip = child?.tooltip.join('\n');
		for (const part of [
			'1,867 task outputs',
			'Found in SSTATE_DIR: 3',
			'Found on a mirror: 1,860',
			'Missed, so the task ran: 4',
			'not looked for: 12',
		]) {
			expect(tooltip).toContain(part);
		}
	});

	it('have a year only when they are not of late', () => {
		const label = (startedAt: number) =>
			nodeOf(machine({ runs: [run({ startedAt })] }))?.children[0]?.label;
		expect(label(Date.UTC(2020, 5, 15, 12))).toContain('2020');
		const now = Date.now();
		expect(label(now)).not.toContain(String(new Date(now).getFullYear()));
	});

	it('do not tell apart what a release does not tell apart', () => {
		const [child] =
			nodeOf(machine({ runs: [run({ local: null, mirrors: null })] }))?.children ?? [];
		expect(child?.tooltip).toContain('Found: 1,863');
		expect(child?.tooltip.join()).not.toContain('mirror');
	});

	it('have a line per machine where there are several', () => {
		const node = nodeOf(machine(), machine({ machine: 'beaglebone', matchRate: 10 }));
		expect(node?.description).toBe('qemuarm: 99 % match · was 60 %');
		expect(node?.children.map(({ label, description }) => [label, description])).toEqual([
			['qemuarm', '99 % match · was 60 %'],
			['beaglebone', '10 % match · was 60 %'],
		]);
		expect(node?.children[1]?.children).toHaveLength(1);
	});

	it('lead to the Doctor when much was missed', () => {
		const node = nodeOf(machine({ matchRate: 5, isLow: true }));
		expect(node).toMatchObject({ icon: 'warning', context: 'lastBuilds-low' });
		expect(node?.children[0]?.command).toMatchObject({
			id: COMMANDS.runDoctor,
			arguments: [{ buildUri: build().uri }],
		});
		expect(nodeOf(machine())?.children[0]?.command?.id).toBe(COMMANDS.showRan);
	});
});

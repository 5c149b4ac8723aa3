import type { NetworkInterfaceInfo } from 'node:os';
import { describe, expect, it } from 'vitest';
import { placesToListen } from '../../client/src/commands/placesToListen';
import { sharingNode } from '../../client/src/status/sharingNode';
import { statusTree } from '../../client/src/status/treeModel';
import type { SharingFigures, SharingInfo } from '../../server/src/shared/sharing';
import { snapshot } from './snapshots';

const INFO: SharingInfo = {
	buildDirectory: '/w/build',
	sstate: 'http://192.168.1.5:8687/sstate',
	downloads: 'http://192.168.1.5:8687/downloads',
	hashServer: '192.168.1.5:8686',
	isLocal: false,
	block: 'BLOCK = "1"\n',
	notes: ['A note.'],
	startedAt: 0,
};
const FIGURES: SharingFigures = {
	requests: 12_345,
	found: 6_000,
	missed: 6_345,
	bytes: 1_234_567_890,
	connections: 3,
	lookups: 1_859,
	hits: 1_800,
};

describe('the line of a shared cache', () => {
	it('is there only while one is shared', () => {
		expect(sharingNode(undefined)).toEqual([]);
		const sharing = { kind: 'running', info: INFO, figures: FIGURES } as const;
		const labels = statusTree(snapshot({ sharing })).map(({ label }) => label);
		expect(labels).toEqual(['Hash server', 'Sharing', 'build']);
	});

	it('shows addresses, figures, and the block for clients', () => {
		const [node] = sharingNode({ kind: 'running', info: INFO, figures: FIGURES });
		expect(node).toMatchObject({
			description: 'for whoever can connect',
			context: 'sharing-running',
		});
		expect(node?.children.map(({ label }) => label)).toEqual([
			'Files: 192.168.1.5:8687',
			'Shared state: /sstate',
			'Downloads: /downloads',
			'Hash server: 192.168.1.5:8686',
			'Requests: 12,345, 6,000 found',
			'Sent: 1.23 GB',
			'Look-ups: 1,859, 1,800 found',
		]);
		expect(node?.tooltip).toContainEqual({ code: 'BLOCK = "1"\n' });
		expect(node?.tooltip).toContain('A note.');
		const tooltips = node?.children.flatMap(({ tooltip }) => tooltip);
		expect(tooltips).toContainEqual({ code: INFO.sstate });
		expect(tooltips).toContainEqual({ code: INFO.downloads });
	});

	it('shows what is not shared by leaving it out', () => {
		const { downloads: _, hashServer: __, ...info } = INFO;
		const figures = { ...FIGURES, requests: 0, found: 0, missed: 0, bytes: 0, lookups: 0 };
		const [node] = sharingNode({ kind: 'running', info: { ...info, isLocal: true }, figures });
		expect(node?.description).toBe('on this machine only');
		expect(node?.children.map(({ label }) => label)).toEqual([
			'Files: 192.168.1.5:8687',
			'Shared state: /sstate',
			'Requests: none yet',
		]);
	});

	it('offers what can be done where nothing is shared', () => {
		const [node] = sharingNode({ kind: 'failed', message: 'Port 8687 is taken.' });
		expect(node).toMatchObject({ description: 'failed', context: 'sharing-failed' });
		expect(node?.children.map(({ label }) => label)).toEqual(['Share again...', 'Show log']);
	});
});

describe('where a cache can be shared', () => {
	const address = (host: string, internal = false): NetworkInterfaceInfo =>
		({ address: host, internal }) as NetworkInterfaceInfo;

	it('is this machine first, then each interface, then all', () => {
		const places = placesToListen({
			lo: [address('127.0.0.1', true), address('::1', true)],
			eth0: [address('192.168.1.5'), address('2001:db8::5'), address('fe80::1')],
			wlan0: [address('10.0.0.7')],
		});
		expect(places.map(({ kind, name, host }) => [kind, name, host])).toEqual([
			['loopback', '', '127.0.0.1'],
			['interface', 'eth0', '192.168.1.5'],
			['interface', 'eth0', '2001:db8::5'],
			['interface', 'wlan0', '10.0.0.7'],
			['all', '', '0.0.0.0'],
		]);
	});

	it('is this machine alone without a network', () => {
		expect(placesToListen({ lo: [address('127.0.0.1', true)] })).toHaveLength(1);
	});
});

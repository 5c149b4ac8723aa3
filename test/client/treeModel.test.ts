import { describe, expect, it } from 'vitest';
import type { StatusNode } from '../../client/src/status/statusNode';
import { releaseText, statusTree } from '../../client/src/status/treeModel';
import { COMMANDS } from '../../server/src/shared/commands';
import type { EffectiveSetting, StatusSnapshot } from '../../server/src/shared/state';
import { ATTACHED, build, failed, running, STATS, setting, snapshot } from './snapshots';

describe('the status tree', () => {
	it('leaves room for the welcome text when there is nothing to show', () => {
		expect(statusTree(snapshot({ builds: [] }))).toEqual([]);
		expect(statusTree(snapshot({ builds: [], server: running(), loading: true }))).toEqual([]);
	});

	it('shows a running server without any build', () => {
		expect(outline(snapshot({ builds: [], server: running() }))).toEqual([
			'Hash server | running',
			'  Address: 127.0.0.1:8686',
			'  Database: /srv/sstate_cache',
			'  Look-ups found: 93 % | 120 of 129',
			'  Reports stored: 31',
			'  Unihashes: 1,204',
			'  Output hashes: 1',
			'  Clients: 2',
			'  Requests: 4,100',
		]);
	});

	it('shows what builds on other machines are given, to be copied from there', () => {
		const server = running({ ...STATS, networkAddress: 'farm:8686' });
		const [node] = statusTree(snapshot({ builds: [], server }));
		const lines = node?.children.filter(({ context }) => context === 'address') ?? [];
		expect(lines.map(({ label, address }) => [label, address])).toEqual([
			['Address: 127.0.0.1:8686', '127.0.0.1:8686'],
			['Network: farm:8686', 'farm:8686'],
		]);
	});

	it('does not divide by no look-ups, and never rounds a miss away', () => {
		const rate = (lookups: number, hits: number) =>
			outline(snapshot({ server: running({ ...STATS, lookups, hits }) })).find((line) =>
				line.startsWith('  Look-ups'),
			);
		expect(rate(0, 0)).toBe('  Look-ups found: none asked yet');
		expect(rate(1000, 999)).toBe('  Look-ups found: 99 % | 999 of 1,000');
	});

	it.each([
		['connected', undefined, 'connected'],
		['down', 'it did not answer', 'down'],
		['connected', undefined, 'in a ring'],
	] as const)('shows an upstream that is %s %s, as %s', (state, lastError, shown) => {
		const isRing = shown === 'in a ring';
		const upstream = {
			address: 'wss://hashserv.example.org/ws',
			state,
			...(isRing && { isRing }),
			lookups: 50,
			hits: 48,
			...(lastError !== undefined && { lastError }),
		};
		const node = flatten(statusTree(snapshot({ server: running({ ...STATS, upstream }) })))
			.map((line) => line.node)
			.find(({ context }) => context === 'upstream');
		expect(node?.label).toBe(`Upstream: ${shown}`);
		expect(node?.description).toBe('hashserv.example.org/ws');
		expect(node?.tooltip).toContainEqual({ code: 'wss://hashserv.example.org/ws' });
		expect(node?.icon).toBe(shown === 'connected' ? 'cloud' : 'warning');
		expect(node?.color !== undefined).toBe(shown !== 'connected');
		const tooltip = JSON.stringify(node?.tooltip);
		expect(tooltip).toContain('96 % (48 of 50)');
		expect(tooltip.includes('builds find only')).toBe(state === 'down');
		expect(tooltip.includes('It asks this server in turn')).toBe(isRing);
		expect(tooltip.includes('it did not answer')).toBe(state === 'down');
	});

	it('shows a running server whose figures have not come yet', () => {
		expect(labels(snapshot({ builds: [], server: running(null) }))).toEqual([
			'Hash server',
			'Address: 127.0.0.1:8686',
			'Database: /srv/sstate_cache',
		]);
	});

	it.each([
		[{ kind: 'stopped' }, 'stopped'],
		[{ kind: 'starting', address: 'h:1' }, 'starting'],
		[{ kind: 'stopping' }, 'stopping'],
		[ATTACHED, 'attached'],
		[failed(), 'failed'],
	] as const)('describes the server as %o', (server, description) => {
		const [node] = statusTree(snapshot({ server }));
		expect(node?.description).toBe(description);
		expect(node?.context).toBe(`server-${server.kind}`);
	});

	it('offers below a failed server what can be done, a free address first', () => {
		const steps = (offer?: string) =>
			statusTree(snapshot({ builds: [], server: failed(offer) }))[0]?.children ?? [];
		expect(steps().map(({ label }) => label)).toEqual(['Try again', 'Open settings', 'Show log']);
		expect(steps('127.0.0.1:8687')[0]).toMatchObject({
			label: 'Start at 127.0.0.1:8687',
			command: { id: COMMANDS.start, arguments: [{ address: '127.0.0.1:8687' }] },
		});
	});

	it('leads to trust instead of a server that must not be started', () => {
		const [server] = statusTree(snapshot(), false);
		expect(server?.children.map(({ command }) => command?.id)).toEqual(['workbench.trust.manage']);
	});

	it('shows a build with its release and where each setting comes from', () => {
		expect(outline(snapshot())).toEqual([
			'Hash server | stopped',
			'  Start one on this machine',
			'  Connect to a shared cache...',
			'  Use the public cache',
			'build | 5.0 scarthgap',
			'  Release: 5.0 scarthgap',
			'  Hash server: auto | local.conf:12',
		]);
	});

	it('offers ways to a hash server only to builds that ask none', () => {
		const steps = (...settings: EffectiveSetting[]): number =>
			outline(snapshot({ builds: [build({ settings })] })).indexOf('build | 5.0 scarthgap') - 1;
		const server = (value: string | null) => setting({ name: 'BB_HASHSERVE', value });
		const upstream = setting({ name: 'BB_HASHSERVE_UPSTREAM', value: 'build1:8686' });
		expect(steps(server(null))).toBe(3);
		expect(steps(server('unix:///build/hash.sock'))).toBe(3);
		expect(steps(server('build1:8686'))).toBe(0);
		expect(steps(server('auto'), upstream)).toBe(0);
	});

	it('counts problems in words', () => {
		const problems = { errors: 1, warnings: 2 };
		expect(outline(snapshot({ builds: [build({ problems })] }))).toEqual(
			expect.arrayContaining(['build | 1 error, 2 warnings', '  1 error, 2 warnings']),
		);
	});

	it('tells a missing value from an empty one and shortens a long one', () => {
		const settings = [
			setting({ name: 'A', value: null, origin: null }),
			setting({ name: 'B', value: '  ' }),
			setting({ name: 'C', value: `file://.*\n  ${'x'.repeat(100)}` }),
		];
		const [unset, empty, long] = settingNodes(snapshot({ builds: [build({ settings })] }));
		expect(unset?.label).toBe('A: not set');
		expect(unset?.description).toBeUndefined();
		expect(unset?.command).toBeUndefined();
		expect(empty?.label).toBe('B: empty');
		expect(long?.label).toMatch(/^C: file:\/\/\.\* x+…$/);
		expect(long?.label).toHaveLength('C: '.length + 60);
		expect(long?.tooltip).toContainEqual({ code: settings[2]?.value });
	});

	it('has room for what matters of a value, and all of it in the tooltip', () => {
		const mirrors = 'file://.* http://cache.example.com/PATH';
		const settings = [
			setting({ name: 'BB_SIGNATURE_HANDLER', value: 'OEEquivHash' }),
			setting({ name: 'SSTATE_MIRRORS', value: mirrors, summary: 'cache.example.com' }),
			setting({ name: 'SSTATE_DIR', value: '/home/me/yocto/build/sstate-cache' }),
			setting({ name: 'BB_HASHSERVE_UPSTREAM', value: 'wss://hashserv.example.org/ws' }),
		];
		const nodes = settingNodes(snapshot({ builds: [build({ settings })] }));
		expect(nodes.map(({ label }) => label)).toEqual([
			'Handler: OEEquivHash',
			'Mirrors: cache.example.com',
			'Shared state: …/sstate-cache',
			'Upstream: hashserv.example.org',
		]);
		for (const [index, { name, value }] of settings.entries()) {
			expect(nodes[index]?.tooltip).toContain(name);
			expect(nodes[index]?.tooltip).toContainEqual({ code: value });
		}
	});

	it('shows no login of a mirror', () => {
		const value = 'file://.* https://ci:se@cret@cache.lan/PATH file://.* ssh://h/PATH;pswd=secret';
		const settings = [setting({ name: 'SSTATE_MIRRORS', value, summary: 'cache.lan, h' })];
		const nodes = settingNodes(snapshot({ builds: [build({ settings })] }));
		expect(nodes[0]?.tooltip).toContainEqual({
			code: 'file://.* https://…@cache.lan/PATH file://.* ssh://h/PATH;pswd=…',
		});
	});

	it('keeps how the release is known in the tooltip', () => {
		const release = flatten(statusTree(snapshot())).find(({ node }) => node.icon === 'tag');
		expect(release?.node.tooltip).toContain('from bitbake/lib/bb/__init__.py');
	});

	it('calls a value that no file sets a default', () => {
		const settings = [setting({ origin: null })];
		const [node] = settingNodes(snapshot({ builds: [build({ settings })] }));
		expect(node?.description).toBe('default');
	});

	it('opens the origin of a setting on a click', () => {
		const [node] = settingNodes(snapshot());
		expect(node?.command).toMatchObject({
			id: COMMANDS.openOrigin,
			arguments: [setting().origin],
		});
	});

	it('says that a value with Python is not known', () => {
		const settings = [setting({ isStatic: false, value: '{@f(d)}', meaning: 'Depends.' })];
		const [node] = settingNodes(snapshot({ builds: [build({ settings })] }));
		expect(node?.tooltip.join(' ')).toMatch(/Python.*Depends\./);
	});

	it('expands a single build and leaves several closed', () => {
		const other = build({ uri: 'file:///w/build-arm', label: 'build-arm' });
		const expanded = (builds: StatusSnapshot['builds']) =>
			statusTree(snapshot({ builds }))
				.slice(1)
				.map((node) => node.expanded);
		expect(expanded([build()])).toEqual([true]);
		expect(expanded([build(), other])).toEqual([false, false]);
	});

	it('gives every line its own id, and the same one in the next snapshot', () => {
		const other = build({ uri: 'file:///w/build-arm', problems: { errors: 1, warnings: 0 } });
		const ids = (server: StatusSnapshot['server']) =>
			flatten(statusTree(snapshot({ builds: [build(), other], server }))).map(
				({ node }) => node.id,
			);
		const first = ids(running());
		expect(new Set(first).size).toBe(first.length);
		expect(ids(running({ ...STATS, lookups: 500 }))).toEqual(first);
		const afterFailure = ids(failed('127.0.0.1:8687'));
		expect(new Set(afterFailure).size).toBe(afterFailure.length);
	});

	it('hands a build to the commands of its menu', () => {
		const [, node] = statusTree(snapshot());
		expect(node).toMatchObject({ buildUri: 'file:///w/build', context: 'buildWithLocalConf' });
		const [, bare] = statusTree(snapshot({ builds: [build({ localConf: null })] }));
		expect(bare?.context).toBe('build');
		expect(bare?.origin).toBeUndefined();
	});
});

describe('a release', () => {
	it('is shown as far as it is known', () => {
		expect(releaseText({ version: '', codename: 'master', source: '' })).toBe('master');
		expect(releaseText({ version: '', codename: '', source: '' })).toBe('unknown');
	});
});

function flatten(
	nodes: readonly StatusNode[],
	depth = 0,
): { readonly node: StatusNode; readonly depth: number }[] {
	return nodes.flatMap((node) => [{ node, depth }, ...flatten(node.children, depth + 1)]);
}

function outline(status: StatusSnapshot): string[] {
	return flatten(statusTree(status)).map(({ node, depth }) => {
		const text = [node.label, node.description].filter((part) => part !== undefined).join(' | ');
		return '  '.repeat(depth) + text;
	});
}

function labels(status: StatusSnapshot): string[] {
	return flatten(statusTree(status)).map(({ node }) => node.label);
}

function settingNodes(status: StatusSnapshot): StatusNode[] {
	return flatten(statusTree(status))
		.map(({ node }) => node)
		.filter(({ icon }) => icon === 'symbol-variable' || icon === 'question');
}

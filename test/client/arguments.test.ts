import { describe, expect, it } from 'vitest';
import {
	exploreQueryOf,
	originOf,
	startParamsOf,
	wantsStart,
} from '../../client/src/commands/arguments';
import { statusTree } from '../../client/src/status/treeModel';
import { snapshot } from './snapshots';

const origin = { uri: 'file:///w/build/conf/local.conf', line: 12, label: 'conf/local.conf' };

describe("a command's argument", () => {
	it('may be the parameters themselves', () => {
		expect(startParamsOf({ address: 'h:1', buildUri: 'file:///b', other: 1 })).toEqual({
			address: 'h:1',
			buildUri: 'file:///b',
		});
		expect(originOf(origin)).toEqual(origin);
	});

	it('may name the server to explore, this window’s own by no address', () => {
		expect(exploreQueryOf({ address: 'h:1' })).toEqual({ address: 'h:1' });
		expect('address' in exploreQueryOf({ address: undefined })).toBe(true);
		expect('address' in exploreQueryOf(undefined)).toBe(false);
	});

	it('tells whether a server may be started without asking', () => {
		expect(wantsStart({ buildUri: 'file:///b', start: true })).toBe(true);
		for (const other of [undefined, {}, { start: 'yes' }]) expect(wantsStart(other)).toBe(false);
	});

	it('may be a line of the status view', () => {
		const [server, build] = statusTree(snapshot());
		expect(startParamsOf(server)).toEqual({});
		expect(startParamsOf(build)).toEqual({ buildUri: 'file:///w/build' });
		expect(originOf(build)).toEqual({ ...origin, line: 1 });
	});

	it.each([undefined, null, 'text', 7, { address: 7 }])('may be of no use: %o', (argument) => {
		expect(startParamsOf(argument)).toEqual({});
		expect(originOf(argument)).toBeUndefined();
	});
});

import { describe, expect, it } from 'vitest';
import {
	DEFAULT_SETTINGS,
	readInitializationOptions,
	readSettings,
} from '../../../server/src/shared/settings';

describe('settings', () => {
	it('are the defaults where nothing usable is sent', () => {
		for (const value of [undefined, null, {}, [], 'x', 7, { hashEquivalence: null }]) {
			expect(readSettings(value)).toEqual(DEFAULT_SETTINGS);
		}
	});
	it('are taken field by field, with or without their section', () => {
		const given = { server: { address: 'h:1' }, codeLens: false, rules: { 'a-b': 'off' } };
		const expected = {
			...DEFAULT_SETTINGS,
			server: { ...DEFAULT_SETTINGS.server, address: 'h:1' },
			codeLens: false,
			rules: { 'a-b': 'off' },
		};
		expect(readSettings(given)).toEqual(expected);
		expect(readSettings({ hashEquivalence: given, other: {} })).toEqual(expected);
	});
	it('of the wrong type count as not set', () => {
		const wrong = {
			server: { address: 8686, database: null, upstream: {}, startAutomatically: 'yes' },
			buildDirectories: 'build',
			release: ['auto'],
			codeLens: 'no',
			inlayHints: 0,
			rules: ['off'],
		};
		expect(readSettings(wrong)).toEqual(DEFAULT_SETTINGS);
		expect(readSettings({ ...wrong, server: 'x' })).toEqual(DEFAULT_SETTINGS);
		const partly = { buildDirectories: ['a', 1], rules: { a: 'fatal', b: 'hint', c: null } };
		expect(readSettings(partly)).toMatchObject({ buildDirectories: ['a'], rules: { b: 'hint' } });
	});
	it('fall back to what was said before', () => {
		const before = readSettings({ release: 'dunfell' });
		expect(readSettings({ inlayHints: false }, before)).toEqual({ ...before, inlayHints: false });
	});
});

describe('initialization options', () => {
	it('are complete and of the right type, whatever is sent', () => {
		const nothing = { settings: DEFAULT_SETTINGS, trusted: true, clientCommands: false };
		for (const value of [undefined, null, [], 'x', { settings: [], storagePath: 1 }]) {
			expect(readInitializationOptions(value)).toEqual(nothing);
		}
		expect(readInitializationOptions({ trusted: false, storagePath: '/s' })).toEqual({
			...nothing,
			trusted: false,
			storagePath: '/s',
		});
	});
});

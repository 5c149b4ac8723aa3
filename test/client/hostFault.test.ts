import { expect, it } from 'vitest';
import { hostFault } from '../../client/src/connect/hostFault';

it.each(['build1.lan', ' [::1]:8686 ', 'https://cache.lan/sstate/@scope', 'wss://hash.lan/ws'])(
	'takes %s',
	(text) => {
		expect(hostFault(text)).toBeUndefined();
	},
);

it.each(['', ' ', 'two hosts'])('wants one host instead of "%s"', (text) => {
	expect(hostFault(text)).toMatch(/one host/);
});

it.each(['https://ci:secret@cache.lan/sstate', 'wss://token@hash.lan/ws', 'ci:s@cret@build1:8686'])(
	'wants no login in %s',
	(text) => {
		expect(hostFault(text)).toMatch(/Leave out user name and password/);
	},
);

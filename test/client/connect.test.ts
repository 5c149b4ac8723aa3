import { describe, expect, it } from 'vitest';
import { likeliest, serviceText } from '../../client/src/connect/serviceText';
import { suggestedHost } from '../../client/src/connect/suggestedHost';
import type { FoundService } from '../../server/src/shared/connect';

const setting = (name: string, value: string, isStatic = true) => ({
	name,
	value,
	isStatic,
	origin: null,
});

describe('the host to ask', () => {
	it('is that of the mirror, else of the hash server', () => {
		const mirror = setting(
			'SSTATE_MIRRORS',
			'file://.* file:///srv/PATH file://.* http://u:p@cache.lan:80/s/PATH',
		);
		const upstream = setting('BB_HASHSERVE_UPSTREAM', 'hash.lan:8686');
		expect(suggestedHost([upstream, mirror])).toBe('cache.lan');
		expect(suggestedHost([upstream, setting('BB_HASHSERVE', 'auto')])).toBe('hash.lan');
		expect(suggestedHost([setting('BB_HASHSERVE', 'wss://hash.lan/ws')])).toBe('hash.lan');
	});

	it('is nobody where the build names none, or this machine', () => {
		for (const value of ['auto', '127.0.0.1:8686', 'unix:///build/hash.sock', 'localhost:1']) {
			expect(suggestedHost([setting('BB_HASHSERVE', value)]), value).toBe('');
		}
		expect(suggestedHost([setting('SSTATE_MIRRORS', 'file://.* http://${@x}/PATH', false)])).toBe(
			'',
		);
		expect(suggestedHost([])).toBe('');
	});
});

describe('a part of a cache', () => {
	const service: FoundService = {
		kind: 'hashServer',
		address: 'build1:8686',
		latencyMs: 2.4,
		login: 'none',
		may: 'lookUp',
		isCertain: true,
	};

	it('says who may use it and how quick it is', () => {
		expect(serviceText(service)).toBe('anybody may look hashes up · 2 ms');
		expect(serviceText({ ...service, may: 'administer', latencyMs: 0.2 })).toBe(
			'anybody may look hashes up, and delete them · under 1 ms',
		);
		expect(serviceText({ ...service, kind: 'sstate', isCertain: false })).toBe(
			'anybody may read · not listed: may not be there · 2 ms',
		);
		expect(serviceText({ ...service, login: 'needed' })).toBe('wants a login · 2 ms');
	});

	it.each(['needed', 'refused', 'known', 'none'] as const)(
		'fits into a narrow window, however slow it is, where its login is %s',
		(login) => {
			const slow = {
				...service,
				kind: 'sstate',
				latencyMs: 9_999,
				login,
				isCertain: false,
			} as const;
			expect(serviceText(slow).length).toBeLessThanOrEqual(71);
		},
	);

	it('is ticked when it is the likeliest of its kind', () => {
		const closed: FoundService = { ...service, login: 'needed', address: 'a:1' };
		const mirror: FoundService = { ...service, kind: 'sstate', address: 'http://a' };
		const vague: FoundService = { ...mirror, kind: 'downloads', isCertain: false };
		expect(likeliest([closed, service, vague, mirror])).toEqual([service, mirror]);
		expect(likeliest([closed])).toEqual([closed]);
	});
});
